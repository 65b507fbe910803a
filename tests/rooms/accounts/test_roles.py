"""What the desk's people may do, and that somebody always may look after it."""

import pytest

from troth.domain.accounts import staff
from troth.domain.accounts.models import User
from troth.domain.accounts.rules import Right
from troth.domain.refusal import Refused


@pytest.fixture
def lena(db: None) -> User:
    return User.objects.create_user("lena@ivt.example", "Lena Oduya", role="administrator")


def test_a_role_is_changed_and_counts(lena: User) -> None:
    tomas = User.objects.create_user("tomas@ivt.example", "Tomas Reyl")
    assert not tomas.may(Right.RUN)
    assert staff.become("Tomas@ivt.example", "administrator").may(Right.RUN)


@pytest.mark.parametrize("role", ["agent", "lead", "auditor"])
def test_the_last_administrator_stays_one(lena: User, role: str) -> None:
    with pytest.raises(Refused, match="Nobody would be left"):
        staff.become(lena.email, role)
    with pytest.raises(Refused, match="Nobody would be left"):
        staff.let_go(lena.email)
    lena.refresh_from_db()
    assert lena.may(Right.RUN)


def test_nobody_becomes_what_there_is_not(lena: User) -> None:
    with pytest.raises(Refused, match="no such role"):
        staff.become(lena.email, "customer")
    with pytest.raises(Refused, match="nobody of this desk"):
        staff.become("mara@acme.example", "agent")


def test_an_auditor_is_staff_and_works_on_nothing(lena: User) -> None:
    auditor = User.objects.create_user("audit@ivt.example", "Ada Audit", role="auditor")
    assert auditor.is_staff
    assert auditor.by == f"agent:{auditor.pk}"
    assert not list(User.objects.agents().filter(pk=auditor.pk))
