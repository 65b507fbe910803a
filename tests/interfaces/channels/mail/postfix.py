"""A real mail server for the tests: Postfix with a configuration and a queue of its own.

It needs the machine's administrator, so it is run as one, or by a `sudo` that asks for no password.
"""

import contextlib
import os
import shutil
import smtplib
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WHERE = "/usr/sbin:/usr/local/sbin"
PROGRAM = shutil.which("postfix") or shutil.which("postfix", path=WHERE)
MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/log
maillog_file_prefixes = {home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.ivt.example
mynetworks = 127.0.0.0/8
mydestination =
local_recipient_maps =
alias_maps =
relay_domains = ivt.example, acme.example
transport_maps = inline:{{
  {{ ivt.example = lmtp:inet:127.0.0.1:{lmtp} }},
  {{ acme.example = smtp:[127.0.0.1]:{sink} }} }}
recipient_delimiter = +
smtp_dns_support_level = disabled
smtputf8_enable = yes
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
transport_retry_time = 1s
smtp_destination_concurrency_failed_cohort_limit = 100
lmtp_destination_concurrency_failed_cohort_limit = 100
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
showq unix n - n - - showq
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass
class Postfix:
    """A server that runs: mail for ivt.example goes to the desk, for acme.example to a sink."""

    port: int
    lmtp: int
    sink: int
    home: Path

    def take(self, raw: bytes, *, sender: str, to: list[str]) -> None:
        """Give it a message, as another server would."""
        with smtplib.SMTP("127.0.0.1", self.port) as line:
            line.sendmail(sender, to, raw)

    def hurry(self) -> None:
        """Let it try what waits at once.

        A mail that a round of its queue finds still locked by the try before it is put off by
        five minutes, whatever the settings say.
        """
        conf = str(self.home / "conf")
        subprocess.run([*(_as_administrator() or []), "postqueue", "-c", conf, "-f"], check=False)

    def says(self) -> str:
        """Return what it wrote into its log."""
        log = self.home / "log"
        return log.read_text() if log.exists() else ""

    def holds(self) -> int:
        """Return how many messages are in its queues."""
        places = ("maildrop", "incoming", "active", "deferred")
        return sum(
            1
            for place in places
            for one in (self.home / "queue" / place).rglob("*")
            if one.is_file()
        )


def may_run() -> bool:
    """Say whether Postfix is here, and this account may start it."""
    return PROGRAM is not None and _as_administrator() is not None


@contextmanager
def running(home: Path, *, port: int, lmtp: int, sink: int) -> Iterator[Postfix]:
    """Start a server in a folder of its own; stop it afterwards."""
    before = _as_administrator()
    assert PROGRAM is not None
    assert before is not None
    settings = {"home": home, "port": port, "lmtp": lmtp, "sink": sink}
    (home / "conf").mkdir()
    for folder in ("queue", "data"):
        (home / folder).mkdir()
    subprocess.run([*before, "chown", "postfix", str(home / "data")], check=True)
    subprocess.run([*before, "chown", "root", str(home / "queue")], check=True)
    (home / "conf" / "main.cf").write_text(MAIN.format(**settings))
    (home / "conf" / "master.cf").write_text(MASTER.format(**settings))
    command = [*before, PROGRAM, "-c", str(home / "conf")]
    started = subprocess.run([*command, "start"], capture_output=True, text=True)
    one = Postfix(port, lmtp, sink, home)
    try:
        _wait(port, f"{started.stdout}{started.stderr}", one)
        yield one
    finally:
        subprocess.run([*command, "abort"], capture_output=True, check=False)
        if before:
            subprocess.run([*before, "rm", "-rf", str(home / "queue"), str(home / "data")])


def _as_administrator() -> list[str] | None:
    """Return what to put before a command so that the administrator runs it; None if nothing."""
    if os.getuid() == 0:
        return []
    sudo = shutil.which("sudo")
    asks = sudo is None or subprocess.run([sudo, "-n", "true"], capture_output=True).returncode
    return None if asks else ["sudo", "-n"]


def _wait(port: int, said: str, server: Postfix) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with (
            contextlib.suppress(OSError, smtplib.SMTPException),
            smtplib.SMTP("127.0.0.1", port, timeout=5) as line,
        ):
            line.noop()
            return
        time.sleep(0.05)
    raise AssertionError(said + server.says())
