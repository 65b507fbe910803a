"""Contracts on a desk that has no policy yet."""

from zoneinfo import ZoneInfo

import pytest

from tests.times import NOON
from troth.domain.contracts.agreeing import Terms, begin
from troth.domain.contracts.exchange import take_in
from troth.domain.customers.models import Customer
from troth.domain.refusal import Refused


def test_a_contract_without_a_policy_to_count_by_is_refused_with_the_way_out(db: None) -> None:
    acme = Customer.objects.create(name="Acme")
    with pytest.raises(Refused, match=r"No support policy is in force .* Publish one"):
        begin("C-1", acme, Terms(), begins=NOON, ends=None, by="shell", at=NOON)
    found = take_in(
        "customer,contract,first day\nAcme,C-1,2026-01-01\n",
        zone=ZoneInfo("UTC"), by="shell", at=NOON, dry_run=False,
    )  # fmt: skip
    (fault,) = found.faults
    assert fault.startswith("line 2: No support policy is in force")
