"""The short form of `make torture`: some hundred messages, a fall every second or two."""

from tests.torture.ordeal import ordeal


def test_nothing_is_lost_and_nothing_is_doubled_whatever_falls() -> None:
    with ordeal(messages=60, seed=20261124) as one:
        outcome = one.go(patience=400)

    assert (outcome.lost, outcome.doubled) == ([], []), outcome
    assert outcome.unexplained == [], outcome
    assert outcome.refused == []
    assert sum(outcome.falls.values()) >= 3, outcome
