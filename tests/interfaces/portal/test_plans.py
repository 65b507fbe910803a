"""What customers see of plans, of best effort, and of the question about production."""

import pytest
from django.test import Client

from tests.interfaces.portal.conftest import REPORT, words
from tests.interfaces.portal.people import MARA, signed_in
from tests.pure.policy.relay import RELAY
from tests.rooms.contracts.agreed import checks, contract
from tests.times import NOON, eastern
from troth.domain.contracts.actions import publish
from troth.domain.contracts.agreeing import Terms
from troth.domain.promises.models import Standing
from troth.domain.tickets.models import Sending
from troth.interfaces.channels.mail.letters import letter_of

LEAST = {"email": "lena@baltic.example", "text": "It broke.", "nonce": REPORT["nonce"]}


@pytest.fixture(autouse=True)
def relay(policy: None) -> None:
    publish(RELAY, by="the tests", at=eastern("2026-01-05 09:00"))


def test_plans_are_compared_and_each_cell_names_its_plan(client: Client) -> None:
    html = client.get("/policy").content.decode()

    assert html.count("table--compares") == 3
    cell = '<td role="cell" data-under="Critical">Within 30 minutes, around the clock</td>'
    assert cell in html


def test_the_form_says_where_no_time_is_promised(client: Client) -> None:
    page = words(client.get("/report").content)

    assert "Question: no time is promised best effort" in page
    assert "On any other system, a trouble is Normal at most." in page


@pytest.mark.parametrize(
    ("said", "counts"), [("no", "normal"), ("yes", "urgent"), ("", "urgent"), (None, "urgent")]
)
def test_a_trouble_elsewhere_than_in_production_is_capped(
    client: Client, said: str | None, counts: str
) -> None:
    given = {} if said is None else {"production": said}
    assert client.post("/report", {**LEAST, "suggested": "urgent", **given}).status_code == 302

    assert Standing.objects.get().severity == counts


def test_an_answer_that_is_none_comes_back(client: Client) -> None:
    assert client.post("/report", {**LEAST, "production": "perhaps"}).status_code == 422


def test_the_page_of_a_ticket_at_best_effort_promises_nothing(client: Client) -> None:
    answer = client.post("/report", {**LEAST, "suggested": "question"}, follow=True)

    assert answer.status_code == 200
    assert "We answer by" not in words(answer.content)


def test_the_receipt_says_what_a_capped_trouble_counts_as(client: Client) -> None:
    client.post("/report", {**LEAST, "suggested": "urgent", "production": "no"})

    text = letter_of(Sending.objects.get(), at=NOON).text
    assert "You suggested Urgent; on your terms it counts as Normal until our staff" in text
    assert "We answer by Wed 4 Mar 2026, 17:30 Irish time" in text


def test_a_receipt_at_best_effort_promises_no_time(client: Client) -> None:
    client.post("/report", {**LEAST, "suggested": "question"})

    text = letter_of(Sending.objects.get(), at=NOON).text
    assert "A person answers; by when is not promised. You suggested Question" in text


def test_whoever_has_signed_in_reads_what_their_contract_promises(client: Client) -> None:
    contract("C-7", MARA, terms=Terms(plan="critical", region="americas"))
    checks()

    mara = signed_in(MARA)
    own = words(mara.get("/report").content)
    assert "within 30 minutes, counted around the clock" in own
    assert "within 2 hours, counted in americas extended hours" in own
    assert "within 30 minutes" in words(mara.get("/report/promise").content)
    assert "within 30 minutes" not in words(client.get("/report").content)


def test_a_severity_that_ones_plan_does_not_offer_is_not_offered() -> None:
    contract("C-7", MARA, terms=Terms(plan="starter"))
    checks()

    html = signed_in(MARA).get("/report").content.decode()
    assert 'value="high"' in html
    assert 'value="urgent"' not in html
