"""The page of commands says what the commands say."""

import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
ALONE = "from troth.interfaces.cli.run.reference import page; print(page(), end='')"


def test_the_page_of_commands_is_made_from_their_help() -> None:
    """Asked in a process of its own: a command remembers how another test called it."""
    page = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)

    assert PAGE.read_text() == page.stdout, page.stderr
