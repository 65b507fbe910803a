"""Every address there is, taken from the running configuration, asked by every kind of person.

A new route fails `test_every_address_is_classified` until somebody says here who may have it.
"""

import re
from typing import Any

import pytest
from django.test import Client

from tests.interfaces.addresses import CUSTOMERS, DESK, LINKS, ONES_OWN, OPEN, SIGNED, routes
from tests.interfaces.portal.conftest import at_noon as at_noon
from tests.interfaces.portal.conftest import home as home
from tests.interfaces.portal.conftest import ines as ines
from tests.interfaces.portal.conftest import policy as policy
from tests.interfaces.world import ACME, AGENTS, ONE_OF_EACH, SECRET, World, build
from tests.rooms.conftest import flushing_passes_the_guards as flushing_passes_the_guards
from troth.domain.accounts.models import User

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture
def world(policy: None, ines: User) -> World:
    return build(ines)


def test_every_address_is_classified() -> None:
    kinds = (OPEN, CUSTOMERS, LINKS, ONES_OWN, DESK)
    assert {one.name for one in routes()} == set().union(*kinds), "say who may have it"
    assert sum(len(kind) for kind in kinds) == len(set().union(*kinds)), "in two kinds at once"


def test_what_is_refused_cannot_be_told_from_what_never_was(world: World) -> None:
    """As everybody, with everybody else's ids: one answer, in status, headers and body."""
    before = world.state()
    for route in [one for one in routes() if one.gaps and one.name not in LINKS | OPEN]:
        for who, walker in world.people.items():
            if who in route.is_for:
                continue
            for method in METHODS:
                theirs = answer(walker(), method, route.at(world.theirs), world)
                nobodys = answer(walker(), method, route.at(world.nobodys), world)
                assert theirs == nobodys, (who, method, route.name)
                assert SECRET not in str(theirs), (who, method, route.name)
                assert theirs[0] in (302, 403, 404, 405, 422), (who, method, route.name, theirs[0])
    assert world.state() == before


def test_a_link_signed_for_somebody_else_is_no_link_at_all(world: World) -> None:
    before = world.state()
    for route in [one for one in routes() if one.name in LINKS]:
        for who, walker in world.people.items():
            for method in METHODS:
                signed, never = (
                    answer(walker(), method, route.at(world.theirs | {"token": token}), world)
                    for token in world.tokens
                )
                assert signed == never, (who, method, route.name)
                assert signed[0] in (403, 404, 405), (who, method, route.name)
    assert world.state() == before


def test_the_desk_is_for_agents_who_work_here(world: World) -> None:
    """Everybody else is shown the way to sign in, or that the verb is none: never a page."""
    before = world.state()
    for route in [one for one in routes() if one.name in DESK]:
        for who, walker in world.people.items():
            if who in AGENTS:
                continue
            for method in METHODS:
                status, headers, body = answer(walker(), method, route.at(world.theirs), world)
                assert status in (302, 405), (who, method, route.name)
                assert status == 405 or dict(headers)["Location"].startswith("/desk/sign-in")
                assert SECRET not in body
    assert world.state() == before


def test_nobody_else_is_shown_what_is_somebodys(world: World) -> None:
    """At addresses without ids, too: lists, searches, names, drafts, palettes."""
    asked = f"q={SECRET}&prefix=&text={SECRET}&next=/desk/&only=all"
    made_up = {"ui:specimens"}  # shows tickets that nobody has
    for route in [one for one in routes() if not one.gaps and one.name not in made_up]:
        for who, walker in world.people.items():
            if who in route.is_for | ACME | AGENTS:
                continue
            found = walker().get(f"{route.pattern}?prefix=r&{asked}")
            tickets = re.findall(r"(?:tickets/|IVT-)(\d+)", _text(found))
            assert world.theirs["number"] not in tickets, (who, route.name)


def test_no_form_is_taken_without_its_token(world: World) -> None:
    before = world.state()
    for route in routes():
        address = route.at(world.theirs | {"token": world.tokens[0]})
        for who in ONE_OF_EACH:
            browser = world.people[who]()
            browser.handler.enforce_csrf_checks = True
            for method in ("POST", "PUT", "PATCH", "DELETE"):
                status = browser.generic(method, address).status_code
                refused = (403, 405) if route.name in SIGNED else (403,)
                assert status in refused, (who, method, route.name)
    assert world.state() == before


def test_no_page_can_be_framed_sniffed_or_kept_by_a_cache_between(world: World) -> None:
    for route in routes():
        for who in ONE_OF_EACH:
            found = world.people[who]().get(route.at(world.theirs | {"token": world.tokens[0]}))
            assert "frame-ancestors 'none'" in found["Content-Security-Policy"], (who, route.name)
            assert found["X-Content-Type-Options"] == "nosniff", (who, route.name)
            assert found["Referrer-Policy"] == "same-origin", (who, route.name)
            if who in route.is_for and found.status_code == 200:
                assert "no-store" in found["Cache-Control"], (who, route.name)


@pytest.mark.parametrize("hostile", ["9" * 30, "0", "2147483648", "9223372036854775808", "٣٤"])
def test_no_number_breaks_a_page(world: World, hostile: str) -> None:
    for route in [one for one in routes() if "int" in one.gaps.values()]:
        filling = {name: hostile for name, kind in route.gaps.items() if kind == "int"}
        for who in ("the administrator", "the reporter", "a stranger"):
            walker = world.people[who]()
            for method in ("GET", "POST"):
                found = walker.generic(method, route.at(world.theirs | filling))
                assert found.status_code < 500, (who, method, route.name)


@pytest.mark.parametrize(
    "hostile",
    [
        "%00",
        "..",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "%27%20OR%201=1--",
        "%F0%9F%92%A9",
        "%0d%0aX:y",
    ],
)
def test_no_word_breaks_a_page(world: World, hostile: str) -> None:
    for route in [one for one in routes() if "str" in one.gaps.values()]:
        filling = {name: hostile for name, kind in route.gaps.items() if kind == "str"}
        for who in ("the administrator", "the reporter", "a stranger"):
            found = world.people[who]().get(route.at(world.theirs | filling))
            assert found.status_code in (302, 404, 405), (who, route.name)


ASKED = ("q", "after", "before", "only", "next", "zone", "suggested", "seen", "prefix", "names")
FORMS = (
    *("text", "key", "turn", "writer", "instead", "draft", "kept", "seen", "name", "email", "size"),
    *("type", "whose", "handover", "ticket", "query", "only", "do", "pk", "team", "until", "zone"),
    *("upto", "what", "says", "nonce", "reason", "severity", "minutes", "replies", "username"),
    *(
        "password",
        "current",
        "again",
        "code",
        "title",
        "subject",
        "suggested",
        "sure",
        "whole",
        "note",
        "digest_at",
    ),
)


@pytest.mark.parametrize("hostile", ["\x00", "9" * 30, "'\"><script>", "-\u202e%"])
def test_no_value_of_a_query_or_a_form_breaks_a_page(world: World, hostile: str) -> None:
    for route in [one for one in routes() if one.name != "health"]:  # which tells how it is
        for who in ("the administrator", "the reporter", "a stranger"):
            walker = world.people[who]()
            address = route.at(world.theirs | {"token": world.tokens[0]})
            found = walker.get(address, dict.fromkeys(ASKED, hostile))
            assert found.status_code < 500, (who, route.name)
            assert "'\"><script>" not in _text(found), (who, route.name)
            found = walker.post(address, dict.fromkeys(FORMS, hostile))
            assert found.status_code < 500, (who, route.name)
            assert "'\"><script>" not in _text(found), (who, route.name)


Answer = tuple[int, list[tuple[str, str]], str]


def answer(walker: Client, method: str, address: str, world: World) -> Answer:
    """Return what is answered, without what names the address itself and what is drawn by lot."""
    found = walker.generic(method, address, headers={"Upload-Offset": "0"})

    def plain(text: str) -> str:
        text = re.sub(r'(csrfmiddlewaretoken" value|content|data-csrf)="[^"]*"', "", text)
        for filling in (world.theirs, world.nobodys):
            for gap in ("number", "digest", "word", "notice", "pk", "canned_reply"):
                if len(filling[gap]) > 3:
                    text = text.replace(filling[gap], f"<{gap}>")
        return text

    def led(name: str, value: str) -> str:
        return re.sub(r"\d+", "N", plain(value)) if name == "Location" else plain(value)

    headers = sorted((name, led(name, value)) for name, value in found.items() if name != "Expires")
    cookies = [("Set-Cookie", name) for name in sorted(found.cookies)]
    return found.status_code, headers + cookies, plain(_text(found))


def _text(found: Any) -> str:
    return str(found.getvalue().decode(errors="replace"))
