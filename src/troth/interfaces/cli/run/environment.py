"""What the operator may set, read once from the environment and checked as a whole."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from troth.interfaces.channels.mail.ways import way
from troth.interfaces.channels.mail.ways.way import Way
from troth.interfaces.cli.run.kept import kept

T = TypeVar("T")
Network = IPv4Network | IPv6Network
PRIVATE = "127.0.0.0/8 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 ::1/128 fc00::/7"
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
YES = ("yes", "true", "on", "1")
NO = ("no", "false", "off", "0")
LEVELS = ("debug", "info", "warning", "error")
MEANINGS = {
    "TROTH_HOME": "the folder the desk keeps its state in (var/)",
    "TROTH_HOST": "the address the desk listens on (127.0.0.1)",
    "TROTH_PORT": "the port the desk listens on (8000)",
    "TROTH_URL": "the address people reach the desk by (http://localhost:PORT)",
    "TROTH_CLIENT_HEADER": "the header in which your proxy names who asks, like X-Real-IP (none)",
    "TROTH_PROXIES": "the networks your proxies are in, whose header is believed (private ones)",
    "TROTH_SECOND_FACTOR": "required or offered: whether staff need an app that makes codes",
    "TROTH_DEMO": "yes or no: demo people, demo tickets, mail kept in an outbox",
    "TROTH_CLOCK": "an offset to the clock of a demo, like +3h, -30m or +2d",
    "TROTH_MAIL": "outbox (demo only), or smtp://[user:password@]host[:port], or smtps://…",
    "TROTH_MAIL_FROM": "the address the desk writes from (support@ the host of TROTH_URL)",
    "TROTH_MAIL_BORDER": "the name your own border writes into Authentication-Results (none)",
    "TROTH_MAIL_PLUS": "yes or no: mail to support+anything@ reaches the desk as well (yes)",
    "TROTH_MAIL_KEEP": "always, or for how many days the original of a mail is kept, like 365d",
    "TROTH_MAIL_IN": "the ways in for mail: " + way.ALLOWED,
    "TROTH_PHONE": "twilio://ACCOUNT:TOKEN@+12125550100: the provider of the support line (none)",
    "TROTH_HEARTBEAT": "an address asked each minute while all moves on (none)",
    "TROTH_PG_BIN": "the folder of PostgreSQL's programs, 15 or later (found by itself)",
    "TROTH_LOG": "how much is logged: " + ", ".join(LEVELS),
    "TROTH_LISTEN_URL": "postgresql://… past a pooler that DATABASE_URL goes through",
    "DATABASE_URL": "postgresql://… of another PostgreSQL; without it the desk runs its own",
}


class Misconfigured(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The environment says something the desk does not understand, told in plain words."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Mail:
    """Where mail goes: kept in the outbox of a demo (no host), or handed to an SMTP server."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False

    @property
    def is_outbox(self) -> bool:
        """Say whether mail is only kept, never sent."""
        return not self.host


@dataclass(frozen=True)
class Phone:
    """The account at the telephone provider, and our number there."""

    sid: str
    token: str
    number: str
    api: str


@dataclass(frozen=True)
class Environment:
    """Everything an operator may set, typed and in agreement with itself."""

    home: Path
    host: str
    port: int
    url: str
    demo: bool
    clock: timedelta
    mail: Mail
    mail_from: str
    client_header: str
    proxies: tuple[Network, ...]
    second_factor: bool
    mail_in: tuple[Way, ...]
    mail_border: str
    mail_plus: bool
    mail_keep: timedelta | None
    phone: Phone | None
    heartbeat: str
    pg_bin: Path | None
    log: str
    database_url: str | None
    listen_url: str | None

    @property
    def on_loopback(self) -> bool:
        """Say whether only this machine can reach the desk."""
        return is_loopback(self.host)


def read(environ: Mapping[str, str], root: Path) -> Environment:
    """Read the environment; `root` is the folder that `var/` stands in by default.

    What the environment leaves open, the file `settings` in the home may say, in lines like
    NAME=value. A variable set to nothing counts as not set. A desk that was once started as a demo
    remembers it in its home, so that later commands need not say it again.

    Raises:
        Misconfigured: a `TROTH_` variable is unknown, or a value makes no sense. Every
            fault is listed at once, each with what was found and what is allowed.
    """
    reader = _Reader({name: value for name, value in environ.items() if value != ""})
    home = reader.take("TROTH_HOME", root / "var", lambda text: Path(text).expanduser().absolute())
    reader.given = kept(home) | reader.given
    host = reader.take("TROTH_HOST", "127.0.0.1", _host)
    port = reader.take("TROTH_PORT", 8000, _port)
    demo = reader.take("TROTH_DEMO", (home / "demo").exists(), _yes_or_no)
    shown = "localhost" if is_loopback(host) or host in ("0.0.0.0", "::") else host  # noqa: S104
    url = reader.take("TROTH_URL", f"http://{shown}:{port}", _base_address)
    found = Environment(
        home=home,
        host=host,
        port=port,
        url=url,
        demo=demo,
        clock=reader.take("TROTH_CLOCK", timedelta(0), _offset),
        mail=reader.take("TROTH_MAIL", Mail() if demo else Mail("localhost"), _mail),
        mail_from=reader.take("TROTH_MAIL_FROM", f"support@{urlsplit(url).hostname}", _address),
        client_header=reader.take("TROTH_CLIENT_HEADER", "", _header),
        proxies=reader.take("TROTH_PROXIES", networks(PRIVATE), networks),
        second_factor=reader.take("TROTH_SECOND_FACTOR", not demo, _required),
        mail_in=reader.take("TROTH_MAIL_IN", _demo_way(demo, port), way.ways),
        mail_border=reader.take("TROTH_MAIL_BORDER", "", _border),
        mail_plus=reader.take("TROTH_MAIL_PLUS", True, _yes_or_no),
        mail_keep=reader.take("TROTH_MAIL_KEEP", None, _days),
        phone=reader.take("TROTH_PHONE", None, _phone),
        heartbeat=reader.take("TROTH_HEARTBEAT", "", _address_to_ask),
        pg_bin=reader.take("TROTH_PG_BIN", None, _folder),
        log=reader.take("TROTH_LOG", "info", _level),
        database_url=reader.take("DATABASE_URL", None, _database),
        listen_url=reader.take("TROTH_LISTEN_URL", None, _database),
    )
    reader.refuse_unknown()
    if not demo and found.clock:
        reader.fault("TROTH_CLOCK", "no value outside a demo: a real desk runs on real time")
    if not demo and found.mail.is_outbox and "TROTH_MAIL" in reader.given:
        reader.fault("TROTH_MAIL", "smtp://host:port outside a demo: an outbox sends nothing")
    if reader.faults:
        raise Misconfigured(reader.faults)
    return found


class _Reader:
    """Collects faults while values are taken."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = dict(given)
        self.faults: list[str] = []

    def take(self, name: str, default: T, parse: Callable[[str], T]) -> T:
        """Return the parsed value, or the default when it is not set or not understood."""
        if name not in self.given:
            return default
        try:
            return parse(self.given[name])
        except ValueError as fault:
            self.fault(name, str(fault))
            return default

    def fault(self, name: str, allowed: str) -> None:
        # A password may stand inside an address, so what was found is shown without it.
        found = re.sub(r"(://[^:/@]*):[^@]*@", r"\1:…@", self.given[name])
        self.faults.append(f"{name}: found {found!r}; allowed is {allowed}.")

    def refuse_unknown(self) -> None:
        for name in sorted(self.given):
            if name.startswith("TROTH_") and name not in MEANINGS:
                known = ", ".join(sorted(known for known in MEANINGS if known != "DATABASE_URL"))
                self.fault(name, f"none of that name; the desk knows {known}")


def is_loopback(host: str) -> bool:
    """Say whether an address is reachable from this machine only."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _host(text: str) -> str:
    if text == "localhost":
        return "127.0.0.1"
    try:
        return str(ip_address(text))
    except ValueError:
        raise ValueError("an IP address, like 127.0.0.1 or 0.0.0.0, or localhost") from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise ValueError("a number from 1 to 65535")
    return int(text)


def _yes_or_no(text: str) -> bool:
    if text.lower() not in (*YES, *NO):
        raise ValueError("yes or no")
    return text.lower() in YES


def _base_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ValueError("an address without a path, like https://support.example.com")
    return text.rstrip("/")


def _address_to_ask(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address, like https://hc-ping.com/your-check")
    return text


def _phone(text: str) -> Phone:
    """Read `twilio://ACCOUNT:TOKEN@+NUMBER`, with `?api=` where its API is another's."""
    parts = urlsplit(text)
    number = (parts.hostname or "") + parts.path
    allowed = ValueError("twilio://ACCOUNT:TOKEN@+12125550100")
    if parts.scheme != "twilio" or not parts.username or not parts.password:
        raise allowed
    if not re.fullmatch(r"\+[1-9]\d{6,14}", number):
        raise allowed
    api = dict(parse_qsl(parts.query)).get("api", "https://api.twilio.com")
    return Phone(unquote(parts.username), unquote(parts.password), number, api.rstrip("/"))


def _offset(text: str) -> timedelta:
    match = re.fullmatch(r"([+-])(\d{1,6})([smhd])", text)
    if not match:
        raise ValueError("a sign, a number and s, m, h or d, like +3h, -30m or +2d")
    sign, count, unit = match.groups()
    return timedelta(**{UNITS[unit]: int(sign + count)})


def _mail(text: str) -> Mail:
    words = "outbox, smtp://[user:password@]host[:port] or smtps://[user:password@]host[:port]"
    if text == "outbox":
        return Mail()
    parts = urlsplit(text)
    try:
        port = parts.port
    except ValueError:
        raise ValueError(words) from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path.strip("/"):
        raise ValueError(words)
    tls = parts.scheme == "smtps"
    return Mail(
        host=parts.hostname,
        port=port or (465 if tls else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
    )


def _demo_way(demo: bool, port: int) -> tuple[Way, ...]:
    """Return where a demo listens for mail by default, so that a newcomer can write to it."""
    return (Way("smtp", "127.0.0.1", port + 25),) if demo and port + 25 < 65536 else ()


def _address(text: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", text):
        raise ValueError("one mail address, like support@example.com")
    return text


def _border(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,253}", text):
        raise ValueError("one name, as your border writes it first in Authentication-Results")
    return text.lower()


def _header(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z-]{0,60}", text):
        raise ValueError("the name of one header, like X-Real-IP or X-Forwarded-For")
    return text


def networks(text: str) -> tuple[Network, ...]:
    """Read networks with spaces between them; an address is a network of one."""
    try:
        return tuple(ip_network(one, strict=False) for one in text.split())
    except ValueError:
        raise ValueError("networks or addresses with spaces between, like 10.0.0.0/8 ::1") from None


def _required(text: str) -> bool:
    if text.lower() not in ("required", "offered"):
        raise ValueError("required or offered")
    return text.lower() == "required"


def _days(text: str) -> timedelta | None:
    if text == "always":
        return None
    match = re.fullmatch(r"([1-9]\d{0,4})d", text)
    if not match:
        raise ValueError("always, or a number of days, like 365d")
    return timedelta(days=int(match.group(1)))


def _folder(text: str) -> Path | None:
    if not (Path(text) / "postgres").is_file():
        raise ValueError("a folder that holds PostgreSQL's `postgres`, 15 or later")
    return Path(text).absolute()


def _level(text: str) -> str:
    if text.lower() not in LEVELS:
        raise ValueError(", ".join(LEVELS))
    return text.lower()


def _database(text: str) -> str | None:
    if urlsplit(text).scheme not in ("postgres", "postgresql"):
        raise ValueError("postgresql://user:password@host:port/name")
    return text
