"""What is offered to the desk, as a mail server offers it: again and again until it is taken."""

import random
import smtplib
import socket
import threading
import time
from dataclasses import dataclass, field

_NO_ANSWER = (smtplib.SMTPException, OSError)


def marker(number: int) -> str:
    """Return the word by which message `number` is found on a ticket."""
    return f"marker{number:07d}end"


def message(number: int, chance: random.Random) -> bytes:
    """Return message `number`: plain, with HTML, with a file, hostile, or automatic."""
    word = marker(number)
    person = number % 97
    head = (
        f"From: Person {person} <person{person}@customer.example>\r\nTo: support@ivt.example\r\n"
        f"Subject: Trouble {word}\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\n"
        f"Message-ID: <{number}.{chance.randrange(10**9)}@torture.example>\r\nMIME-Version: 1.0\r\n"
    )
    kind = number % 10
    if kind == 7:
        head += "Auto-Submitted: auto-generated\r\n"
    if kind == 8:  # nested far too deep: it is held, with its original
        return (head + _nested(60) + f"\r\n\r\n{word}\r\n").encode()
    if kind == 9:
        return (
            head + 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
            f"Content-Type: text/html\r\n\r\n<p>{word}<script>x</script></p>\r\n--b\r\n"
            "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=log.txt\r\n\r\n"
            f"{'line ' * chance.randrange(2_000)}\r\n--b--\r\n"
        ).encode()
    return (head + f"Content-Type: text/plain\r\n\r\nNothing works. {word}\r\n").encode()


def _nested(depth: int) -> str:
    return "\r\n".join(
        f'Content-Type: multipart/mixed; boundary="d{level}"\r\n\r\n--d{level}'
        for level in range(depth)
    )


@dataclass
class Offering:
    """Messages on their way to the desk by LMTP, each offered until it is answered 250."""

    port: int
    chance: random.Random
    waiting: list[tuple[int, bytes]]
    taken: int = 0
    repeated: int = 0
    refused: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, connections: int, until: float) -> None:
        """Offer everything; return when all is taken, or at the instant `until`.

        One in twenty is offered once more after it was taken, as a mail server
        does that lost the answer.
        """
        threads = [threading.Thread(target=self._work, args=(until,)) for _ in range(connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _work(self, until: float) -> None:
        while time.monotonic() < until:
            with self._lock:
                if not self.waiting:
                    return
                number, raw = self.waiting.pop(self.chance.randrange(len(self.waiting)))
                again = self.chance.random() < 0.05
            if not self._offered(raw):
                with self._lock:
                    self.waiting.append((number, raw))
                time.sleep(0.2)
                continue
            with self._lock:
                self.taken += 1
                if again:
                    self.repeated += 1
                    self.waiting.append((number, raw))
                    self.taken -= 1

    def _offered(self, raw: bytes) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 2):
                pass
            with smtplib.LMTP("127.0.0.1", self.port) as server:
                server.sendmail("person@customer.example", ["support@ivt.example"], raw)
        except smtplib.SMTPResponseException as answer:
            if answer.smtp_code >= 500:
                self.refused.append(f"{answer.smtp_code} {answer.smtp_error!r}")
            return False
        except _NO_ANSWER:
            return False
        return True
