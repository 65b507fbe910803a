"""The command line: `troth NOUN VERB`, one file per noun; `run` starts the desk.

A noun's file holds a click command or group of the same name, and is loaded only
when it is called.
"""

import importlib
import os
import pkgutil
from pathlib import Path

import click

# Nouns of the process tree live in `run/`; `run` itself must stay small, so it never loads Django.
PARTS = ("run", "prepare", "worker", "watch")


class Nouns(click.Group):
    """Commands found by their file's name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name every noun there is a file for."""
        files = pkgutil.iter_modules([str(Path(__file__).parent)])
        return sorted({module.name.replace("_", "-") for module in files} | set(PARTS))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one noun, and Django before it where the noun needs it."""
        if cmd_name not in self.list_commands(ctx):
            return None
        word = cmd_name.replace("-", "_")
        if cmd_name == "run":
            word = "supervise"
        else:
            _set_up_django()
        package = f"{__name__}.run" if cmd_name in PARTS else __name__
        found = getattr(importlib.import_module(f"{package}.{word}"), cmd_name.replace("-", "_"))
        if not isinstance(found, click.Command):
            raise TypeError(f"{package}.{word} holds no command named {cmd_name}")
        return found


@click.group(cls=Nouns, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run a support desk by its written policy."""


def _set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "troth.project.settings")
    django.setup()
