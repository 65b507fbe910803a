"""A ticket is counted by the plan of the contract that entitles whoever reports it."""

from tests.pure.policy.sample import FILE
from tests.rooms.conftest import last
from tests.rooms.contracts.agreed import checks, somebody
from tests.times import NOON, eastern
from troth.domain.contracts import agreeing, naming
from troth.domain.contracts.actions import publish
from troth.domain.contracts.agreeing import Terms
from troth.domain.tickets.actions.intake import take_in
from troth.domain.tickets.report import Report

BEGINS = eastern("2026-01-05 09:00")


def test_the_plan_of_the_contract_is_the_tickets(db: None) -> None:
    publish((FILE.parent / "larkfield-relay.toml").read_text("utf-8"), by="shell", at=BEGINS)
    mara = somebody("mara@acme.example")
    assert mara.customer is not None
    terms = Terms(plan="team")
    made = agreeing.begin(
        "C-1", mara.customer, terms, begins=BEGINS, ends=None, by="shell", at=BEGINS
    )
    naming.name(made.pk, mara.pk, by="shell", at=BEGINS)
    checks()

    report = Report(channel="mail", key="k", email="mara@acme.example", subject="Down", text="Down")
    ticket = take_in(report, at=NOON).ticket

    fact = last(ticket, "terms_set").fact
    assert (fact.plan, fact.contract) == ("team", made.pk)  # type: ignore[union-attr]
    assert not ticket.standing.held
