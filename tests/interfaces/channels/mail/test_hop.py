"""The next hop accepts, refuses, puts off or hangs up: each is told apart."""

from collections.abc import Iterator
from socket import create_server, socket
from threading import Thread

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


class Lines:
    """A server that offers extensions, and remembers what it was told."""

    def __init__(self, *offers: str) -> None:
        self.offers, self.said = offers, list[str]()

    def serve(self, listening: socket) -> None:
        line, _ = listening.accept()
        with line, line.makefile("rwb") as stream:
            stream.write(b"220 hi\r\n")
            stream.flush()
            for raw in stream:
                self.said.append(raw.decode().strip())
                word = self.said[-1].partition(" ")[0].upper()
                answer = {"EHLO": self._ehlo(), "DATA": "354 go", "QUIT": "221 bye"}
                if word == "." or word in ("EHLO", "MAIL", "RCPT", "NOOP", "DATA", "QUIT"):
                    stream.write(f"{answer.get(word, '250 ok')}\r\n".encode())
                    stream.flush()

    def _ehlo(self) -> str:
        return "\r\n".join([*(f"250-{one}" for one in self.offers), "250 HELP"])


@pytest.mark.parametrize(
    ("offers", "sender", "receipt", "mail", "recipient"),
    [
        (
            ("DSN",),
            "s+b@ivt.example",
            True,
            "RET=HDRS ENVID=b1-2.k00.x",
            "NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;mara+2Bx@acme.example",
        ),
        (
            ("DSN",),
            "s+b@ivt.example",
            False,
            "RET=HDRS ENVID=b1-2.k00.x",
            "NOTIFY=FAILURE,DELAY ORCPT=rfc822;mara+2Bx@acme.example",
        ),
        (("DSN",), "", True, "", ""),
        ((), "s+b@ivt.example", True, "", ""),
    ],
)
def test_reports_are_asked_for_where_the_next_hop_offers_them(
    offers: tuple[str, ...], sender: str, receipt: bool, mail: str, recipient: str
) -> None:
    lines = Lines("troth", *offers)
    with create_server(("127.0.0.1", 0)) as listening:
        serving = Thread(target=lines.serve, args=(listening,), daemon=True)
        serving.start()
        hop = Hop(Where("127.0.0.1", listening.getsockname()[1], patience=5))
        hop.send(
            MESSAGE,
            sender=sender,
            to="mara+x@acme.example",
            envelope_id="b1-2.k00.x",
            receipt=receipt,
        )
        hop.close()
        serving.join(5)

    told = {one.partition(":")[0].upper(): one.partition(">")[2].strip() for one in lines.said}
    assert (told["MAIL FROM"].partition("RET")[1:], told["RCPT TO"]) == (
        mail.partition("RET")[1:],
        recipient,
    )


def test_a_server_that_takes_it_and_never_answers_leaves_us_in_doubt(script: Script) -> None:
    script.on_data = "say nothing"
    with served(script) as port:
        hop = Hop(Where("127.0.0.1", port, patience=0.5))
        with pytest.raises(Unsure):
            send(hop)
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
