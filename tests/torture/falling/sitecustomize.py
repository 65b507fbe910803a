"""Let the desk's own processes fall at named points, by chance. Loaded by Python at its start.

FALLING is "rate seed folder": each point, before and after what it names, kills
its process with SIGKILL by that chance, from when the file `begun` is in the
folder until the file `calm` is. Every fall is written down there.
"""

import functools
import importlib.abc
import importlib.machinery
import os
import random
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

POINTS = {
    "troth.interfaces.channels.mail.accepting": ("kept", "accept"),
    "troth.interfaces.channels.mail.ways.listener": ("_accept",),
    "troth.interfaces.channels.mail.ways.fetcher": ("_accept", "_put_away"),
    "troth.domain.mailroom.actions": ("accept", "accept_from", "lease", "settle"),
    "troth.interfaces.channels.mail.parse": ("report_of",),
    "troth.domain.tickets.actions.intake": ("take_in", "taken_in"),
    "troth.domain.tickets.actions.delivery": ("accepted_many", "bounced"),
    "troth.domain.tickets.actions.trying": ("take", "put_off"),
    "troth.interfaces.worker.sending": ("hand_over", "record"),
}


class Falls:
    """Decides at each point, and writes down what it decided."""

    def __init__(self, rate: float, seed: str, folder: Path) -> None:
        self.rate, self.seed, self.folder = rate, seed, folder
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        self.chance = random.Random(f"{self.seed}-{os.getpid()}")

    def at(self, point: str) -> None:
        if self.chance.random() >= self.rate or not (self.folder / "begun").exists():
            return
        if (self.folder / "calm").exists():
            return
        with (self.folder / "falls").open("a") as written:
            written.write(f"{point}\n")
        os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name: str, done: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(done)
        def wrapped(*given: Any, **named: Any) -> Any:
            self.at(f"before {name}")
            result = done(*given, **named)
            self.at(f"after {name}")
            return result

        return wrapped


class Finder(importlib.abc.MetaPathFinder):
    """Finds the named modules as Python does, and puts the points in once they are loaded."""

    def __init__(self, falls: Falls) -> None:
        self.falls = falls

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in POINTS:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            load = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                load(module)
                for point in POINTS[name]:
                    whole = f"{name.rpartition('.')[2]}.{point}"
                    setattr(module, point, self.falls.around(whole, getattr(module, point)))

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


if told := os.environ.get("FALLING"):
    rate, seed, folder = told.split(" ", 2)
    sys.meta_path.insert(0, Finder(Falls(float(rate), seed, Path(folder))))
