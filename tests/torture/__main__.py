"""The long ordeal: `make torture`, or `python -m tests.torture --messages 3000 --seed 7`."""

import argparse
import json
import sys
from pathlib import Path

from tests.torture.ordeal import ordeal


def main() -> None:
    """Put a desk through it, print what it came to and keep it; exit 1 for any loss."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--messages", type=int, default=3_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--rate", type=float, default=0.01, help="the chance of a fall at a point")
    asked.add_argument("--patience", type=float, default=1_800, help="seconds")
    told = asked.parse_args()
    with ordeal(told.messages, told.seed, told.rate) as one:
        outcome = one.go(told.patience)
    print(f"seed {told.seed}, chance of a fall at each point {told.rate}")
    print(outcome)
    for point, count in sorted(outcome.falls.items()):
        print(f"  {count:>4}  {point}")
    for line in outcome.unexplained:
        print(f"  {line}")
    kept = Path("artifacts") / f"torture-{told.seed}.json"
    kept.parent.mkdir(exist_ok=True)
    figures = {**vars(outcome), "falls": dict(outcome.falls)}
    kept.write_text(json.dumps(figures, indent=2))
    sys.exit(1 if outcome.lost or outcome.doubled or outcome.unexplained else 0)


if __name__ == "__main__":
    main()
