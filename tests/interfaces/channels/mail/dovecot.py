"""A real IMAP server for the tests: Dovecot with a configuration and mailboxes of its own."""

import contextlib
import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
USER, PASSWORD = "support", "secret"
CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
default_internal_user = {account}
default_login_user = {account}
default_internal_group = {group}
mail_location = maildir:{home}/mail
mail_uid = {account}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={account} gid={group} home={home}
}}
"""


@dataclass
class Dovecot:
    """A server that runs, and its one user's mailbox."""

    port: int
    home: Path

    @property
    def address(self) -> str:
        """Return the mailbox as TROTH_MAIL_IN spells it."""
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}/INBOX"

    @contextmanager
    def signed_in(self) -> Iterator[imaplib.IMAP4]:
        """Look at the mailbox as a mail program would."""
        with imaplib.IMAP4("127.0.0.1", self.port) as client:
            client.login(USER, PASSWORD)
            client.select("INBOX")
            yield client

    def put(self, *messages: bytes) -> None:
        """Put messages into the mailbox."""
        with self.signed_in() as client:
            for message in messages:
                client.append("INBOX", "", "", message)

    def flags(self) -> list[str]:
        """Return the flags of each message there is."""
        with self.signed_in() as client:
            _, told = client.fetch("1:*", "(FLAGS)")
            return [one.decode() for one in told if isinstance(one, bytes)]

    def renumber(self) -> None:
        """Give the mailbox another UIDVALIDITY, as a restored backup has."""
        for index in self.home.glob("mail/dovecot.*"):
            index.unlink()
        numbers = self.home / "mail" / "dovecot-uidlist"
        head, _, rest = numbers.read_text().partition("\n")
        words = head.split(" ")  # "3 V1700000000 N3 G0123…"
        words[1] = f"V{int(words[1][1:]) + 1}"
        numbers.write_text(f"{' '.join(words)}\n{rest}")


@contextmanager
def running(home: Path) -> Iterator[Dovecot]:
    """Start a server in a folder of its own; stop it afterwards."""
    assert PROGRAM is not None
    account = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    who = pwd.getpwnam(account)
    group = "nogroup" if account == "nobody" else str(who.pw_gid)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    for folder in ("mail", "run", "state"):
        (home / folder).mkdir(parents=True, exist_ok=True)
        os.chown(home / folder, who.pw_uid if folder == "mail" else -1, -1)
    written = CONFIGURATION.format(
        home=home, account=account, group=group, port=port, password=PASSWORD
    )
    (home / "dovecot.conf").write_text(written)
    command = [PROGRAM, "-F", "-c", str(home / "dovecot.conf")]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _wait(port, server, home / "log")
        yield Dovecot(port, home)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(10)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with (
            contextlib.suppress(OSError, imaplib.IMAP4.error),
            imaplib.IMAP4("127.0.0.1", port) as client,
        ):
            client.login(USER, PASSWORD)
            return
        said = server.stdout.read() if server.poll() is not None and server.stdout else b""
        assert server.poll() is None, said
        time.sleep(0.05)
    raise AssertionError(log.read_text() if log.exists() else "no word of the mail server")
