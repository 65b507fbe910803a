"""Filters of the queue in words: what is chosen, what may be chosen, and the addresses for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.core.policy.document import Policy
from troth.domain.accounts import queries as accounts
from troth.domain.customers.models import Customer
from troth.domain.tickets.filter import NAMES, Filter, Pair, length, read

MOST_CUSTOMERS = 300
"""Customers a page lists to choose from; the others are found by searching."""
Given = QueryDict | Sequence[Pair]
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing the queue is narrowed to, and the address without it."""

    name: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a name, as the form of filters offers it."""

    key: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """A name of the filter, with its values."""

    key: str
    words: str
    values: list[Choice]
    many: bool  # boxes to tick; else a list to choose one from


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks the queue for: a tab, a filter, and what there is not."""

    only: str
    wanted: Filter
    chips: list[Chip]
    strange: list[str]  # "severity: 9"

    @property
    def query(self) -> str:
        """Return the filter as an address spells it."""
        return urlencode(self.wanted.pairs())


def ask(only: str, given: Given, policy: Policy) -> Asked:
    """Read an address; what it names that is not there is left out, and told."""
    pairs = _pairs(given)
    wanted, strange = read(pairs, [severity.key for severity in policy.severities])
    names = words(policy, wanted)
    for name in ("customer", "assignee", "team"):
        for value in getattr(wanted, name):
            if value not in names[name]:
                wanted = wanted.without(name, value)
                strange.append((name, value))
    chips = [
        Chip(titles()[name], names[name].get(value, value), url(only, wanted.without(name, value)))
        for name, value in wanted.pairs()
    ]
    told = [f"{titles()[name].lower()}: {value[:40]}" for name, value in strange]
    return Asked(only, wanted, chips, told)


def url(only: str, wanted: Filter, **more: str) -> str:
    """Return the address of a tab narrowed so."""
    pairs = [*wanted.pairs(), *more.items()]
    address = reverse("desk:tab", args=[only])
    return f"{address}?{urlencode(pairs)}" if pairs else address


def titles() -> dict[str, str]:
    """Return what each name is called."""
    return {
        "severity": _("Severity"),
        "customer": _("Customer"),
        "assignee": _("Agent"),
        "team": _("Team"),
        "channel": _("Reported"),
        "state": _("State"),
        "last": _("Last word"),
        "due": _("Due within"),
    }


def words(policy: Policy, wanted: Filter, *, all_of_them: bool = False) -> Names:
    """Return the words for values: of those that are asked for, or of all there are."""
    customers = Customer.objects.order_by("name")
    found = {
        "severity": {severity.key: severity.name for severity in policy.severities},
        "channel": {"web": _("on the web"), "mail": _("by mail"), "phone": _("on the phone")},
        "state": {
            "untriaged": _("untriaged"),
            "held": _("held"),
            "broken": _("broken"),
            "undecided": _("to decide"),
            "resolved": _("resolved"),
            "patched": _("patch is out"),
        },
        "last": {"customer": _("the customer's"), "us": _("ours")},
        "due": {one: due_words(one) for one in {"30m", "2h", "8h", "1d", "3d", *wanted.due}},
        "customer": {},
        "assignee": {"me": _("me"), "nobody": _("nobody")},
        "team": {"mine": _("my teams"), "none": _("no team")},
    }
    if all_of_them or wanted.customer:
        listed = customers[:MOST_CUSTOMERS] if all_of_them else []
        asked = customers.filter(pk__in=wanted.ids("customer")) if wanted.customer else []
        found["customer"] = {str(one.pk): one.name for one in [*asked, *listed]}
    if all_of_them or wanted.ids("assignee"):
        found["assignee"] |= {str(one.pk): one.name for one in accounts.agents()}
    if all_of_them or wanted.ids("team"):
        found["team"] |= {str(one.pk): one.name for one in accounts.teams()}
    return found


def form(policy: Policy, wanted: Filter) -> list[Choices]:
    """Return everything the queue can be narrowed to, with what is chosen."""
    names = words(policy, wanted, all_of_them=True)
    order = {"due": sorted(names["due"], key=length)}
    return [
        Choices(
            name,
            titles()[name],
            [
                Choice(key, names[name][key], key in getattr(wanted, name))
                for key in order.get(name, names[name])
            ],
            many=name in ("severity", "channel", "state", "last"),
        )
        for name in NAMES
    ]


def due_words(due: str) -> str:
    """Return a length as a person says it: "2 hours"."""
    count = int(due[:-1])
    if due.endswith("m"):
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    if due.endswith("h"):
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def _pairs(given: Given) -> list[Pair]:
    if isinstance(given, QueryDict):
        return [(name, str(value)) for name, values in given.lists() for value in values]
    return list(given)
