"""Every hostile mail ends on a ticket, in time, with its words kept, and delays no other."""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.hostile.everything import everything
from tests.hostile.family import SAYS, Hostile
from tests.interfaces.channels.mail.messages import mail, mail_of, multipart, part
from tests.rooms.conftest import FOUNDING
from tests.times import eastern
from troth.core.facts.kinds import Held
from troth.domain.contracts.actions import publish
from troth.domain.ledger.queries import contents, entries
from troth.domain.mailroom.models import Inbound
from troth.interfaces.channels.mail import limits, readers
from troth.interfaces.channels.mail.accepting import Envelope, accept
from troth.interfaces.channels.store import store
from troth.interfaces.worker.mailroom import work_off

SECONDS = 5.0  # for the worst of them, on a busy machine; a plain mail takes a hundredth
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong",
    "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {"alt", "colspan", "href", "rel", "rowspan", "src", "start", "title"}
LEADS = {"href": ("http://", "https://", "mailto:", "tel:"), "src": ("cid:",)}
KNOWN = ("mara@acme.example", "x@evil.example", "mara@xn--cme-5cd.example")
EVERY = list(everything())
ALL = [pytest.param(one, id=one.name.replace(" ", "-")) for one in EVERY]


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a mail, and how long it took."""

    outcome: str
    held: str
    content: dict[str, Any]
    seconds: float


def ended(raw: bytes) -> Ended:
    """Accept a mail and work it off as the desk does."""
    inbound = accept(raw, Envelope("lmtp", "x@evil.example", ("support@ivt.example",)))
    began = time.monotonic()
    assert work_off() == 1
    took = time.monotonic() - began
    inbound.refresh_from_db()
    assert inbound.ticket_id is not None
    [content] = [one for one in contents(inbound.ticket_id).values() if "raw" in one]
    facts = [one.fact for one in entries(inbound.ticket_id)]
    held = next((fact.why for fact in facts if isinstance(fact, Held)), "")
    return Ended(inbound.outcome, held, content, took)


@pytest.fixture(scope="module")
def ends(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[str, Ended]]:
    """What became of every hostile mail, by its name: they come one after the other to one desk."""
    home = tmp_path_factory.mktemp("hostile")
    kept = {"TROTH": replace(settings.TROTH, home=home), "ATTACHMENTS": home / "attachments"}
    with django_db_blocker.unblock(), override_settings(**kept), transaction.atomic():
        publish(FOUNDING.read_text(), by="the tests", at=eastern("2026-01-05 09:00"))
        yield {one.name: ended(one.raw) for one in EVERY}
        transaction.set_rollback(True)
    readers.reader().close()


def test_there_are_many() -> None:
    assert len(ALL) > 300


@pytest.mark.parametrize("hostile", ALL)
def test_a_hostile_mail_ends_on_a_ticket_with_its_words(
    hostile: Hostile, ends: dict[str, Ended]
) -> None:
    end = ends[hostile.name]

    assert end.seconds < SECONDS
    assert store().path(end.content["raw"]["digest"]).read_bytes() == hostile.raw
    assert hostile.kept in end.content["text"] + _files(end.content)
    if hostile.held is None:
        assert (end.outcome, end.held) == (Inbound.Outcome.ON_TICKET, "")
        assert end.content["email"] in KNOWN
    else:
        assert end.outcome in (Inbound.Outcome.HELD, Inbound.Outcome.AUTOMATIC)
        assert hostile.held in end.held


@pytest.mark.parametrize("hostile", ALL)
def test_nothing_of_a_hostile_mail_misleads_or_acts(
    hostile: Hostile, ends: dict[str, Ended]
) -> None:
    content = ends[hostile.name].content
    names = [one["name"] for one in content["attachments"]]

    assert not any(UNSEEN.search(shown) for shown in (content["subject"], content["name"], *names))
    assert not any(re.search(r'[/\\<>"]', name) or not name for name in names)
    assert list(_acting(content["html"])) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("policy", "home")
def test_a_mail_that_hangs_its_reader_delays_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A pipe that nobody writes into stands for a mail that is never read to its end."""
    inner, patience = readers.Reader.read, readers.PATIENCE
    never = tmp_path / "never"
    os.mkfifo(never)
    asked: list[Path] = []

    def hangs_once(self: readers.Reader, raw: Path, folder: Path) -> dict[str, object] | None:
        asked.append(raw)
        monkeypatch.setattr(readers, "PATIENCE", 0.5 if len(asked) == 1 else patience)
        return inner(self, never if len(asked) == 1 else raw, folder)

    monkeypatch.setattr(readers.Reader, "read", hangs_once)
    accept(mail(SAYS, message_id="<hangs@x>"), Envelope("lmtp"))
    accept(mail(SAYS, message_id="<next@x>"), Envelope("lmtp"))
    work_off()

    first, second = Inbound.objects.order_by("pk")
    assert (first.outcome, second.outcome) == (Inbound.Outcome.HELD, Inbound.Outcome.ON_TICKET)


@pytest.mark.django_db
@pytest.mark.usefixtures("policy", "home")
def test_a_file_of_25_mib_fits_into_a_mail() -> None:
    raw = mail_of(multipart(part(SAYS), part(bytes(limits.ATTACHED), "video/mp4; name=film.mp4")))
    end = ended(raw)

    assert end.outcome == Inbound.Outcome.ON_TICKET
    [film] = end.content["attachments"]
    assert (film["name"], film["size"]) == ("film.mp4", limits.ATTACHED)


def _files(content: dict[str, Any]) -> str:
    kept = (store().path(one["digest"]) for one in content["attachments"])
    return "".join(path.read_bytes().decode("latin-1") for path in kept)


def _acting(html: str) -> Iterator[str]:
    """Yield what of a page a browser might act on, as a browser would find it."""
    found: list[str] = []

    class Finder(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in TAGS:
                found.append(tag)
            for name, value in attrs:
                leads = (value or "").startswith(LEADS.get(name, ""))
                if name not in ATTRIBUTES or not leads:
                    found.append(f"{tag} {name}={value}")

    Finder().feed(html)
    yield from found
