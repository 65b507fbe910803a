"""Zones are known by their places, and their rules can be read."""

import pytest

from troth.domain.contracts.zones import known_zones, zone_bytes


def test_zones_are_known_by_place_and_abbreviations_are_not() -> None:
    assert {"America/New_York", "Australia/Lord_Howe", "UTC"} <= known_zones()
    assert known_zones().isdisjoint({"EST", "GMT", "Factory"})


def test_the_rules_of_every_known_zone_can_be_read() -> None:
    assert all(rules.startswith(b"TZif") for rules in zone_bytes(known_zones()).values())


def test_a_zone_that_is_not_known_has_no_rules() -> None:
    with pytest.raises(KeyError):
        zone_bytes(["../../etc/passwd"])
