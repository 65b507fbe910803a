"""Whatever tree of parts a mail is, each text and each file of it is in what is read."""

from dataclasses import dataclass
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.interfaces.channels.mail.messages import mail_of, multipart, part
from troth.interfaces.channels.mail.reader import read

_KINDS = st.sampled_from(["mixed", "alternative", "related", "signed", "report", "digest", "odd"])
_LEAVES = st.sampled_from(
    ["plain", "html", "file", "nameless", "picture", "odd", "named", "letter"]
)


@dataclass(frozen=True)
class Tree:
    """A multipart of some kind, or a leaf."""

    kind: str
    inside: tuple["Tree", ...] = ()


TREES = st.recursive(
    _LEAVES.map(Tree),
    lambda inner: st.builds(Tree, _KINDS, st.lists(inner, min_size=1, max_size=4).map(tuple)),
    max_leaves=12,
)


def written(tree: Tree, numbers: "count[int]", words: list[str]) -> str:
    """Return the tree as a part, and add the words of each leaf to `words`."""
    number = next(numbers)
    if tree.inside:
        parts = [written(one, numbers, words) for one in tree.inside]
        return multipart(*parts, kind=tree.kind, boundary=f"b-{number}-b")
    word = f"zebra{number}quagga{number}"
    words.append(word)
    match tree.kind:
        case "html":
            return part(f"<p>{word}</p>", "text/html")
        case "file":
            return part(word, "application/pdf", "Content-Disposition: attachment; filename=a.pdf")
        case "nameless":
            return part(word, "application/octet-stream")
        case "picture":
            return part(word, "image/png", f"Content-ID: <p{number}>\nContent-Disposition: inline")
        case "odd":
            return part(word, "text/odd")
        case "named":
            return part(word, "text/plain; name=notes.txt", "Content-Disposition: inline")
        case "letter":
            return f"Content-Type: message/rfc822\n\nSubject: {word}\n\nwithin\n"
        case _:
            return part(word)


@settings(max_examples=200, deadline=None)
@given(TREES)
def test_every_text_and_every_file_is_in_what_is_read(tree: Tree) -> None:
    words: list[str] = []
    found, body = read(mail_of(written(tree, count(), words)))

    assert found["held"] == ""
    told = found["text"] + "".join(one.body.decode("latin-1") for one in body.files)
    assert [word for word in words if word not in told] == []
    assert all(one.name for one in body.files)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_a_fault(raw: bytes) -> None:
    told, _ = read(b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n" + raw)

    assert isinstance(told["held"], str)
