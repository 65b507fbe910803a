"""Who is on call, as the desk remembers it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.rooms.urgent.conftest import NIGHT, ROTA
from tests.times import eastern
from troth.core.policy.parse import PolicyFaults
from troth.core.urgent.shifts import ROUND_THE_CLOCK
from troth.domain.accounts.models import User
from troth.domain.refusal import Refused
from troth.domain.urgent import queries
from troth.domain.urgent.actions import rotas
from troth.domain.urgent.models import RotaEdition

HOUR = timedelta(hours=1)


def test_the_rota_says_who_is_on_call_and_who_comes_next(rota: dict[str, User]) -> None:
    first, second = queries.on_call(NIGHT)

    assert (first.name, first.now.person) == ("First on call", "ines@ivt.example")
    assert first.next is not None
    assert (first.next.person, first.next.begins) == (
        "tomas@ivt.example",
        eastern("2026-03-09 08:00"),
    )
    assert second.now.person == "rui@ivt.example"
    assert second.next is None


def test_a_rota_names_agents_only(team: dict[str, User]) -> None:
    with pytest.raises(PolicyFaults) as told:
        rotas.publish(ROTA.replace("rui@", "nobody@"), by="the tests", at=NIGHT)

    assert [fault.line for fault in told.value.faults] == [17]
    assert queries.rota() is None


def test_the_same_rota_again_is_not_a_new_one(rota: dict[str, User]) -> None:
    rotas.publish(ROTA, by="the tests", at=NIGHT)

    assert RotaEdition.objects.count() == 1


def test_a_published_rota_never_changes(rota: dict[str, User]) -> None:
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        RotaEdition.objects.update(source="")


def test_an_override_counts_until_it_is_given_back(rota: dict[str, User]) -> None:
    taken = rotas.take(
        "first", agent=rota["rui"], begins=NIGHT, ends=NIGHT + HOUR, by="agent:1", at=NIGHT
    )
    assert queries.on_call(NIGHT)[0].now.person == "rui@ivt.example"

    rotas.give_back(taken.pk, by="agent:1", at=NIGHT)

    assert queries.on_call(NIGHT)[0].now.person == "ines@ivt.example"
    with pytest.raises(Refused, match="over already"):
        rotas.give_back(taken.pk, by="agent:1", at=NIGHT)


def test_what_cannot_be_is_refused_in_words(rota: dict[str, User]) -> None:
    def take(layer: str, hours: int) -> None:
        rotas.take(
            layer,
            agent=rota["rui"],
            begins=NIGHT - 2 * HOUR,
            ends=NIGHT + hours * HOUR,
            by="agent:1",
            at=NIGHT,
        )

    with pytest.raises(Refused, match="no such layer"):
        take("third", 1)
    with pytest.raises(Refused, match="end after it begins"):
        take("first", -2)
    with pytest.raises(Refused, match="for the past"):
        take("first", -1)


def test_whoever_cannot_be_reached_is_not_put_on_call(rota: dict[str, User]) -> None:
    quiet = User.objects.create_user("quiet@ivt.example", "Quiet")

    with pytest.raises(Refused, match="No page can reach Quiet"):
        rotas.take("first", agent=quiet, begins=NIGHT, ends=NIGHT + HOUR, by="agent:1", at=NIGHT)


def test_somebody_who_leaves_or_loses_their_ways_leaves_a_gap(rota: dict[str, User]) -> None:
    week = (NIGHT, NIGHT + 24 * HOUR)
    assert queries.uncovered(*week, ROUND_THE_CLOCK) == []

    User.objects.filter(pk=rota["ines"].pk).update(is_active=False)
    assert queries.uncovered(*week, ROUND_THE_CLOCK) == []  # the second layer covers

    way = queries.ways_of(rota["rui"].pk).get()
    rotas.remove_way(way.pk, agent=rota["rui"], at=NIGHT)
    assert queries.uncovered(*week, ROUND_THE_CLOCK) == [week]


def test_a_desk_without_a_rota_is_covered_by_nobody(db: None) -> None:
    assert queries.on_call(NIGHT) == []
    assert queries.uncovered(NIGHT, NIGHT + HOUR, ROUND_THE_CLOCK) == [(NIGHT, NIGHT + HOUR)]
