"""The command line: `troth NOUN VERB`, one file per noun; `run` starts the desk.

A noun's file holds a click command or group of the same name, and is loaded only
when it is called.
"""

import importlib
import os
import pkgutil
from pathlib import Path

import click

# Found in `run/`; the file of `run` itself has another name than its package.
PARTS = {"run": "run.supervise", "prepare": "run.prepare"}
# They load Django themselves, only in the verbs that need a database; `run` never does.
WITHOUT_DJANGO = ("run", "clock", "policy")


class Nouns(click.Group):
    """Commands found by their file's name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name every noun there is a file for; a file with a longer name only serves one."""
        files = {module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])}
        return sorted({name for name in files if "_" not in name} | set(PARTS))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one noun, and Django before it where the noun needs it."""
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name not in WITHOUT_DJANGO:
            _set_up_django()
        module = importlib.import_module(f"{__name__}.{PARTS.get(cmd_name, cmd_name)}")
        found = getattr(module, cmd_name)
        if not isinstance(found, click.Command):
            raise TypeError(f"{module.__name__} holds no command named {cmd_name}")
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run what was asked for; that no database answers is told in one line."""
        try:
            return super().invoke(ctx)
        except Exception as fault:
            if type(fault.__cause__).__name__ != "PoolTimeout":  # asked before it is imported
                raise
            raise click.ClickException(
                "No database answers. `troth run` starts the desk with its own;"
                " with DATABASE_URL set, see that its server runs."
            ) from None


@click.group(cls=Nouns, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run a support desk by its written policy."""


def _set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "troth.project.settings")
    django.setup()
