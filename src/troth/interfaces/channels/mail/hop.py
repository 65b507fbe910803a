"""The next hop: an SMTP server that takes our mail, refuses it, or leaves us in doubt."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass

SAME_LINE = 100  # messages over one connection, before a new one is opened


class NotNow(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The next hop cannot take the message now; it has not taken it."""


class Never(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The next hop refuses the message for good."""


class Unsure(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The line broke when the message was under way: the next hop may have it, or not."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the next hop is. With `tls` the line is private from the first byte."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    patience: float = 20


class Hop:
    """One line to the next hop, opened when first needed and used again. For one thread."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._line: smtplib.SMTP | None = None
        self._sent = 0

    def send(
        self,
        message: bytes,
        *,
        sender: str,
        to: str,
        envelope_id: str = "",
        receipt: bool = False,
    ) -> None:
        """Hand one message over; returning means that the next hop has accepted it.

        An empty `sender` is the null return path of automatic mail (RFC 3834).
        Where the next hop offers it (RFC 3461), reports are asked for under
        `envelope_id`: of a failure, of a delay, and with `receipt` of the delivery.

        Raises:
            NotNow, Never, Unsure: it has not accepted it, or may have.
        """
        line = self._open()
        try:
            self._name(line, sender, to, *_reports(line, sender, to, envelope_id, receipt))
            self._hand_over(line, message)
        except (NotNow, Never):
            self._after_refusal(line)
            raise
        except Unsure:
            self.close()
            raise
        except UnicodeEncodeError as fault:
            self._after_refusal(line)
            raise Never("the address holds signs that this mail server cannot carry") from fault
        except (smtplib.SMTPException, OSError) as fault:
            self.close()
            raise NotNow(_said(fault)) from fault
        self._sent += 1
        if self._sent >= SAME_LINE:
            self.close()

    def close(self) -> None:
        """Hang up, politely where that is still possible."""
        line, self._line, self._sent = self._line, None, 0
        if line is not None:
            with suppress(smtplib.SMTPException, OSError):
                line.quit()
            line.close()

    def _name(
        self,
        line: smtplib.SMTP,
        sender: str,
        to: str,
        on_mail: list[str],
        on_recipient: list[str],
    ) -> None:
        code, answer = line.mail(sender, on_mail)
        if code >= 400:
            # What is refused here is how the desk is set up, and no fault of this message's.
            raise NotNow(_answer(code, answer))
        code, answer = line.rcpt(to, on_recipient)
        _check(code, answer)

    def _hand_over(self, line: smtplib.SMTP, message: bytes) -> None:
        code, answer = line.docmd("DATA")
        if code != 354:
            _check(code, answer)
            raise NotNow(_answer(code, answer))
        try:
            line.send(_stuffed(message))
            code, answer = line.getreply()
        except (smtplib.SMTPException, OSError) as fault:
            raise Unsure(_said(fault)) from fault
        _check(code, answer)

    def _after_refusal(self, line: smtplib.SMTP) -> None:
        try:
            line.rset()
        except (smtplib.SMTPException, OSError):
            self.close()

    def _open(self) -> smtplib.SMTP:
        if self._line is not None:
            with suppress(smtplib.SMTPException, OSError):
                if self._line.noop()[0] == 250:
                    return self._line
            self.close()
        try:
            self._line = self._dial()
        except (smtplib.SMTPException, OSError) as fault:
            raise NotNow(_said(fault)) from fault
        return self._line

    def _dial(self) -> smtplib.SMTP:
        where = self._where
        if where.tls:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                where.host,
                where.port,
                timeout=where.patience,
                context=ssl.create_default_context(),
            )
        else:
            line = smtplib.SMTP(where.host, where.port, timeout=where.patience)
        try:
            self._greet(line)
        except BaseException:
            line.close()
            raise
        return line

    def _greet(self, line: smtplib.SMTP) -> None:
        line.ehlo_or_helo_if_needed()
        if not self._where.tls and line.has_extn("starttls"):
            # A password goes only to a server that proves its name; a bare relay on the same
            # network is spoken to in private, whoever signed its certificate (RFC 7435).
            context = ssl.create_default_context()
            if not self._where.user:
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            line.starttls(context=context)
            line.ehlo()
        if self._where.user:
            line.login(self._where.user, self._where.password)


def _reports(
    line: smtplib.SMTP, sender: str, to: str, envelope_id: str, receipt: bool
) -> tuple[list[str], list[str]]:
    """Return what MAIL and RCPT say of reports: nothing where nobody would get or offers them."""
    if not (sender and envelope_id and line.has_extn("dsn")):
        return [], []
    asked = "SUCCESS,FAILURE,DELAY" if receipt else "FAILURE,DELAY"
    original = [f"ORCPT=rfc822;{_xtext(to)}"] if to.isascii() else []
    return ["RET=HDRS", f"ENVID={_xtext(envelope_id)}"], [f"NOTIFY={asked}", *original]


def _xtext(value: str) -> str:
    """Return a value as RFC 3461, section 4 writes it: signs that could end it are coded."""
    return "".join(
        one if "!" <= one <= "~" and one not in "+=" else f"+{ord(one):02X}" for one in value
    )


def _check(code: int, answer: bytes) -> None:
    """Pass an answer that accepts.

    Raises:
        NotNow, Never: it says 4xx, or 5xx.
    """
    if 500 <= code <= 599:
        raise Never(_answer(code, answer))
    if not 200 <= code <= 399:
        raise NotNow(_answer(code, answer))


def _answer(code: int, answer: bytes) -> str:
    return f"{code} {answer.decode('utf-8', 'replace')}".strip()[:500]


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:500]


def _stuffed(message: bytes) -> bytes:
    """Return the message as it goes over the line, with the dot that ends it (RFC 5321, 4.5.2)."""
    lines = message.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
    return b"".join((b"." if one.startswith(b".") else b"") + one + b"\r\n" for one in lines) + (
        b".\r\n"
    )
