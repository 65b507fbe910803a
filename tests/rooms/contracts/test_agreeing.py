"""Contracts as dated facts: what is agreed is appended, and what makes no sense is refused."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.rooms.contracts.agreed import ENDS, checks, contract, somebody
from tests.times import NOON, eastern
from troth.core.policy.document import Policy
from troth.domain.contracts import agreeing, naming, queries
from troth.domain.contracts.agreeing import Terms
from troth.domain.contracts.entitled import Entitled, NotEntitled
from troth.domain.contracts.entitlement import entitlement
from troth.domain.contracts.models import Naming
from troth.domain.customers.models import Customer
from troth.domain.refusal import Refused

pytestmark = pytest.mark.usefixtures("policy")


@pytest.fixture
def founding(policy: None) -> Policy:
    return queries.current(NOON)[1].policy


def why(person: int | None, founding: Policy, when: str) -> str | None:
    found = entitlement(person, email="", policy=founding, at=eastern(when))
    return found.why if isinstance(found, NotEntitled) else None


def test_whether_she_was_authorised_has_one_answer_for_ever(founding: Policy) -> None:
    made = contract()
    checks()
    mara = somebody("mara@acme.example").pk
    naming.unname(made.pk, mara, by="shell", at=eastern("2026-03-03 09:30"))
    agreeing.end(
        made.pk, ends=eastern("2026-06-01 00:00"), by="shell", at=NOON, why="They moved away."
    )

    assert why(mara, founding, "2026-03-03 09:20") is None
    assert why(mara, founding, "2026-03-03 09:30") == "not named"
    assert why(mara, founding, "2026-06-01 00:00") == "ended"
    naming.name(made.pk, mara, by="shell", at=eastern("2026-03-04 09:00"))
    assert why(mara, founding, "2026-03-03 09:30") == "not named"


def test_one_query_answers_and_a_stranger_is_nobody(
    founding: Policy, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    contract("C-1", "mara@acme.example", "lars@acme.example", terms=Terms(most_people=2))
    contract("C-2", "eve@acme.example")
    checks()
    eve = somebody("eve@acme.example").pk
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = entitlement(eve, email="eve@acme.example", policy=founding, at=NOON)

    assert isinstance(found, Entitled)
    assert found.number == "C-2"
    assert why(None, founding, "2026-03-02 12:00") == "unknown"


def test_those_named_beyond_a_lower_limit_are_over_quota(founding: Policy) -> None:
    made = contract("C-1", "mara@acme.example", "lars@acme.example")
    checks()
    agreeing.change(made.pk, Terms(most_people=1), begins=NOON, by="shell", at=NOON, why="Cheaper.")

    assert why(somebody("mara@acme.example").pk, founding, "2026-03-02 12:00") is None
    assert why(somebody("lars@acme.example").pk, founding, "2026-03-02 12:00") == "over quota"


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        pytest.param(Terms(edition="nowhere-1"), "No edition called", id="edition"),
        pytest.param(Terms(plan="gold"), "C-9: the policy .* has no plan 'gold'", id="plan"),
        pytest.param(Terms(region="emea"), "has no region 'emea'", id="region"),
        pytest.param(Terms(most_people=-1), "limit of people", id="limit"),
    ],
)
def test_terms_that_name_what_is_not_there_are_refused(terms: Terms, says: str) -> None:
    acme = Customer.objects.create(name="Acme")
    with pytest.raises(Refused, match=says):
        agreeing.begin("C-9", acme, terms, begins=NOON, ends=None, by="shell", at=NOON)


def test_a_number_is_one_contracts_and_terms_never_overlap() -> None:
    made = contract()
    with pytest.raises(Refused, match="C-1040 exists already: it is Acme's"):
        contract()
    with pytest.raises(Refused, match=r"C-1040 runs until 2027-01-05 .* never overlap"):
        agreeing.renew(
            made.pk,
            Terms(),
            begins=eastern("2026-12-01 00:00"),
            ends=None,
            by="shell",
            at=NOON,
        )
    agreeing.renew(made.pk, Terms(), begins=ENDS, ends=None, by="shell", at=NOON)
    with pytest.raises(Refused, match="runs until it is ended"):
        agreeing.renew(made.pk, Terms(), begins=ENDS, ends=None, by="shell", at=NOON)


def test_what_was_in_force_is_never_changed_afterwards() -> None:
    made = contract()
    with pytest.raises(Refused, match="before now stays"):
        agreeing.change(
            made.pk,
            Terms(),
            begins=eastern("2026-02-01 00:00"),
            by="shell",
            at=NOON,
            why="Backdated.",
        )
    with (
        pytest.raises(IntegrityError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE contracts_term SET plan = 'gold'")


def test_a_contract_names_its_customers_people_within_its_limits() -> None:
    made = contract(terms=Terms(most_people=2, changes_a_year=1))
    lars, eve = somebody("lars@acme.example"), somebody("eve@acme.example")
    with pytest.raises(Refused, match="people of Acme alone"):
        naming.name(made.pk, somebody("x@else.example", "Else").pk, by="shell", at=NOON)
    naming.name(made.pk, lars.pk, by="person:1", at=NOON)
    with pytest.raises(Refused, match="may name 2 people"):
        naming.name(made.pk, eve.pk, by="shell", at=NOON)
    naming.unname(made.pk, lars.pk, by="person:1", at=NOON)
    with pytest.raises(Refused, match="1 people a year"):
        naming.name(made.pk, eve.pk, by="person:1", at=NOON)
    naming.name(made.pk, eve.pk, by="shell", at=NOON)
    assert Naming.objects.filter(named=True, person=eve).count() == 1


def test_a_mail_domain_counts_where_the_policy_says_so(founding: Policy) -> None:
    from dataclasses import replace

    made = contract()
    checks()
    naming.name_domain(made.pk, "@Acme.example", named=True, by="shell", at=NOON)
    by_domain = replace(founding, entitlement=replace(founding.entitlement, who="mail domain"))
    found = entitlement(None, email="new@acme.example", policy=by_domain, at=NOON)

    assert isinstance(found, Entitled)
    assert why(None, founding, "2026-03-02 12:00") == "unknown"
    with pytest.raises(Refused, match="no mail domain"):
        naming.name_domain(made.pk, "acme", named=True, by="shell", at=NOON)
