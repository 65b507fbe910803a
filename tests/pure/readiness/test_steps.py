"""What a desk still lacks, told from how it stands."""

from dataclasses import replace

import pytest

from troth.interfaces.readiness.rules import Found, missing, steps

READY = Found(
    edition="Support policy, 2008.1",
    administrators=1,
    here=2,
    url="https://support.example.com",
    mail_from="support@example.com",
    ways_in=("imap",),
    checks=True,
    may_ask=3,
    told=1,
    around_the_clock=("Critical",),
    has_rota=True,
)


def test_a_desk_that_has_everything_lacks_nothing() -> None:
    assert missing(READY) == []
    assert all(one.done for one in steps(READY))


@pytest.mark.parametrize(
    ("change", "lacks", "say"),
    [
        ({"edition": ""}, "policy", "nothing can be promised"),
        ({"edition": "", "coming": "2027-01-01"}, "policy", "before 2027-01-01"),
        ({"administrators": 0}, "administrator", "Nobody may publish"),
        ({"here": 0}, "agents", "all are away"),
        ({"url": "http://localhost:8000"}, "address", "only this machine"),
        ({"url": "http://support.example.com"}, "address", "not https"),
        ({"mail_out_fault": "mx:25 does not answer"}, "mail-out", "mx:25 does not answer"),
        ({"mail_from": "support@localhost"}, "mail-out", "nobody can answer"),
        ({"ways_in": ()}, "mail-in", "No way in is set"),
        ({"mail_in_fault": "it cannot be reached"}, "mail-in", "cannot be reached"),
        ({"may_ask": 0}, "customer", "every report would wait"),
        ({"told": 0, "silent": ("Critical", "Minor")}, "told", "a new Critical, Minor"),
        ({"has_rota": False}, "on-call", "no rota says who is on call"),
        ({"uncovered": ("tonight",)}, "on-call", "nobody who can be reached"),
    ],
)
def test_what_is_missing_is_said_and_how_it_is_mended(
    change: dict[str, object], lacks: str, say: str
) -> None:
    (one,) = missing(replace(READY, **change))  # type: ignore[arg-type]
    assert one.key == lacks
    assert say in one.say
    assert one.command


def test_a_desk_that_takes_everybody_in_is_advised_to_enter_a_customer() -> None:
    found = replace(READY, checks=False, may_ask=0)
    assert missing(found) == []
    assert [one.key for one in steps(found) if not one.done] == ["customer"]


def test_nobody_need_be_on_call_where_nothing_is_promised_at_night() -> None:
    keys = [one.key for one in steps(replace(READY, around_the_clock=(), has_rota=False))]
    assert "on-call" not in keys
