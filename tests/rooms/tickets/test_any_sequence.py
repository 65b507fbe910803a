"""What holds whatever staff, customers and mail servers do, in whatever order they do it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.rooms.conftest import FOUNDING
from tests.times import NOON, eastern
from troth.core.facts import kinds
from troth.core.facts.entry import Entry, standing
from troth.domain.accounts.models import User
from troth.domain.contracts.actions import publish
from troth.domain.customers.models import Customer, Person
from troth.domain.ledger.models import Chain
from troth.domain.ledger.queries import contents, entries, faults
from troth.domain.promises.models import Standing, StoredPromise
from troth.domain.promises.queries import differences
from troth.domain.promises.watch import settle_due
from troth.domain.refusal import Refused
from troth.domain.tickets.actions import (
    closing,
    conversation,
    correcting,
    deciding,
    delivery,
    intake,
    resolving,
    triage,
    waiting,
)
from troth.domain.tickets.actions.withdrawing import withdraw
from troth.domain.tickets.models import Sending, Ticket
from troth.domain.tickets.report import Report

PEOPLE = {"acme": "mara@acme.example", "beta": "otto@beta.example"}
WHICH = st.integers(0, 3)  # of the tickets there are
UNDO = timedelta(seconds=10)


class AnyDesk(RuleBasedStateMachine):
    """A desk of two customers on which anything is tried; what the rules refuse changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.now = NOON
        self.numbers: list[int] = []
        self.agent = User.objects.create_user("ines@ivt.example", "Ines Duarte")
        publish(FOUNDING.read_text(), by="the tests", at=eastern("2026-01-05 09:00"))

    @initialize()
    def reports(self) -> None:
        for whose in PEOPLE:
            self._report(whose, "2", "mail")
            customer = Customer.objects.create(name=whose)
            Person.objects.filter(addresses__value=PEOPLE[whose]).update(customer=customer)

    def teardown(self) -> None:
        try:
            self._all_is_well()
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    # What may be done.

    @rule(whose=st.sampled_from(["acme", "beta"]), how=st.sampled_from(["mail", "web"]))
    def report(self, whose: str, how: str) -> None:
        if len(self.numbers) < 4:
            self._report(whose, "3", how)

    @rule(minutes=st.sampled_from([1, 30, 200, 2000]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        while settle_due(self.now):
            pass

    @rule(which=WHICH, what=st.sampled_from(["reply", "note", "call", "wait", "go on"]))
    def work(self, which: int, what: str) -> None:
        number, form = self._form(which)
        late = self.now - timedelta(minutes=20)
        acts: dict[str, Callable[[], object]] = {
            "reply": lambda: conversation.reply(number, text="We look.", undo=UNDO, **form),
            "note": lambda: conversation.note(number, text="Ask Otis.", **form),
            "call": lambda: conversation.log_call(number, text="Spoke.", ended_at=late, **form),
            "wait": lambda: waiting.wait(
                number, reason="until_a_date", until=self.now + timedelta(hours=1), **form
            ),
            "go on": lambda: waiting.go_on(number, **form),
        }
        self._try(acts[what])

    @rule(which=WHICH, severity=st.sampled_from(["1", "2", "3"]), slip=st.booleans())
    def rank(self, which: int, severity: str, slip: bool) -> None:
        number, form = self._form(which)
        self._try(lambda: triage.triage(number, severity=severity, reason="So.", **form))
        if slip:
            number, form = self._form(which)
            self._try(lambda: triage.take_back(number, reason="A slip.", **form))

    @rule(which=WHICH, back=st.booleans())
    def resolve(self, which: int, back: bool) -> None:
        number, form = self._form(which)
        self._try(lambda: resolving.resolve(number, how="fix", text="Do it.", undo=UNDO, **form))
        last = [one.position for one in entries(number) if isinstance(one.fact, kinds.MessageOut)]
        if back and last:
            self._try(lambda: withdraw(number, last[-1], by=self.agent, at=self.now))

    @rule(arrives=st.booleans())
    def mail_moves(self, arrives: bool) -> None:
        for one in Sending.objects.filter(state="queued"):
            delivery.accepted(one.ticket_id, one.position, at=self.now)
        newest = Sending.objects.filter(state="accepted").order_by("-id").first()
        if newest is not None and not arrives:
            delivery.bounced(newest.ticket_id, newest.position, why="gone", at=self.now)

    @rule(which=WHICH, reason=st.sampled_from(["no_code_change", "not_our_component", "patch"]))
    def close(self, which: int, reason: str) -> None:
        number, form = self._form(which)
        more: dict[str, Any] = {"reason": reason, "component": "the proxy", "patch": "4.2"}
        self._try(lambda: closing.close(number, **more, **form))

    @rule(which=WHICH, whole=st.booleans())
    def correct(self, which: int, whole: bool) -> None:
        number, form = self._form(which)
        if whole:
            self._try(lambda: correcting.undo_closing(number, why="A slip.", **form))
        else:
            reason: dict[str, Any] = {"reason": "no_code_change"}
            self._try(lambda: correcting.correct_closing(number, **reason, **form))

    @rule(which=WHICH)
    def customer_writes(self, which: int) -> None:
        number, _ = self._form(which)
        ticket = Ticket.objects.select_related("reporter__customer").get(pk=number)
        assert ticket.reporter is not None
        self._try(
            lambda: conversation.customer_wrote(
                number,
                text=f"It is back, says {ticket.reporter.customer}.",  # type: ignore[union-attr]
                attachments=(),
                key=f"{number} {self.now} {len(entries(number))}",
                person_id=ticket.reporter_id,
                at=self.now,
            )
        )

    @rule(which=WHICH, other=WHICH, what=st.sampled_from(["reopen", "new", "thanks", "move"]))
    def decide(self, which: int, other: int, what: str) -> None:
        number, form = self._form(which)
        there, _ = self._form(other)
        acts: dict[str, Callable[[], object]] = {
            "reopen": lambda: deciding.reopen(number, **form),
            "new": lambda: self.numbers.append(deciding.issue_new(number, **form).number),
            "thanks": lambda: deciding.take_as_thanks(number, **form),
            "move": lambda: deciding.move_to(number, there, **form),
        }
        self._try(acts[what])

    # What must hold.

    def _all_is_well(self) -> None:
        assert list(differences()) == []
        assert list(faults()) == []
        for number in self.numbers:
            told = entries(number)
            assert [one.position for one in told] == list(range(1, len(told) + 1))
            assert Chain.objects.get(pk=number).position == len(told)
            self._nothing_crosses(number)
            stands = Standing.objects.get(pk=number)
            if stands.closed_at is not None:
                assert _closed_by_the_rules(standing(told))
                owed = StoredPromise.objects.filter(chain=number, kept_at=None, void_at=None)
                still = owed.filter(due_at__gte=stands.closed_at)
                assert set(still.values_list("what", flat=True)) <= {"decision"}
                assert stands.next_what in ("", "decision")

    def _nothing_crosses(self, number: int) -> None:
        reporter = Ticket.objects.select_related("reporter__customer").get(pk=number).reporter
        assert reporter is not None
        others = [name for name in PEOPLE if name != str(reporter.customer)]
        said = str(contents(number))
        assert not [name for name in others if f"says {name}" in said or PEOPLE[name] in said]

    # Small steps.

    def _report(self, whose: str, suggested: str, channel: str) -> None:
        report = Report(
            channel=channel,
            key=f"{whose} {len(self.numbers)}",
            email=PEOPLE[whose],
            name=whose,
            subject="A blank page",
            text=f"All see a blank page, says {whose}.",
            suggested=suggested,
            trust="verified",
        )
        self.numbers.append(intake.take_in(report, at=self.now).ticket.number)

    def _form(self, which: int) -> tuple[int, dict[str, Any]]:
        number = self.numbers[which % len(self.numbers)]
        return number, {"seen": entries(number)[-1].position, "by": self.agent, "at": self.now}

    def _try(self, act: Callable[[], object]) -> None:
        before = {number: len(entries(number)) for number in self.numbers}
        try:
            with transaction.atomic():
                act()
        except Refused:
            assert before == {number: len(entries(number)) for number in before}


def _closed_by_the_rules(told: list[Entry]) -> bool:
    """Say whether the facts alone show a reason, and a resolution that reached the customer."""
    places = [place for place, one in enumerate(told) if isinstance(one.fact, kinds.Closed)]
    since = max(
        (place for place, one in enumerate(told) if isinstance(one.fact, kinds.Reopened)), default=0
    )
    resolving_ = [one.fact.told_by for one in told[since:] if isinstance(one.fact, kinds.Resolved)]
    heard = {
        one.position
        for one in told
        if isinstance(one.fact, kinds.MessageOut) and one.fact.published
    }
    for one in told:
        if isinstance(one.fact, kinds.MessageAccepted):
            heard.add(one.fact.message)
        elif isinstance(one.fact, kinds.MessageBounced):
            heard.discard(one.fact.message)
    return bool(places) and any(message in heard for message in resolving_)


@pytest.mark.django_db
def test_no_sequence_breaks_what_must_hold() -> None:
    run_state_machine_as_test(
        AnyDesk,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
