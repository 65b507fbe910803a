"""The page of commands says what the commands say."""

from pathlib import Path

from troth.interfaces.cli.run.reference import page

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_the_page_of_commands_is_made_from_their_help() -> None:
    assert PAGE.read_text() == page()
