"""Every command says what it does."""

from collections.abc import Iterator

import click
import pytest

from troth.interfaces.cli import main


def commands(group: click.Group, path: str = "troth") -> Iterator[tuple[str, click.Command]]:
    """Yield every command there is, by what is typed to call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, f"{path} {name} is listed and not there"
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


ALL = dict(commands(main))


@pytest.mark.parametrize("called", list(ALL))
def test_a_command_has_help(called: str) -> None:
    command = ALL[called]
    text = (command.help or "").strip()

    assert text, f"{called} has no help"
    assert text.splitlines()[0].endswith((".", ":")), f"{called}: the first line is a sentence"


@pytest.mark.parametrize("called", list(ALL))
def test_every_option_has_help(called: str) -> None:
    for one in ALL[called].params:
        if isinstance(one, click.Option) and not one.hidden:
            assert one.help, f"{called} {one.opts[0]} has no help"


@pytest.mark.parametrize(
    "called", [name for name, one in ALL.items() if not isinstance(one, click.Group)]
)
def test_a_command_shows_an_example_or_needs_none(called: str) -> None:
    command = ALL[called]
    takes = [one for one in command.params if not getattr(one, "hidden", False)]
    if takes:
        assert "Example" in (command.help or ""), f"{called} takes something and shows no example"
