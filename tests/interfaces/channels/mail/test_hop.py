"""The next hop accepts, refuses, puts off or hangs up: each is told apart."""

from collections.abc import Iterator

import pytest

from tests.interfaces.channels.mail.server import Script, served
from troth.interfaces.channels.mail.hop import Hop, Never, NotNow, Unsure, Where

MESSAGE = b"Subject: hi\r\n\r\nhello\r\n.hidden dot\r\n"


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def hop(script: Script) -> Iterator[Hop]:
    with served(script) as port:
        hop = Hop(Where("127.0.0.1", port, patience=5))
        yield hop
        hop.close()


def send(hop: Hop, to: str = "mara@acme.example") -> None:
    hop.send(MESSAGE, sender="support@ivt.example", to=to)


def test_what_is_accepted_arrives_as_it_was(hop: Hop, script: Script) -> None:
    send(hop)

    assert script.taken[0].content == MESSAGE
    assert script.taken[0].mail_from == "support@ivt.example"
    assert script.taken[0].rcpt_tos == ["mara@acme.example"]


def test_automatic_mail_has_no_return_path(hop: Hop, script: Script) -> None:
    hop.send(MESSAGE, sender="", to="mara@acme.example")

    assert script.taken[0].mail_from == "<>"


def test_one_line_carries_many_messages(hop: Hop, script: Script) -> None:
    for _ in range(3):
        send(hop)

    assert (len(script.taken), script.connections) == (3, 1)


@pytest.mark.parametrize(
    ("answers", "raised"),
    [
        ({"on_recipient": "550 no such user"}, Never),
        ({"on_recipient": "450 greylisted"}, NotNow),
        ({"on_data": "554 spam"}, Never),
        ({"on_data": "451 disk full"}, NotNow),
        ({"on_data": "hang up"}, Unsure),
    ],
)
def test_each_refusal_is_told_apart(
    hop: Hop, script: Script, answers: dict[str, str], raised: type[Exception]
) -> None:
    for name, answer in answers.items():
        setattr(script, name, answer)

    with pytest.raises(raised):
        send(hop)


def test_after_a_refusal_the_next_message_goes(hop: Hop, script: Script) -> None:
    script.on_recipient = "550 no such user"
    with pytest.raises(Never, match="no such user"):
        send(hop)
    script.on_recipient = "250 ok"
    send(hop)

    assert (len(script.taken), script.connections) == (1, 1)


def test_after_a_broken_line_a_new_one_is_opened(hop: Hop, script: Script) -> None:
    script.on_data = "hang up"
    with pytest.raises(Unsure):
        send(hop)
    script.on_data = "250 taken"
    send(hop)

    assert (len(script.taken), script.connections) == (1, 2)


def test_nobody_there_is_not_now() -> None:
    with pytest.raises(NotNow):
        send(Hop(Where("127.0.0.1", 9, patience=1)))


def test_an_address_that_cannot_be_carried_is_refused_for_good(hop: Hop) -> None:
    with pytest.raises(Never):
        send(hop, to="māra@acme.example")
