"""Every measurement, one after the other, each in a process of its own.

    python -m bench [NAME ...]

Prints figures with their load and their bar, reached or missed. A bar that is missed fails
nothing; a measurement that cannot be made does.
"""

import subprocess
import sys

NAMES = (
    "clock",
    "settle",
    "watch",
    "ticket",
    "queue",
    "search",
    "entitlement",
    "weight",
    "live",
    "intake",
    "mail",
    "patch",
)


def main() -> int:
    """Run what is named, or everything; return 1 if some measurement broke down."""
    names = sys.argv[1:] or NAMES
    broken = []
    for name in names:
        print(f"\n== {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"])
        # The clock tells a ratio below its bar by 1, and has printed it.
        if done.returncode not in ((0, 1) if name == "clock" else (0,)):
            broken.append(name)
    if broken:
        print(f"\nnot measured: {', '.join(broken)}", flush=True)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
