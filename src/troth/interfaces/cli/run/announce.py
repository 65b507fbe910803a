"""What the supervisor says: its parts' words, each with a name, and the addresses."""

import contextlib
import sys
import time

from troth.interfaces.cli.run.environment import Environment


class Voice:
    """Writes lines; a reader that went away stops no desk."""

    def __init__(self, names: list[str]) -> None:
        """Learn the names, so that lines stand in columns."""
        self.width = max(map(len, names))

    def say(self, name: str, text: str) -> None:
        """Write what one part said, a name before every line."""
        self.plain("\n".join(f"{name:<{self.width}} | {line}" for line in text.splitlines()))

    def plain(self, text: str) -> None:
        """Write text as it is."""
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()


class Times:
    """How long each step of the start took."""

    def __init__(self) -> None:
        """Begin counting."""
        self.began = self.last = time.monotonic()
        self.parts: list[str] = []

    def part(self, name: str) -> None:
        """Note that a step ended now."""
        now = time.monotonic()
        self.parts.append(f"{name} {now - self.last:.1f}")
        self.last = now

    def __str__(self) -> str:
        return f"{self.last - self.began:.1f} s: {', '.join(self.parts)}"


def addresses(env: Environment, times: Times) -> str:
    """Return what to open and how to sign in, told once the desk is well."""
    lines = ["", f"Troth is well ({times}).", ""]
    rows = [
        ("Report a trouble", "/"),
        ("A company's tickets", "/tickets"),
        ("The policy", "/policy"),
        ("Agents' desk", "/desk/"),
        ("Health", "/health"),
    ]
    if env.demo:
        rows.insert(4, ("Mail it sent", "/demo/outbox"))
        rows.insert(5, ("The support line", "/phone/simulator"))
    lines += [f"  {name:<21}{env.url}{path}" for name, path in rows]
    listening = [way.name for way in env.mail_in if way.kind != "imap"]
    if listening:
        lines += [f"  {'Mail it takes':<21}{', '.join(listening)}"]
    sign_ins = env.home / "demo"
    if env.demo and sign_ins.exists():
        lines += ["", "  Demo sign-ins (address, password):"]
        lines += [f"    {line}" for line in sign_ins.read_text().splitlines()]
    first = env.home / "first-visit"
    if first.exists():
        lines += ["", "  Nobody works here yet. Whoever opens this first looks after the desk:"]
        lines += [f"    {env.url}{first.read_text()}"]
    return "\n".join([*lines, "", "Ctrl-C stops it.", ""])
