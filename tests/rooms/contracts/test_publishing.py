"""A policy is published once, and an edition never changes."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from tests.pure.policy.sample import FILE, FOUNDING, target_of, written
from troth.core.policy.parse import PolicyFaults
from troth.domain.contracts import agreeing, models, queries
from troth.domain.contracts.actions import publish
from troth.domain.contracts.agreeing import Terms
from troth.domain.customers.models import Customer
from troth.domain.refusal import Refused

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 17, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 17, tzinfo=UTC)


def next_version(effective: str = "2027-01-01") -> str:
    text = written('version       = "2008.1"', 'version       = "2027.1"')
    return text.replace("effective     = 2008-01-01", f"effective     = {effective}")


def test_a_published_policy_is_stored_whole_and_counts() -> None:
    row = publish(FOUNDING, by="ines", at=NOON)

    assert (row.key, row.published_by, row.published_at) == (
        "ivt-mediaplatform-2008.1",
        "ines",
        NOON,
    )
    assert row.source == FOUNDING
    assert row.effective_at == datetime(2008, 1, 1, 5, tzinfo=UTC)

    edition = queries.edition(row.pk)
    due = edition.due(datetime(2026, 11, 21, 0, 30, tzinfo=UTC), target_of(edition.policy, "2"))
    assert due == datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert queries.edition(row.pk) is edition


def test_the_same_file_again_is_the_same_edition() -> None:
    first = publish(FOUNDING, by="ines", at=NOON)

    assert publish(FOUNDING, by="otto", at=LATER) == first
    assert models.Edition.objects.count() == 1
    assert models.Edition.objects.get().published_by == "ines"


def test_the_same_version_with_other_content_is_refused() -> None:
    publish(FOUNDING, by="ines", at=NOON)

    with pytest.raises(Refused, match="Give this one a new version"):
        publish(FOUNDING + "\n# a remark\n", by="ines", at=LATER)


def test_a_file_with_faults_is_not_published() -> None:
    with pytest.raises(PolicyFaults):
        publish(written('default      = "3" ', 'default      = "4" '), by="ines", at=NOON)

    assert not models.Edition.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contracts_edition SET version = 'x'",
        "DELETE FROM contracts_edition",
        "TRUNCATE contracts_edition CASCADE",
    ],
)
def test_the_database_refuses_to_change_an_edition(statement: str) -> None:
    publish(FOUNDING, by="ines", at=NOON)

    with (
        pytest.raises(IntegrityError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_current_edition_is_the_last_to_take_effect_and_a_new_one_is_noticed() -> None:
    first = publish(FOUNDING, by="ines", at=NOON)
    assert queries.current(NOON)[0] == first.pk

    later = publish(next_version("2026-11-21"), by="ines", at=NOON)

    # It takes effect at midnight in New York, not in UTC.
    assert queries.current(datetime(2026, 11, 21, 4, 59, tzinfo=UTC))[0] == first.pk
    found, edition = queries.current(datetime(2026, 11, 21, 5, tzinfo=UTC))
    assert (found, edition.key) == (later.pk, "ivt-mediaplatform-2027.1")


def test_of_two_that_take_effect_on_a_day_the_later_published_is_current() -> None:
    publish(next_version("2008-01-01"), by="ines", at=NOON)
    second = publish(FOUNDING, by="ines", at=LATER)

    assert queries.current(LATER)[0] == second.pk
    assert queries.published()[0].pk == second.pk


def test_where_nothing_is_in_force_that_is_said() -> None:
    with pytest.raises(Refused, match="No support policy is in force"):
        queries.current(NOON)
    with pytest.raises(Refused, match="There is no edition 999999"):
        queries.edition(999_999)
    with pytest.raises(Refused, match="No edition called 'x'"):
        queries.with_key("x")


def test_current_asks_the_database_one_small_question(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    publish(FOUNDING, by="ines", at=NOON)
    queries.current(NOON)

    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.current(NOON)


def test_a_policy_that_lacks_a_plan_of_a_contract_is_refused_in_words() -> None:
    relay = (FILE.parent / "larkfield-relay.toml").read_text(encoding="utf-8")
    publish(relay, by="ines", at=NOON)
    acme = Customer.objects.create(name="Acme")
    terms = Terms(plan="team")
    made = agreeing.begin("C-1", acme, terms, begins=NOON, ends=None, by="shell", at=NOON)

    with pytest.raises(Refused, match=r"name a plan .* does not have: C-1 \(team\)"):
        publish(FOUNDING, by="ines", at=LATER)
    agreeing.end(made.pk, ends=LATER, by="shell", at=LATER, why="They left us.")
    publish(FOUNDING, by="ines", at=LATER)
