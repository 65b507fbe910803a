"""One message to many: each in its own thread, once, and nobody reads of anybody else."""

from datetime import timedelta
from typing import Any

import pytest

from tests.rooms.conftest import kinds_of, last, seen, sent
from tests.rooms.defects.conftest import Waits, tell_all
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.defects import queries, reach
from troth.domain.defects.actions import announcing, linking, recording, telling
from troth.domain.defects.models import Defect, Patch, Told
from troth.domain.ledger.queries import contents
from troth.domain.promises.models import Standing
from troth.domain.promises.queries import differences
from troth.domain.refusal import Refused
from troth.domain.tickets.actions import closing, conversation, delivery, resolving
from troth.domain.tickets.models import Sending, Ticket

DAY = NOON.date()
HOUR = timedelta(hours=1)


def release(version: str, *defects: Defect, **said: Any) -> Patch:
    patch, _ = announcing.release(
        version,
        fixes=[one.pk for one in defects],
        **{"released_on": DAY, "by": "shell", "at": NOON, **said},
    )
    return patch


def standing(ticket: Ticket) -> Standing:
    return Ticket.objects.select_related("standing").get(pk=ticket.pk).standing


def fact(ticket: Ticket, kind: str) -> Any:
    return last(ticket, kind).fact


def words_to(ticket: Ticket) -> list[str]:
    return [str(body["text"]) for body in contents(ticket.number).values() if body.get("purpose")]


def test_a_patch_is_told_to_each_ticket_once_however_often_its_job_runs(
    waits: Waits, defect: Defect
) -> None:
    tickets = [waits(name) for name in ("Globex", "Initech", "Hooli")]
    patch = release("4.2.1", defect)

    assert tell_all(patch.announcement, chunk=2) == 4  # two chunks, a look for latecomers, the end
    tell_all(patch.announcement)
    again, new = announcing.release(
        "4.2.1", fixes=[defect.pk], released_on=DAY, by="hook:1", at=NOON
    )

    assert (again, new) == (patch, False)
    for one in tickets:
        assert kinds_of(one).count("patch_released") == 1
        assert [s.position for s in Sending.objects.filter(ticket=one)][1:] == [seen(one)]
    assert Told.objects.count() == 3
    assert list(differences()) == []


def test_a_ticket_of_two_defects_is_told_of_their_patch_once(
    waits: Waits, defect: Defect, ines: User
) -> None:
    other = recording.enter(title="Captions vanish", by=ines, at=NOON)
    ticket = waits("Globex")
    linking.link(ticket.number, other.pk, seen=None, by=ines, at=NOON)

    tell_all(release("4.2.1", defect, other).announcement)

    assert fact(ticket, "patch_released").defects == (defect.pk, other.pk)
    assert kinds_of(ticket).count("message_out") == 2  # the receipt, and this


def test_the_desks_own_words_are_no_update_and_a_persons_are(
    waits: Waits, defect: Defect, ines: User
) -> None:
    silent, spoken = waits("Globex"), waits("Initech")
    for one in (silent, spoken):
        conversation.reply(one.number, text="We look.", seen=seen(one), by=ines, at=NOON)
        delivery.accepted(one.number, sent(one).position, at=NOON)
    before = standing(silent).next_due_at

    tell_all(release("4.2.1", defect).announcement)
    delivery.accepted(silent.number, sent(silent).position, at=NOON + HOUR)
    assert standing(silent).next_due_at == before

    tell_all(release("4.2.2", defect, text="It is out.", author=ines).announcement)
    delivery.accepted(spoken.number, sent(spoken).position, at=NOON + HOUR)
    then = standing(spoken).next_due_at
    assert before is not None
    assert then is not None
    assert then > before


def test_a_patch_puts_tickets_back_to_be_resolved_with_it(
    waits: Waits, defect: Defect, ines: User
) -> None:
    ticket = waits("Globex")
    form: dict[str, Any] = {"by": ines, "at": NOON}
    resolving.resolve(ticket.number, how="workaround", text="Wait.", seen=seen(ticket), **form)
    delivery.accepted(ticket.number, sent(ticket).position, at=NOON)
    with pytest.raises(Refused, match="No released patch"):
        closing.close(ticket.number, reason="patch", patch="4.2.1", seen=seen(ticket), **form)

    tell_all(release("4.2.1", defect).announcement)
    assert standing(ticket).patch == "4.2.1"
    with pytest.raises(Refused, match=r"4\.2\.0 is no released patch"):
        closing.close(ticket.number, reason="patch", patch="4.2.0", seen=seen(ticket), **form)
    closing.close(ticket.number, reason="patch", patch="4.2.1", seen=seen(ticket), **form)

    assert standing(ticket).patch == ""


def test_a_ticket_linked_while_a_patch_is_announced_is_told_like_the_others(
    waits: Waits, defect: Defect
) -> None:
    early, *_ = [waits(name) for name in ("Globex", "Initech", "Hooli")]
    linking.unlink(early.number, defect.pk, seen=None, by=User.objects.get(), at=NOON)
    patch = release("4.2.1", defect)
    telling.tell_some(patch.announcement.pk, at=NOON, most=1)
    linking.link(early.number, defect.pk, seen=None, by=User.objects.get(), at=NOON)
    assert "patch_released" not in kinds_of(early)

    tell_all(patch.announcement)

    assert kinds_of(early)[-2:] == ["patch_released", "message_out"]


def test_a_ticket_linked_to_what_is_fixed_learns_of_the_patch_and_nobody_is_written_to(
    waits: Waits, defect: Defect
) -> None:
    tell_all(release("4.2.1", defect).announcement)

    late = waits("Globex")

    assert kinds_of(late)[-2:] == ["defect_linked", "patch_released"]
    assert standing(late).patch == "4.2.1"


def test_a_workaround_reads_as_if_it_were_written_to_each(
    waits: Waits, defect: Defect, ines: User
) -> None:
    globex, initech = waits("Globex", name="Ada"), waits("Initech", name="Grace")
    text = "Hello {{customer name}}, restart it. This is about {{number}} of {{company}}."

    made = announcing.send_workaround(defect.pk, text=text, expected=2, by=ines, at=NOON)
    tell_all(made)

    said = f"Hello Ada, restart it. This is about {globex.ref} of Globex."
    assert words_to(globex)[-1] == said
    assert "Grace" in words_to(initech)[-1]
    assert not any("Globex" in one or "Ada" in one for one in words_to(initech))
    assert last(globex, "message_out").by == ines.by


def test_a_workaround_may_tell_the_resolution(waits: Waits, defect: Defect, ines: User) -> None:
    ticket = waits("Globex")

    made = announcing.send_workaround(
        defect.pk, text="Restart it.", resolves=True, by=ines, at=NOON
    )
    tell_all(made)
    delivery.accepted(ticket.number, sent(ticket).position, at=NOON)

    assert fact(ticket, "resolved").told_by == sent(ticket).position
    assert standing(ticket).resolved


@pytest.mark.parametrize(
    "text", ["As GLOBEX found, restart it.", "Ask Person of Initech.", "{{due time}}", " "]
)
def test_words_that_name_another_customer_or_cannot_be_filled_are_refused(
    waits: Waits, defect: Defect, ines: User, text: str
) -> None:
    waits("Globex"), waits("Initech")

    with pytest.raises(Refused):
        announcing.send_workaround(defect.pk, text=text, by=ines, at=NOON)


def test_release_notes_that_name_a_customer_are_kept_from_the_others(
    waits: Waits, defect: Defect
) -> None:
    waits("Globex"), waits("Initech")

    patch = release("4.2.1", defect, notes="Found by Initech: captions start at zero.")

    assert queries.notes_of("4.2.1") == ""
    assert "Initech" in patch.notes


def test_who_is_closed_or_held_or_unreachable_is_counted_and_not_written_to(
    waits: Waits, defect: Defect, ines: User
) -> None:
    open_, closed, silent = waits("Globex"), waits("Initech"), waits("Hooli")
    form: dict[str, Any] = {"by": ines, "at": NOON}
    resolving.resolve(closed.number, how="fix", text="Done.", seen=seen(closed), **form)
    delivery.accepted(closed.number, sent(closed).position, at=NOON)
    closing.close(closed.number, reason="no_code_change", seen=seen(closed), **form)
    assert silent.reporter is not None
    silent.reporter.addresses.all().delete()
    told = reach.audience([defect.pk])
    assert (told.tickets, told.reached, told.customers) == (3, 1, 1)
    assert (told.closed, told.unreachable) == (1, 1)

    patch = release("4.2.1", defect, expected=1)
    tell_all(patch.announcement)

    found = reach.outcome(patch.announcement)
    assert (found.written, found.not_written) == (1, {"closed": 1, "no address": 1})
    assert kinds_of(closed)[-1] == "patch_released"  # it may yet be reopened
    assert not standing(closed).in_queue
    assert kinds_of(open_)[-1] == "message_out"


def test_what_is_sent_is_what_was_previewed(waits: Waits, defect: Defect, ines: User) -> None:
    waits("Globex"), waits("Initech")

    with pytest.raises(Refused, match="2 tickets would be written to, not 1"):
        announcing.send_workaround(defect.pk, text="Restart.", expected=1, by=ines, at=NOON)


def test_the_same_version_cannot_mean_something_else(defect: Defect, ines: User) -> None:
    other = recording.enter(title="Captions vanish", by=ines, at=NOON)
    release("4.2.1", defect, notes="As noted.")

    assert release("4.2.1", defect, notes="As noted.").pk
    for fixes, notes in (([other], "As noted."), ([defect], "Otherwise.")):
        with pytest.raises(Refused, match="released before"):
            release("4.2.1", *fixes, notes=notes)
    for version in ("", "4 2", "<b>", "x" * 61, "../1"):
        with pytest.raises(Refused, match="version"):
            release(version, defect)
