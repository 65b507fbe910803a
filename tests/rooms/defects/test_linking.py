"""Tickets linked to defects, and what a defect goes through."""

import pytest

from tests.rooms.conftest import Opens, kinds_of, seen
from tests.rooms.defects.conftest import Waits, tell_all
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.defects import queries, rules
from troth.domain.defects.actions import announcing, linking, merging, recording
from troth.domain.defects.models import Change, Defect
from troth.domain.promises.queries import differences
from troth.domain.refusal import Refused


def test_a_ticket_is_linked_once_and_can_be_taken_out(
    waits: Waits, defect: Defect, ines: User
) -> None:
    ticket = waits("Globex")
    with pytest.raises(Refused, match="already"):
        linking.link(ticket.number, defect.pk, seen=None, by=ines, at=NOON)
    assert [one.pk for one in queries.tickets_of(ines, defect.pk)] == [ticket.pk]

    linking.unlink(ticket.number, defect.pk, seen=None, by=ines, at=NOON)

    assert kinds_of(ticket)[-2:] == ["defect_linked", "defect_unlinked"]
    assert queries.tickets_of(ines, defect.pk) == []
    assert list(differences()) == []
    with pytest.raises(Refused, match="not linked"):
        linking.unlink(ticket.number, defect.pk, seen=None, by=ines, at=NOON)


def test_a_patch_no_longer_counts_once_its_defect_is_not_this_tickets(
    waits: Waits, defect: Defect, ines: User
) -> None:
    ticket = waits("Globex")
    patch, _ = announcing.release(
        "4.2.1", fixes=[defect.pk], released_on=NOON.date(), by="shell", at=NOON
    )
    tell_all(patch.announcement)

    linking.unlink(ticket.number, defect.pk, seen=None, by=ines, at=NOON)

    ticket.refresh_from_db()
    assert ticket.standing.patch == ""


def test_a_defect_is_declined_and_taken_up_with_reasons(defect: Defect, ines: User) -> None:
    with pytest.raises(Refused, match="why"):
        recording.decline(defect.pk, why=" ", by=ines, at=NOON)
    recording.decline(defect.pk, why="By design.", by=ines, at=NOON)
    with pytest.raises(Refused, match="not open"):
        recording.decline(defect.pk, why="Again.", by=ines, at=NOON)
    recording.take_up(defect.pk, why="It is not.", by=ines, at=NOON)

    assert [one.what for one in queries.changes(defect.pk)] == ["taken up", "declined", "entered"]
    assert Change.objects.get(what="declined").why == "By design."


def test_defects_are_found_by_number_and_words(defect: Defect, ines: User) -> None:
    other = recording.enter(title="Video stops", what="At the 4th hour.", by=ines, at=NOON)

    assert queries.defects(other.ref.lower()) == [other]
    assert queries.defects("video hour") == [other]
    assert queries.defects("captions") == [defect]
    assert queries.defects("", "fixed") == []


def test_numbers_are_read_as_people_write_them() -> None:
    assert rules.numbers("DEF-12,def-15 16, DEF-12") == [12, 15, 16]
    for strange in ("IVT-12", "DEF-0", "x", "DEF-", "9" * 30):
        with pytest.raises(Refused, match="no defect's number"):
            rules.numbers(strange)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ask globex about it", ["Globex"]),
        ("globexes", []),
        ("Mara-Lind said so", ["Mara Lind"]),
        ("it is 3M's", []),
    ],
)
def test_names_are_found_as_whole_words(text: str, found: list[str]) -> None:
    assert rules.named(text, ["Globex", "Mara Lind", "3M", " "]) == found


def test_where_a_merged_ticket_goes_on_its_patch_is_told(
    waits: Waits, opens: Opens, defect: Defect, ines: User
) -> None:
    ticket = waits("Globex", email="ada@globex.example")
    other = opens(email="ada@globex.example", subject="The same")

    merging.merge(ticket.number, other.number, seen=seen(ticket), by=ines, at=NOON)
    patch, _ = announcing.release(
        "4.2.1", fixes=[defect.pk], released_on=NOON.date(), by="shell", at=NOON
    )
    tell_all(patch.announcement)

    assert kinds_of(other)[-3:] == ["defect_linked", "patch_released", "message_out"]
    assert kinds_of(ticket)[-1] == "patch_released"
    assert list(differences()) == []
