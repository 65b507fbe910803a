"""Terms of a ticket: set by an act of its own, and where the trouble is caps the severity."""

from datetime import timedelta

import pytest

from tests.pure.policy.relay import RELAY
from tests.rooms.conftest import Opens, kinds_of, last, seen
from tests.times import NOON, eastern
from troth.core.facts.kinds import TermsSet
from troth.domain.accounts.models import User
from troth.domain.contracts.actions import publish
from troth.domain.promises.models import Standing, StoredPromise
from troth.domain.promises.queries import differences
from troth.domain.refusal import Refused, Stale
from troth.domain.tickets.actions import closing, conversation, deciding, resolving
from troth.domain.tickets.actions.terms import set_terms
from troth.domain.tickets.actions.triage import locate, triage
from troth.domain.tickets.models import Ticket

LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def relay(policy: None) -> int:
    """The policy of Larkfield Relay, in force since January beside the founding one."""
    return publish(RELAY, by="the tests", at=eastern("2026-01-05 09:00")).pk


def put_on(ticket: Ticket, by: User, plan: str | None, region: str | None, *, edition: int) -> None:
    new = TermsSet(edition, plan, region)
    set_terms(ticket.number, new, seen=seen(ticket), by=by, at=LATER)


def due(ticket: Ticket) -> object:
    return StoredPromise.objects.get(chain_id=ticket.number, what="response").due_at


def test_better_terms_bring_the_answer_forward(relay: int, opens: Opens, ines: User) -> None:
    ticket = opens(suggested="urgent")
    assert due(ticket) == eastern("2026-03-03 07:30")

    put_on(ticket, ines, "critical", "americas", edition=relay)

    assert due(ticket) == eastern("2026-03-02 12:30")
    assert last(ticket, "terms_set").by == ines.by
    assert list(differences()) == []


def test_worse_terms_move_nothing(relay: int, opens: Opens, ines: User) -> None:
    ticket = opens(suggested="high")
    put_on(ticket, ines, "critical", "americas", edition=relay)
    was = due(ticket)
    put_on(ticket, ines, "starter", "europe", edition=relay)

    assert due(ticket) == was
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("terms", "say"),
    [
        (("starter", None), "These terms do not offer Urgent"),
        ((None, None), "on these terms already"),
        (("platinum", None), "no plan 'platinum'"),
        ((None, "moon"), "no region 'moon'"),
    ],
)
def test_terms_that_cannot_be_are_refused(
    relay: int, opens: Opens, ines: User, terms: tuple[str | None, str | None], say: str
) -> None:
    ticket = opens(suggested="urgent")
    with pytest.raises(Refused, match=say):
        put_on(ticket, ines, *terms, edition=relay)
    assert kinds_of(ticket).count("terms_set") == 1


def test_only_the_policy_in_force_or_its_own_may_be_chosen(
    ticket: Ticket, relay: int, ines: User
) -> None:
    old = publish(
        RELAY.replace('version       = "2026.1"', 'version = "2025.1"').replace(
            "2026-01-01", "2025-01-01"
        ),
        by="the tests",
        at=NOON,
    )
    with pytest.raises(Refused, match="in force"):
        put_on(ticket, ines, "team", None, edition=old.pk)


def test_a_policy_without_the_severity_is_refused(ticket: Ticket, relay: int, ines: User) -> None:
    with pytest.raises(Refused, match="do not offer Severity 2"):
        put_on(ticket, ines, "team", None, edition=relay)


def test_a_form_made_before_somebody_acted_is_refused(relay: int, opens: Opens, ines: User) -> None:
    ticket = opens(suggested="high")
    before = seen(ticket)
    put_on(ticket, ines, "team", None, edition=relay)

    with pytest.raises(Stale):
        set_terms(ticket.number, TermsSet(relay, "critical"), seen=before, by=ines, at=LATER)


def test_a_ticket_that_follows_another_keeps_its_plan(relay: int, opens: Opens, ines: User) -> None:
    ticket = opens(channel="web", suggested="high")
    put_on(ticket, ines, "team", "americas", edition=relay)
    resolving.resolve(ticket.number, how="fix", text="Done.", seen=seen(ticket), by=ines, at=LATER)
    closing.close(ticket.number, reason="answered", seen=seen(ticket), by=ines, at=LATER)
    conversation.customer_wrote(
        ticket.number,
        text="Another thing.",
        attachments=(),
        key="web:again",
        person_id=ticket.reporter_id,
        at=LATER,
    )
    new = deciding.issue_new(ticket.number, seen=seen(ticket), by=ines, at=LATER)

    fact = last(new, "terms_set").fact
    assert fact == TermsSet(relay, "team", "americas")


def test_outside_production_no_graver_severity_is_assigned(
    relay: int, opens: Opens, ines: User
) -> None:
    ticket = opens(suggested="urgent", production=False)
    assert Standing.objects.get(pk=ticket.number).severity == "normal"

    def assign() -> None:
        triage(
            ticket.number, severity="urgent", reason="Down.", seen=seen(ticket), by=ines, at=LATER
        )

    with pytest.raises(Refused, match="is Normal at most"):
        assign()
    locate(ticket.number, production=True, seen=seen(ticket), by=ines, at=LATER)
    assign()

    assert Standing.objects.get(pk=ticket.number).severity == "urgent"
    assert list(differences()) == []


def test_what_a_ticket_says_already_is_not_said_again(relay: int, opens: Opens, ines: User) -> None:
    ticket = opens(suggested="urgent", production=False)
    with pytest.raises(Refused, match="says already"):
        locate(ticket.number, production=False, seen=seen(ticket), by=ines, at=LATER)


def test_at_best_effort_nothing_is_owed_and_nothing_breaks(
    relay: int, opens: Opens, ines: User
) -> None:
    ticket = opens(suggested="question", key="best-effort")

    assert not StoredPromise.objects.filter(chain_id=ticket.number).exists()
    assert Standing.objects.get(pk=ticket.number).next_act_at is None
    assert list(differences()) == []
