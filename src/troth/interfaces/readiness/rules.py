"""What a desk needs, step by step, and which of it is missing: values in, values out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NOBODYS_HOSTS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Found:
    """How a desk stands. A fault is told in words; an empty one is none."""

    edition: str = ""  # the policy in force
    coming: str = ""  # where none is: the day from which one will be
    administrators: int = 0
    here: int = 0  # who works on tickets, and is not away
    url: str = ""
    mail_from: str = ""
    mail_out_fault: str = ""
    ways_in: tuple[str, ...] = ()
    mail_in_fault: str = ""
    checks: bool = False  # reports are checked against contracts
    may_ask: int = 0  # people whom contracts in force name, or domains
    told: int = 0  # who is told at once of a new ticket
    silent: tuple[str, ...] = ()  # severities with a promised response that nobody is told of
    around_the_clock: tuple[str, ...] = ()  # severities whose response counts at night
    has_rota: bool = False
    uncovered: tuple[str, ...] = ()  # when nobody who can be reached is on call, the first first


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a desk needs: how it stands, and where it is mended."""

    key: str
    name: str
    done: bool
    say: str
    command: str = ""
    to: str = ""  # the name of the page where it is mended
    advice: bool = False  # a real customer could be taken without it
    more: tuple[str, ...] = field(default=())

    @property
    def is_setting(self) -> bool:
        """Say whether it is mended by a setting, and not by a command."""
        return self.command.startswith("TROTH_")


def steps(found: Found) -> list[Step]:
    """Return every step, in the order in which a new desk takes them."""
    return [
        _policy(found),
        *_people(found),
        _address(found),
        *_mail(found),
        _customer(found),
        _told(found),
        *_on_call(found),
    ]


def missing(found: Found) -> list[Step]:
    """Return the steps without which no real customer could be taken."""
    return [one for one in steps(found) if not one.done and not one.advice]


def _policy(found: Found) -> Step:
    if found.edition:
        say = _("%(edition)s is in force.") % {"edition": found.edition}
    elif found.coming:
        say = _("None is in force before %(day)s, so nothing can be reported until then.") % {
            "day": found.coming
        }
    else:
        say = _("No support policy is published, so nothing can be promised to anybody.")
    return Step(
        "policy",
        _("A support policy is in force"),
        bool(found.edition),
        say,
        command="troth policy publish my-policy.toml",
        to="setup",
    )


def _people(found: Found) -> Iterator[Step]:
    yield Step(
        "administrator",
        _("Somebody looks after the desk"),
        found.administrators > 0,
        ngettext("%(n)s administrator.", "%(n)s administrators.", found.administrators)
        % {"n": found.administrators}
        if found.administrators
        else _("Nobody may publish a policy, look after mail, or say who works here."),
        command='troth agents add you@example.com "Your Name" --role administrator',
        to="staff",
    )
    yield Step(
        "agents",
        _("Somebody is here to answer"),
        found.here > 0,
        ngettext("%(n)s of our people is here.", "%(n)s of our people are here.", found.here)
        % {"n": found.here}
        if found.here
        else _("Nobody works on tickets now: all are away, or none are entered."),
        command='troth agents add ines@example.com "Ines Duarte"',
        to="staff",
    )


def _address(found: Found) -> Step:
    parts = urlsplit(found.url)
    host = parts.hostname or ""
    if host in NOBODYS_HOSTS:
        say = _("Links in mail lead to %(url)s, which only this machine can open.")
    elif parts.scheme != "https":
        say = _("%(url)s is not https, so anybody on the way reads along.")
    else:
        say = _("Links lead to %(url)s.")
    return Step(
        "address",
        _("Customers can reach it"),
        parts.scheme == "https" and host not in NOBODYS_HOSTS,
        say % {"url": found.url},
        command="TROTH_URL=https://support.example.com",
    )


def _mail(found: Found) -> Iterator[Step]:
    own = found.mail_from.rpartition("@")[2] in NOBODYS_HOSTS
    fault = found.mail_out_fault or (
        _("Mail would come from %(address)s, where nobody can answer.")
        % {"address": found.mail_from}
        if own
        else ""
    )
    yield Step(
        "mail-out",
        _("Mail goes out"),
        not fault,
        fault
        or _("From %(address)s, by the next mail server, which answers.")
        % {"address": found.mail_from},
        command="TROTH_MAIL=smtp://mail.example.com TROTH_MAIL_FROM=support@example.com",
        to="mail",
    )
    fault = found.mail_in_fault or (
        ""
        if found.ways_in
        else _("No way in is set: what customers answer by mail reaches nobody.")
    )
    yield Step(
        "mail-in",
        _("Mail comes in"),
        not fault,
        fault or _("By %(ways)s.") % {"ways": ", ".join(found.ways_in)},
        command="TROTH_MAIL_IN=imaps://support:password@mail.example.com/INBOX",
        to="mail",
    )


def _customer(found: Found) -> Step:
    name = _("A customer's people may ask")
    if found.may_ask:
        say = _("Contracts in force name %(n)s people and mail domains.") % {"n": found.may_ask}
    elif found.checks:
        say = _("Contracts are checked and name nobody, so every report would wait for you.")
    else:
        say = _("No contract in force names anybody. Until you check them, everybody is taken in.")
    return Step(
        "customer",
        name,
        found.may_ask > 0,
        say,
        command="troth customers import customers.csv",
        to="customers",
        advice=not found.checks,
    )


def _told(found: Found) -> Step:
    if found.told:
        say = ngettext(
            "%(n)s person is told at once of a new ticket.",
            "%(n)s people are told at once of a new ticket.",
            found.told,
        ) % {"n": found.told}
    else:
        say = _(
            "Nobody is told at once of a new %(names)s: no team is given new tickets in turn, and"
            " nobody asked to hear of them."
        ) % {"names": ", ".join(found.silent) or _("ticket")}
    return Step(
        "told",
        _("Somebody is told of every severity"),
        found.told > 0 or (bool(found.edition) and not found.silent),
        say,
        command="troth teams takes-new Support",
        to="staff",
    )


def _on_call(found: Found) -> Iterator[Step]:
    if not found.around_the_clock:
        return
    names = ", ".join(found.around_the_clock)
    if not found.has_rota:
        say = _("%(names)s is promised around the clock, and no rota says who is on call.")
    elif found.uncovered:
        say = _("%(names)s is promised around the clock, and nobody who can be reached is on call:")
    else:
        say = _("%(names)s is promised around the clock, and somebody is on call all week.")
    yield Step(
        "on-call",
        _("Somebody is on call"),
        found.has_rota and not found.uncovered,
        say % {"names": names},
        command="troth rota publish rota.toml",
        more=found.uncovered if found.has_rota else (),
    )
