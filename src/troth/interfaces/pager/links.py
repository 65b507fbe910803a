"""The link in a page: names one page and one agent, and lets them take it without a sign-in."""

from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SALT = "troth.page"
_GOOD_FOR = 3 * 86_400  # a page older than that is over, or has been made anew


@dataclass(frozen=True, slots=True)
class PageFor:
    """Whom a page was sent to: an agent by id, a ticket by number, a page by its entry."""

    ticket: int
    page: int
    agent: int


def address_of(what: PageFor) -> str:
    """Return the whole address of a link, as it stands in a message."""
    token = signing.dumps(asdict(what), salt=_SALT, compress=True)
    return str(settings.TROTH.url) + reverse("pager:page", args=[token])


def read(token: str) -> PageFor | None:
    """Return what a link names; None for one that is not ours, or too old."""
    try:
        return PageFor(**signing.loads(token, salt=_SALT, max_age=_GOOD_FOR))
    except (signing.BadSignature, TypeError):
        return None
