"""What a command says while no desk runs."""

import os
import subprocess
import sys
from pathlib import Path


def test_a_command_says_in_one_line_that_no_database_answers(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TROTH_")}
    kept.pop("DATABASE_URL", None)

    told = subprocess.run(
        [sys.executable, "-m", "troth.interfaces.cli", "tickets", "due"],
        env=kept | {"TROTH_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert told.returncode == 1
    assert "Error: No database answers." in told.stderr
    assert "Traceback" not in told.stderr
