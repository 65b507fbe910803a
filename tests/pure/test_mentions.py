"""Who a text calls by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.domain.tickets.mentions import mentioned

AGENTS = {1: "Ines Duarte", 2: "Tomas Reyl", 3: "Ana María O’Neil", 4: "Ana Reis", 5: "Max"}


@pytest.mark.parametrize(
    ("text", "called"),
    [
        pytest.param("@Ines Duarte can you look?", (1,), id="full-name"),
        pytest.param("@ines.duarte please", (1,), id="dotted"),
        pytest.param("ask @INES.", (1,), id="first-name-before-a-full-stop"),
        pytest.param("(@Tomas)", (2,), id="in-brackets"),
        pytest.param("@Ana knows", (), id="two-bear-the-name"),
        pytest.param("@Ana Reis knows", (4,), id="the-longer-name-tells-them-apart"),
        pytest.param("@Ana María O’Neil", (3,), id="beyond-ascii"),
        pytest.param("@Max and @Ines, then @Max again", (5, 1), id="in-order-each-once"),
        pytest.param("write to mara@ines.example", (), id="an-address"),
        pytest.param("write to x.y+z@tomas", (), id="an-address-without-a-dot"),
        pytest.param("the handle @ines.example is not ours", (), id="a-longer-word"),
        pytest.param("@inessa and @Maximilian", (), id="within-a-word"),
        pytest.param("https://social.example/@max", (), id="in-a-link"),
        pytest.param("@nobody @ @@Max", (), id="nobody"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_who_is_called(text: str, called: tuple[int, ...]) -> None:
    assert mentioned(text, AGENTS) == called


@given(st.text())
def test_no_text_calls_anybody_twice_or_a_stranger(text: str) -> None:
    called = mentioned(text, AGENTS)

    assert len(set(called)) == len(called)
    assert set(called) <= set(AGENTS)


@given(st.emails())
def test_an_address_never_calls_anybody(address: str) -> None:
    names = {1: address.split("@")[1], 2: address.split("@")[1].split(".")[0]}

    assert mentioned(f"write to {address} today", names) == ()
