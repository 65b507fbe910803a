"""The store keeps a file once, under the digest of its bytes."""

import hashlib
from io import BytesIO
from pathlib import Path

import pytest

from troth.interfaces.channels.store import NotStored, Store

SOME = b"a photograph of a screen"
DIGEST = hashlib.sha256(SOME).hexdigest()


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_saved_can_be_read_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")

    assert store.save(SOME) == (DIGEST, len(SOME))
    assert store.has(DIGEST)
    with store.open(DIGEST) as stream:
        assert stream.read() == SOME


def test_the_same_bytes_twice_are_one_file(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save(SOME)
    store.save(BytesIO(SOME))

    assert files_in(tmp_path) == [tmp_path / DIGEST[:2] / DIGEST[2:4] / DIGEST]


def test_a_file_larger_than_one_chunk_is_kept_whole(tmp_path: Path) -> None:
    large = bytes(range(256)) * 12_000
    digest, size = Store(tmp_path).save(BytesIO(large))

    assert (digest, size) == (hashlib.sha256(large).hexdigest(), len(large))


def test_a_save_that_fails_leaves_nothing(tmp_path: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the line went dead")

    with pytest.raises(OSError, match="dead"):
        Store(tmp_path).save(Broken())
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", DIGEST.upper()])
def test_what_is_not_there_is_told(tmp_path: Path, digest: str) -> None:
    store = Store(tmp_path)

    assert not store.has(digest)
    with pytest.raises(NotStored):
        store.open(digest)
