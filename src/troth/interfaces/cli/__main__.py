"""`python -m troth.interfaces.cli`: `troth`, wherever its script stands."""

from troth.interfaces.cli import main

main(prog_name="troth")
