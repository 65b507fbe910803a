"""The support line over its webhooks: signed, repeated, forged, and left at every step."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from tests.flushing import flushing_passes_the_guards
from tests.rooms.conftest import ines, kinds_of, opens, policy
from tests.rooms.urgent.conftest import NIGHT, rota, team
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.calls.models import PhoneCall
from troth.domain.calls.queries import missed
from troth.domain.tickets.models import Ticket
from troth.domain.urgent.models import OpenPage, Way
from troth.interfaces.cli.run.environment import Mail, Misconfigured, Phone, read
from troth.interfaces.pager.links import PageFor, address_of
from troth.interfaces.phone.twiml import signature_of

__all__ = ["flushing_passes_the_guards", "ines", "opens", "policy", "rota", "team"]
TOKEN = "provider-s-own-token"
pytestmark = pytest.mark.usefixtures("policy")


@pytest.fixture(autouse=True)
def line(settings: Settings, tmp_path: Path) -> None:
    """A desk at night, with an account at a provider."""
    phone = Phone("AC1", TOKEN, "+12125550100", "https://provider.example")
    settings.TROTH = replace(
        django_settings.TROTH, home=tmp_path, demo=True, mail=Mail(), phone=phone
    )
    settings.CLOCK_OFFSET = NIGHT - datetime.now(UTC)
    settings.ALLOWED_HOSTS = ["testserver"]


class Caller:
    """Somebody who calls, by way of a provider that signs each request."""

    def __init__(self, browser: Client, sid: str = "CA1") -> None:
        self.browser, self.sid = browser, sid

    def asks(self, address: str, **fields: str) -> Element:
        path = address.removeprefix(str(django_settings.TROTH.url))
        whole = {"CallSid": self.sid, "From": "+12125550199"} | fields
        signed = signature_of(f"{django_settings.TROTH.url}{path}", whole, TOKEN)
        answer = self.browser.post(path, whole, headers={"X-Twilio-Signature": signed})
        assert answer.status_code == 200, answer.content
        return fromstring(answer.content)

    def calls(self) -> Element:
        return self.asks("/phone/call")

    def goes_on(self, answer: Element, **fields: str) -> Element:
        """Do what the line asked for last."""
        asked = [verb for verb in answer.iter() if verb.get("action")][-1]
        return self.asks(str(asked.get("action")), **fields)


@pytest.fixture
def caller(client: Client) -> Caller:
    return Caller(client)


def said(answer: Element) -> str:
    return " ".join(one.text or "" for one in answer.iter("Say"))


def by_phone(agent: User, number: str) -> None:
    Way.objects.filter(agent=agent).update(kind="voice", to=number)


def test_a_severity_1_caller_at_night_has_a_ticket_a_page_and_the_person_on_call(
    caller: Caller, rota: dict[str, User]
) -> None:
    by_phone(rota["ines"], "+12125550001")
    by_phone(rota["rui"], "+12125550002")

    first = caller.calls()
    assert "Severity 1 only, press 1" in said(first)
    asked = caller.goes_on(first, Digits="1")
    ticket = Ticket.objects.get()
    assert "page_attempted" in kinds_of(ticket)
    record = caller.goes_on(asked, Digits="1040")
    ring = caller.goes_on(
        record, RecordingUrl="https://provider.example/r/1", RecordingDuration="14"
    )

    numbers = [one.text for one in ring.iter("Number")]
    assert numbers == ["+12125550001", "+12125550002"]
    whisper = caller.asks(str(next(ring.iter("Number")).get("url")), ParentCallSid="CA1")
    assert "Press 1 to take the call" in said(whisper)
    agent = Caller(caller.browser, "CA-of-ines")
    joined = agent.goes_on(whisper, Digits="1", ParentCallSid="CA1")
    assert list(joined) == []  # nothing more is said: the two are joined
    last = caller.goes_on(ring, DialCallStatus="completed")
    assert last[-1].tag == "Hangup"
    assert kinds_of(ticket)[-1] == "page_taken"
    assert PhoneCall.objects.get().answered_by == rota["ines"]


def test_inside_hours_agents_on_duty_are_rung_and_nobody_free_is_a_message(
    caller: Caller, rota: dict[str, User], settings: Settings
) -> None:
    settings.CLOCK_OFFSET = NOON - datetime.now(UTC)
    by_phone(rota["tomas"], "+12125550003")

    ring = caller.goes_on(caller.calls(), Digits="")
    assert [one.text for one in ring.iter("Number")] == ["+12125550003"]
    record = caller.goes_on(ring, DialCallStatus="no-answer")
    last = caller.goes_on(record, RecordingUrl="https://provider.example/r/2")

    assert " ".join(str(Ticket.objects.get().number)) in said(last)


@pytest.mark.parametrize("address", ["/phone/call", "/phone/call/steps/urgent", "/phone/call/end"])
def test_what_is_not_signed_is_refused_and_leaves_nothing(client: Client, address: str) -> None:
    fields = {"CallSid": "CA1", "Digits": "1"}
    other = signature_of(f"{django_settings.TROTH.url}/phone/call", fields, "another token")
    elsewhere = signature_of("https://other.example/phone/call", fields, TOKEN)
    for signature in ("", other, elsewhere):
        answer = client.post(address, fields, headers={"X-Twilio-Signature": signature})
        assert answer.status_code == 403
        assert answer.content == b""

    assert not PhoneCall.objects.exists()
    assert not Ticket.objects.exists()


def test_a_signature_is_of_its_own_fields(client: Client, rota: dict[str, User]) -> None:
    address = f"{django_settings.TROTH.url}/phone/call/steps/urgent"
    signed = signature_of(address, {"CallSid": "CA1", "Digits": ""}, TOKEN)

    answer = client.post(
        "/phone/call/steps/urgent",
        {"CallSid": "CA1", "Digits": "1"},
        headers={"X-Twilio-Signature": signed},
    )

    assert answer.status_code == 403
    assert not OpenPage.objects.exists()


def test_every_request_twice_is_one_call_one_ticket_and_one_page(
    caller: Caller, rota: dict[str, User]
) -> None:
    for _ in range(2):
        first = caller.calls()
    for _ in range(2):
        asked = caller.goes_on(first, Digits="1")
    for _ in range(2):
        record = caller.goes_on(asked, Digits="")
    for _ in range(2):
        caller.goes_on(record, RecordingUrl="https://provider.example/r")
    for _ in range(2):
        caller.asks("/phone/call/end", CallStatus="completed")

    kinds = kinds_of(Ticket.objects.get())
    assert (kinds.count("paged"), kinds.count("call")) == (1, 1)
    assert PhoneCall.objects.count() == 1


@pytest.mark.parametrize("keys", [[], [""], ["1"], ["1", ""]])
def test_whoever_hangs_up_is_never_lost(
    caller: Caller, rota: dict[str, User], keys: list[str]
) -> None:
    answer = caller.calls()
    for pressed in keys:
        answer = caller.goes_on(answer, Digits=pressed)
    caller.asks("/phone/call/end", CallStatus="completed")

    assert Ticket.objects.count() + missed().count() == 1


def test_a_page_by_telephone_is_taken_by_a_key(caller: Caller, rota: dict[str, User]) -> None:
    caller.goes_on(caller.calls(), Digits="1")
    page = OpenPage.objects.get()
    link = address_of(PageFor(page.chain_id, page.entry, rota["ines"].pk))
    token = link.rpartition("/")[2]

    asked = caller.asks(f"/phone/page/{token}")
    assert "Severity 1. Press 1 to take it." in said(asked)
    nothing = caller.goes_on(asked, Digits="5")
    assert OpenPage.objects.exists()
    assert nothing[-1].tag == "Hangup"
    assert "You have it." in said(caller.goes_on(asked, Digits="1"))
    assert "This page is over." in said(caller.asks(f"/phone/page/{token}"))


def test_a_desk_without_a_telephone_answers_nobody(client: Client, settings: Settings) -> None:
    settings.TROTH = replace(django_settings.TROTH, phone=None, demo=False)

    assert client.post("/phone/call", {"CallSid": "CA1"}).status_code == 403
    assert client.get("/phone/simulator").status_code == 404


def test_only_a_demo_signs_for_anybody(client: Client, settings: Settings) -> None:
    assert client.get("/phone/simulator").status_code == 404  # it has a real telephone
    settings.TROTH = replace(django_settings.TROTH, phone=None)
    assert client.get("/phone/simulator").status_code == 200
    fields = {"address": "/phone/call", "CallSid": "CA1", "From": "+12125550199"}
    signature = client.post("/phone/simulator/signature", fields).json()["signature"]

    del fields["address"]
    answer = client.post("/phone/call", fields, headers={"X-Twilio-Signature": signature})
    assert answer.status_code == 200
    wrong = {"address": "/desk/", "x": "y"}
    assert client.post("/phone/simulator/signature", wrong).status_code == 404


@pytest.mark.parametrize(
    "text", ["AC1:t@+1212", "twilio://AC1@+12125550100", "twilio://AC1:t@number", "https://x"]
)
def test_a_telephone_that_is_not_understood_refuses_to_start(text: str, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="TROTH_PHONE") as told:
        read({"TROTH_PHONE": text}, tmp_path)
    assert ":t@" not in str(told.value) or "://" not in text
