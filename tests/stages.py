"""Everything that `make test` checks, stage by stage, and how long each took.

The torture waits more than it works, so it runs beside the others; what it says is shown when it
has ended. A stage that fails stops no other: one run tells everything.
"""

import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from threading import Thread
from typing import IO

PYTEST = (sys.executable, "-m", "pytest", "--durations=5", "--durations-min=5")
ON_BOTH_CORES = ("-n", "2", "--dist")


@dataclass
class Stage:
    """One command, and what came of it."""

    name: str
    command: tuple[str, ...]
    seconds: float = 0
    failed: bool = True

    def run(self, said: IO[bytes] | None = None) -> None:
        """Run it; its words go where ours go, or into a file."""
        sys.stdout.write(f"\n== {self.name}{' has begun, beside the others' if said else ''}\n")
        sys.stdout.flush()
        began = time.monotonic()
        done = subprocess.run(self.command, stdout=said, stderr=said, check=False)
        self.failed, self.seconds = done.returncode != 0, time.monotonic() - began

    def __str__(self) -> str:
        how = "FAILED" if self.failed else "passed"
        return f"{self.name:<28}{self.seconds:>6.0f} s  {how}\n"


LINT = Stage("style, types and storeys", ("make", "--no-print-directory", "lint"))
ROOMS = Stage(
    "rules, rooms and interfaces",
    (*PYTEST, *ON_BOTH_CORES, "worksteal", "--ignore=tests/browser", "--ignore=tests/torture"),
)
TORTURE = Stage("torture", (*PYTEST, "tests/torture"))
# A desk for each of the two; a file's tests share one, in their order.
BROWSER = Stage(
    "browser", (*PYTEST, *ON_BOTH_CORES, "loadfile", "--no-loadscope-reorder", "tests/browser")
)


def main() -> int:
    """Run all stages; return 1 if any failed."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        beside = Thread(target=TORTURE.run, args=(said,))
        beside.start()
        LINT.run()
        ROOMS.run()
        beside.join()
        said.seek(0)
        sys.stdout.write(f"\n== torture has ended\n{said.read().decode(errors='replace')}")
    BROWSER.run()

    stages = (LINT, ROOMS, TORTURE, BROWSER)
    whole = f"{'all of it':<28}{time.monotonic() - began:>6.0f} s\n"
    sys.stdout.write("\n" + "".join(map(str, stages)) + whole)
    return int(any(stage.failed for stage in stages))


if __name__ == "__main__":
    sys.exit(main())
