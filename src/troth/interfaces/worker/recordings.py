"""Fetching what a caller said, from the provider into the file store and onto the ticket."""

import logging

from django.conf import settings

from troth.domain.calls.actions import fetched
from troth.domain.calls.models import Recording
from troth.domain.tickets.report import File
from troth.interfaces.channels.store import store
from troth.interfaces.now import now
from troth.interfaces.outgoing import get
from troth.interfaces.pager.provider import account

log = logging.getLogger("troth.phone")


class NotYet(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The provider has the recording not ready, or did not answer: it is asked again."""


def fetch(recording: int) -> None:
    """Fetch a recording, unless that was done, and put it on its call's ticket.

    Only the provider is asked, or in a demo the desk itself.

    Raises:
        NotYet: it is to be tried again later.
        Unanswered: likewise.
        LookupError: it is at an address that is not the provider's.
    """
    row = Recording.objects.select_related("call").get(pk=recording)
    if row.digest:
        return
    held = account()
    home = held.api or str(settings.TROTH.url) if held else ""
    if not home or not row.url.startswith(f"{home}/"):
        raise LookupError(f"recording {recording} is not at our telephone provider")
    known = {"user": held.sid, "password": held.token} if held and held.api else {}
    status, sound = get(row.url, **known)
    if status != 200:
        raise NotYet(f"the provider answers {status}")
    digest, size = store().save(sound)
    file = File(f"call-{row.call_id}-{row.step}.wav", "audio/x-wav", digest, size)
    fetched(row, file, at=now())
