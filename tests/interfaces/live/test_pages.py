"""Pages are read and answered as under any server, each in one thread."""

from troth.interfaces.live.pages import PIECE, _gather


def test_small_pieces_of_an_answer_travel_together() -> None:
    pieces = iter([b"x" * 4096] * 100)

    assert len(_gather(pieces)) == PIECE
    assert PIECE + sum(map(len, [_gather(pieces), _gather(pieces), _gather(pieces)])) == 409600
    assert _gather(pieces) == b""
