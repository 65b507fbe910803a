"""Every address asked by every role of staff: what is refused, is so in words and changes nothing.

A new address that takes anything fails `test_whatever_takes_something_stands_in_the_table` until
somebody says in `rights.CHANGES` what it asks of the desk's own people.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from django.http import Http404
from django.urls import resolve

from tests.interfaces.addresses import CUSTOMERS, DESK, routes
from tests.interfaces.portal.conftest import at_noon as at_noon
from tests.interfaces.portal.conftest import home as home
from tests.interfaces.portal.conftest import ines as ines
from tests.interfaces.portal.conftest import policy as policy
from tests.interfaces.portal.conftest import words
from tests.interfaces.world import AGENTS, World, build
from tests.rooms.conftest import flushing_passes_the_guards as flushing_passes_the_guards
from troth.domain.accounts.models import User
from troth.domain.accounts.rules import Right
from troth.interfaces.desk.rights import ANYBODY, CHANGES, FORMS

SENDING = ("POST", "PUT", "PATCH", "DELETE")
ROLES = {"an agent": "agent", "a lead": "lead", "an auditor": "auditor"}


@pytest.fixture
def world(policy: None, ines: User) -> World:
    return build(ines)


def test_whatever_takes_something_stands_in_the_table(world: World) -> None:
    """Asked by whom the gate leaves alone: what answers more than "405" takes something."""
    known = {one.name for one in routes()}
    assert CHANGES.keys() | FORMS.keys() <= known, "an address that is gone"
    for route in [one for one in routes() if one.name not in CHANGES]:
        who = "the reporter" if route.name in CUSTOMERS else "a stranger"
        for method in SENDING:
            address = route.at(world.theirs | {"token": world.tokens[0]})
            found = world.people[who]().generic(method, address)
            assert found.status_code in (404, 405), f"say what right {route.name} takes"


@pytest.mark.parametrize("who", ROLES)
def test_a_role_is_refused_in_words_what_is_not_its_own(world: World, who: str) -> None:
    user = User.objects.get(pk=world.people[who]().session["_auth_user_id"])
    before = world.state()
    asked = 0
    for route in routes():
        right = CHANGES.get(route.name)
        if route.name in CHANGES and (right is ANYBODY or user.may(right)):
            continue
        address = route.at(world.theirs | {"token": world.tokens[0]})
        for method in SENDING:
            found = world.people[who]().generic(method, address)
            assert found.status_code == 403, (method, route.name)
            asked += 1
        if route.name.startswith("web:"):
            assert "changes nothing" in found.json()["say"]
        else:
            assert unquote(found["Troth-Say"]) in words(found.content), route.name
    assert asked > 100
    assert world.state() == before


def test_a_page_that_is_nothing_but_a_form_is_not_shown_to_who_may_not_send_it(
    world: World,
) -> None:
    for route in [one for one in routes() if one.name in FORMS]:
        for who in AGENTS:
            walker = world.people[who]()
            user = User.objects.get(pk=walker.session["_auth_user_id"])
            status = walker.get(route.at(world.theirs)).status_code
            assert status == (200 if user.may(FORMS[route.name]) else 403), (who, route.name)


@pytest.mark.parametrize("who", sorted(AGENTS))
def test_nobody_is_shown_a_form_that_would_be_refused(world: World, who: str) -> None:
    user = User.objects.get(pk=world.people[who]().session["_auth_user_id"])
    shown = set()
    for route in [one for one in routes() if one.name in DESK]:
        address = route.at(world.theirs)
        page = world.people[who]().get(address)
        if page.status_code != 200 or "text/html" not in page.get("Content-Type", ""):
            continue
        for name in _sent_to(page.getvalue().decode(), address):
            assert name in CHANGES, f"say what right {name} takes"
            right = CHANGES[name]
            assert right is ANYBODY or user.may(right), (who, route.name, name)
            shown.add(name)
    assert ("desk:reply" in shown) is user.may(Right.WORK)
    assert ("desk:contract" in shown) is user.may(Right.AGREE)
    if who == "an auditor":
        assert all(CHANGES[name] is ANYBODY for name in shown)


def _sent_to(html: str, here: str) -> Iterator[str]:
    """Yield the name of each address that a page's forms are sent to."""
    for form in re.findall(r"<form[^>]*>", html):
        if 'method="post"' in form:
            found = re.search(r'action="([^"]*)"', form)
            yield _name(found[1] if found and found[1] else here)
    for address in re.findall(r'hx-post="([^"]*)"', html):
        yield _name(address)


def _name(address: str) -> str:
    try:
        return resolve(address.partition("?")[0]).view_name
    except Http404:
        raise AssertionError(f"a form is sent to {address}, which is nowhere") from None


def test_a_change_of_role_counts_at_once(world: World, ines: User) -> None:
    lead = world.people["a lead"]()
    number = world.theirs["number"]
    assert "desk:reply" in set(_sent_to(lead.get(f"/desk/tickets/{number}").content.decode(), ""))
    User.objects.filter(role="lead").update(role="auditor")
    assert "desk:reply" not in set(
        _sent_to(lead.get(f"/desk/tickets/{number}").content.decode(), "")
    )
    assert lead.post(f"/desk/tickets/{number}/note", {"text": "x"}).status_code == 403
