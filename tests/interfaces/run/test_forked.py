"""A forked part does what its command would, and is as alone as if it had been started."""

import os
import subprocess
import sys

import pytest

from troth.interfaces.cli.run import forked, lifeline

pytestmark = pytest.mark.skipif(not forked.POSSIBLE, reason="parts are forked on Linux alone")


@pytest.mark.parametrize(
    ("words", "says", "status"),
    [
        pytest.param(["policy", "--help"], "Usage: troth policy", 0, id="well"),
        pytest.param(["nonsense"], "No such command 'nonsense'", 2, id="refused"),
    ],
)
def test_it_says_and_ends_as_the_command_does(words: list[str], says: str, status: int) -> None:
    one = forked.Forked(words)
    said = one.stdout.read().decode()
    one.stdout.close()

    assert (one.wait(), one.poll()) == (status, status)
    assert says in said


def test_a_process_is_known_by_when_it_was_born() -> None:
    waits = [sys.executable, "-c", "input()"]
    with subprocess.Popen(waits, stdin=subprocess.PIPE) as one:
        born = lifeline.born(one.pid)
        assert born
        assert born == lifeline.born(one.pid) != lifeline.born(os.getpid())
        one.communicate(b"\n")
    assert lifeline.born(one.pid) is None
