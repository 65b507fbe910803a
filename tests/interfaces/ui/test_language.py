"""Whole pages in a made-up language: what is not wrapped was never offered for translation."""

import re
from collections.abc import Iterator
from gettext import NullTranslations
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils.translation import trans_real
from pytest_django import Settings

from tests.interfaces.portal.conftest import REPORT, at_noon, home
from tests.rooms.conftest import ines, opens, policy
from troth.domain.accounts.models import User
from troth.domain.tickets.models import Ticket

__all__ = ["at_noon", "home", "ines", "opens", "policy"]

MADE_UP = "eo"  # a language Django knows by name, so that a browser may ask for it
# What nobody translates: signs, numbers, units of the desk's own, addresses, and keys.
PLAIN = re.compile(
    r"\b(Troth|UTC|IVT-\d+|IVT MediaPlatform|MediaPlatform|Eastern|KiB|MiB|Esc|Enter|[a-z])\b"
    r"|\S+@\S+|https?:\S+|\b\w+/\w+\b|#\S+"
)
SAYS = {"aria-label", "title", "placeholder", "alt", "data-key-name"}


class MadeUp(NullTranslations):
    """Wraps every message."""

    def gettext(self, message: str) -> str:
        return f"⟦{message.rpartition(chr(4))[2]}⟧" if message else message

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)

    def to_language(self) -> str:
        return MADE_UP

    def language(self) -> str:
        return MADE_UP


class Said(HTMLParser):
    """What a page says aloud or in sight, outside what is marked as another language's."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[tuple[str, bool]] = []

    @property
    def hushed(self) -> bool:
        return any(quiet for _, quiet in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        quiet = tag in ("script", "style", "code", "kbd") or (tag != "html" and "lang" in given)
        quiet = quiet or given.get("translate") == "no"
        if not self.hushed and not quiet:
            self.texts += [value for name, value in attrs if name in SAYS and value]
        if tag not in ("meta", "link", "input", "br", "img", "hr"):
            self.open.append((tag, quiet))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self.hushed:
            self.texts.append(data)


@pytest.fixture
def made_up(settings: Settings) -> Iterator[Client]:
    """A browser whose reader reads the made-up language."""
    settings.LANGUAGES = [("en", "English"), (MADE_UP, "Made up")]
    trans_real._translations[MADE_UP] = MadeUp()  # type: ignore[attr-defined]
    yield Client(headers={"accept-language": MADE_UP})
    del trans_real._translations[MADE_UP]  # type: ignore[attr-defined]


def bare(page: str, known: str) -> list[str]:
    """Return what a page says in no wrapping, and nobody wrote."""
    reader = Said()
    reader.feed(page)
    found = []
    for text in outside("\n".join(reader.texts)).split("\n"):
        if " ".join(text.split()).strip() in known:
            continue
        for said in re.split(r"[·|]|\s{2,}", PLAIN.sub("  ", " ".join(text.split()))):
            words = said.strip(" .,:;()“”—–")
            if re.search(r"[A-Za-z]{2}", words) and words not in known:
                found.append(words)
    return found


def outside(text: str) -> str:
    """Leave out what stands in wrappings, which may hold others and run over several pieces."""
    depth, left = 0, []
    for sign in text:
        depth += {"⟦": 1, "⟧": -1}.get(sign, 0)
        left.append(sign if depth == 0 and sign != "⟧" else "\n" if sign == "⟧" else "")
    return "".join(left)


@pytest.fixture
def written(made_up: Client, policy: None, ines: User) -> str:
    """All that people wrote and the policy says, in one text; a ticket is there."""
    from troth.interfaces.cli.run.prepare import EXAMPLE

    made_up.post("/report", REPORT, headers={"accept-language": "en"})
    policy_says = " ".join(EXAMPLE.read_text("utf-8").replace("\\\n", "").split())
    return " ".join([*REPORT.values(), ines.name, policy_says])


PUBLIC = ["/", "/report", "/sign-in", "/desk/sign-in", "/nowhere", "/demo/outbox"]
DESK = [
    *("/desk/", "/desk/queue/mine", "/desk/queue/undecided", "/desk/tickets/10001"),
    *("/desk/tickets/10001/history", "/desk/notices", "/desk/preferences", "/desk/away"),
    *("/desk/search", "/desk/search?q=sign", "/desk/wall", "/desk/clock"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_speaks_the_readers_language(
    address: str, made_up: Client, written: str
) -> None:
    page = made_up.get(address).content.decode()

    assert 'lang="eo"' in page
    assert bare(page, written) == []


@pytest.mark.parametrize("address", DESK)
def test_a_page_of_the_desk_speaks_the_readers_language(
    address: str, made_up: Client, written: str, ines: User
) -> None:
    made_up.force_login(ines)
    number = int(Ticket.objects.latest("pk").pk)

    page = made_up.get(address.replace("10001", str(number))).content.decode()

    assert "There is nothing here" not in page
    assert bare(page, written) == []
