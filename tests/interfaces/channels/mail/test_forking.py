"""A child reads many messages; one that fails, falls or has grown harms none after it."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from tests.interfaces.channels.mail.messages import mail
from troth.interfaces.channels.mail import forking
from troth.interfaces.channels.mail.readers import Reader


@pytest.fixture
def reader() -> Iterator[Reader]:
    one = Reader()
    yield one
    one.close()


def read(reader: Reader, tmp_path: Path, raw: bytes | None) -> str | None:
    """Return the subject that is read; None where a message cannot be read."""
    original, folder = tmp_path / "original", tmp_path / "folder"
    original.unlink(missing_ok=True)
    folder.mkdir(exist_ok=True)
    if raw is not None:
        original.write_bytes(raw)
    found = reader.read(original, folder)
    return None if found is None else found["subject"]


def child_of(reader: Reader) -> int:
    assert reader._process is not None
    pid = reader._process.pid
    known = Path(f"/proc/{pid}/task/{pid}/children")
    if not known.exists():
        pytest.skip("this system does not tell of children")
    [child] = known.read_text().split() or ["0"]
    return int(child)


def test_one_child_reads_one_message_after_the_other(reader: Reader, tmp_path: Path) -> None:
    first = (read(reader, tmp_path, mail(subject="One")), child_of(reader))
    second = (read(reader, tmp_path, mail(subject="Two")), child_of(reader))

    assert (first[0], second[0]) == ("One", "Two")
    assert first[1] == second[1] != 0


def test_after_one_that_failed_a_fresh_child_reads_on(reader: Reader, tmp_path: Path) -> None:
    read(reader, tmp_path, mail(subject="One"))
    former = child_of(reader)
    assert read(reader, tmp_path, None) is None

    assert read(reader, tmp_path, mail(subject="Two")) == "Two"
    assert child_of(reader) != former


def test_a_child_that_was_killed_is_replaced_and_takes_no_message_along(
    reader: Reader, tmp_path: Path
) -> None:
    read(reader, tmp_path, mail(subject="One"))
    os.kill(child_of(reader), signal.SIGKILL)

    assert read(reader, tmp_path, mail(subject="Two")) == "Two"


def test_a_message_on_which_a_used_child_ends_is_read_by_a_fresh_one(
    reader: Reader, tmp_path: Path
) -> None:
    read(reader, tmp_path, mail(subject="One"))
    used = child_of(reader)
    os.kill(used, signal.SIGSTOP)  # so that it holds the message when it ends
    ending = Timer(0.3, os.kill, (used, signal.SIGKILL))
    ending.start()

    assert read(reader, tmp_path, mail(subject="Two")) == "Two"
    ending.join()


def test_a_child_that_has_grown_makes_room(reader: Reader, tmp_path: Path) -> None:
    large = mail(subject="One", body="x" * 30_000_000)
    assert read(reader, tmp_path, large) == "One"

    assert read(reader, tmp_path, mail(subject="Two")) == "Two"
    status = Path(f"/proc/{child_of(reader)}/statm").read_text().split()
    assert int(status[1]) * os.sysconf("SC_PAGE_SIZE") < 2 * forking.GROWN
