"""Where a text says what was searched for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.domain.search.excerpts import excerpt, pieces
from troth.domain.search.rules import Term


def marked(text: str, *terms: str, begun: bool = True) -> str:
    found = pieces(text, [Term(term, begun) for term in terms])
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in found)


@pytest.mark.parametrize(
    ("text", "term", "shown"),
    [
        ("All logins fail", "login", "All [logins] fail"),
        ("Der Müller-Server", "muller", "Der [Müller]-Server"),
        ("A straße away", "strasse", "A [straße] away"),
        ("code ERR_CONN_RESET.", "err_conn", "code [ERR_CONN]_RESET."),
        ("write mara@acme.example", "acme.example", "write mara@[acme.example]"),
        ("unlogin", "login", "unlogin"),
    ],
)
def test_hits(text: str, term: str, shown: str) -> None:
    assert marked(text, term) == shown


def test_overlapping_hits_are_one() -> None:
    assert marked("blank pages", "blank", "blank pages", "pages") == "[blank pages]"


def test_an_excerpt_is_the_passage_around_the_first_hit() -> None:
    text = f"{'word ' * 200}needle {'word ' * 200}"
    shown = "".join(piece.text for piece in excerpt(text, [Term("needle", begun=True)]))
    assert "needle" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 260


@given(st.text(max_size=400), st.lists(st.text(min_size=1, max_size=6), max_size=4))
def test_pieces_make_the_text_again(text: str, terms: list[str]) -> None:
    found = pieces(text, [Term(term, begun=len(term) % 2 == 0) for term in terms])
    assert "".join(piece.text for piece in found) == text
