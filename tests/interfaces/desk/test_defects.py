"""Defects and patches on the desk: entered, linked, and told to all who wait."""

import re

import pytest
from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import Opens, kinds_of, seen
from tests.rooms.defects.conftest import tell_all
from troth.domain.accounts.models import User
from troth.domain.defects import hooks
from troth.domain.defects.models import Announcement, Defect, Hook, Patch
from troth.domain.tickets.models import Ticket
from troth.interfaces.now import now


@pytest.fixture
def defect(agent: Client, policy: None) -> Defect:
    User.objects.update(role="lead")  # who may change many tickets at once
    agent.post("/desk/defects", {"title": "Captions lag", "component": "Captions"})
    return Defect.objects.get()


def link(agent: Client, ticket: Ticket, **said: str) -> int:
    form = {"do": "link", "seen": str(seen(ticket)), **said}
    return agent.post(f"/desk/tickets/{ticket.number}/defect", form).status_code


def test_a_defect_is_entered_found_and_put_in_other_words(agent: Client, defect: Defect) -> None:
    page = f"/desk/defects/{defect.pk}"
    assert agent.post("/desk/defects", {"title": " "}).status_code == 422
    agent.post(page, {"do": "edit", "title": "Captions lag by 4 s", "what": "Since 4.1."})

    assert "Captions lag by 4 s" in words(agent.get("/desk/defects?q=captions").content)
    assert "Captions lag" not in words(agent.get("/desk/defects?q=video").content)
    assert "Put in other words" in words(agent.get(page).content)


def test_it_is_declined_and_opened_again_with_a_reason(agent: Client, defect: Defect) -> None:
    page = f"/desk/defects/{defect.pk}"
    assert agent.post(page, {"do": "decline", "why": ""}).status_code == 422
    agent.post(page, {"do": "decline", "why": "By design."})
    assert "By design." in words(agent.get(page).content)
    assert "Captions lag" in words(agent.get("/desk/defects?state=declined").content)

    agent.post(page, {"do": "take up", "why": "It is not."})

    assert "Captions lag" in words(agent.get("/desk/defects").content)


def test_a_ticket_is_linked_to_a_known_defect_or_to_a_new_one(
    agent: Client, ticket: Ticket, defect: Defect
) -> None:
    form = agent.get(f"/desk/tickets/{ticket.number}/defect?q=captions")
    assert "Captions lag" in words(form.content)
    assert link(agent, ticket, defect="DEF-99") == 422
    assert link(agent, ticket, defect="the captions") == 422

    assert link(agent, ticket, defect=defect.ref) == 302
    assert link(agent, ticket, do="enter", title="Also this") == 302

    page = words(agent.get(f"/desk/tickets/{ticket.number}").content)
    assert "Captions lag" in page
    assert "Also this" in page
    assert link(agent, ticket, do="unlink", defect=defect.ref) == 302
    assert kinds_of(ticket)[-3:] == ["defect_linked", "defect_linked", "defect_unlinked"]
    assert "Captions lag" in words(agent.get("/desk/palette?q=captions").content)


def test_a_workaround_is_looked_at_and_then_sent_as_it_looked(
    agent: Client, ticket: Ticket, defect: Defect
) -> None:
    link(agent, ticket, defect=defect.ref)
    page, text = f"/desk/defects/{defect.pk}/workaround", "Hello {{customer name}}, restart it."
    look = words(agent.post(page, {"do": "look", "text": text}).content)
    assert "Hello Mara Lind, restart it." in look
    assert "It goes to 1 ticket of 1 customer" in look
    assert not Announcement.objects.exists()
    for wrong in ({"text": "{{due time}}"}, {"text": "Ask Mara Lind."}, {"text": text}):
        assert agent.post(page, {"do": "send", "expected": "7", **wrong}).status_code == 422

    assert agent.post(page, {"do": "send", "text": text, "expected": "1"}).status_code == 302
    tell_all(Announcement.objects.get())

    assert "1 ticket written to" in words(agent.get(f"/desk/defects/{defect.pk}").content)
    assert "restart it" in words(agent.get(f"/desk/tickets/{ticket.number}").content)


def test_a_patch_is_looked_at_released_and_shown_with_how_it_fares(
    agent: Client, opens: Opens, defect: Defect
) -> None:
    ticket = opens()
    link(agent, ticket, defect=defect.ref)
    said = {"version": "4.2.1", "fixes": defect.ref, "released_on": "2026-03-02", "notes": "Fixed."}
    look = agent.post("/desk/patches/new", {"do": "look", **said})
    assert "It goes to 1 ticket of 1 customer" in words(look.content)
    for wrong in ({"version": "4 2"}, {"fixes": "DEF-99"}, {"released_on": "x"}, {"fixes": ""}):
        assert agent.post("/desk/patches/new", {"do": "look", **said, **wrong}).status_code == 422

    done = agent.post("/desk/patches/new", {"do": "release", "expected": "1", **said})
    tell_all(Announcement.objects.get())

    page = words(agent.get(done["Location"]).content)
    assert "1 ticket written to" in page
    assert "Captions lag" in page
    assert "4.2.1" in words(agent.get("/desk/patches").content)
    assert "Patch is out" in words(agent.get("/desk/queue/all?state=patched").content)
    assert Patch.objects.get().by.startswith("agent:")


def test_a_pipelines_secret_is_shown_once_and_ends_with_its_hook(
    agent: Client, policy: None
) -> None:
    User.objects.update(role="administrator")
    assert agent.post("/desk/patches/hooks", {"do": "make", "name": " "}).status_code == 422
    made = words(agent.post("/desk/patches/hooks", {"do": "make", "name": "CI"}).content)
    hook = Hook.objects.get()
    (secret,) = re.findall(r"\b[a-z2-7]{52}\b", made)
    assert secret not in words(agent.get("/desk/patches/hooks").content)
    time = str(int(now().timestamp()))
    signed = str(hook.pk), time, hooks.sign(secret, time, b"{}"), b"{}"
    assert hooks.prove(*signed, at=now()) == hook

    assert agent.post("/desk/patches/hooks", {"do": "end", "hook": "x"}).status_code == 422
    agent.post("/desk/patches/hooks", {"do": "end", "hook": str(hook.pk)})

    with pytest.raises(hooks.Unproven):
        hooks.prove(*signed, at=now())
    assert "ended" in words(agent.get("/desk/patches/hooks").content)
