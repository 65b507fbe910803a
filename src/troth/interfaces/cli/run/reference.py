"""The page that lists every command, made from the commands' own help.

Print it with: python -m troth.interfaces.cli.run.reference
"""

import sys
from collections.abc import Iterator

import click

from troth.interfaces.cli import main

HEAD = """# The commands

Made from the commands' own help; a test fails when the two differ. Renew it with
`python -m troth.interfaces.cli.run.reference > docs/cli.md`.
"""


def page() -> str:
    """Return the whole page as Markdown, a section for each command that does something."""
    with click.Context(main, info_name="troth", **main.context_settings) as top:
        return HEAD + "".join(_sections(main, top))


def _sections(command: click.Command, context: click.Context) -> Iterator[str]:
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            one = command.get_command(context, name)
            if one is not None:
                with click.Context(one, info_name=name, parent=context) as inner:
                    yield from _sections(one, inner)
        return
    context.terminal_width = 80
    yield f"\n## {context.command_path}\n\n```\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(page())
