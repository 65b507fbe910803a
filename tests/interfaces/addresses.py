"""Every address of the running configuration, and who may have what is there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from tests.interfaces.world import ACME, AGENTS

GAP = re.compile(r"<(?:(\w+):)?(\w+)>")

# Anybody may ask; nothing there is somebody's.
OPEN = {
    *("portal:home", "portal:policy", "portal:report", "portal:promise", "portal:received"),
    *("account_login", "account_request_login_code", "account_confirm_login_code"),
    *("account_logout", "desk:sign-in", "desk:sign-out", "desk:first", "ui:specimens", "health"),
    *("desk:second-factor", "desk:enrolment", "desk:password-forgotten", "desk:password-choice"),
    "hooks:patches",  # who has signed nothing is told so
    *("phone:call", "phone:step", "phone:end", "phone:whisper", "phone:answer", "phone:page"),
    *("phone:page-answer", "phone:simulator", "phone:simulator-signature"),
    "phone:simulator-recording",  # in a demo alone
    *("portal:outbox", "portal:letter"),  # in a demo alone
}
# Machines call there; their signature stands for a form's token.
SIGNED = {
    *("hooks:patches", "phone:call", "phone:step", "phone:end", "phone:whisper", "phone:answer"),
    *("phone:page", "phone:page-answer"),
}
# Whoever signs in as a customer; with a number, the ticket's company.
CUSTOMERS = {
    *("portal:tickets", "portal:preferences", "portal:own-ticket", "portal:own-messages"),
    *("portal:company", "portal:sessions", "portal:sessions-end", "portal:session-end"),
    *("portal:own-colleagues", "portal:own-file", "portal:own-preview"),
}
LINKS = {"pager:page", "portal:ticket", "portal:messages", "portal:file", "portal:preview"}
# Whose they are is found from who asks; nobody names an owner.
ONES_OWN = {"web:drafts", "web:uploads", "web:upload"}
DESK = {
    *("desk:queue", "desk:notices", "desk:bell", "desk:notices-read", "desk:notice-read"),
    *("desk:names", "desk:wallboard", "desk:preferences", "desk:tab", "desk:palette"),
    *("desk:search", "desk:filters", "desk:changes", "desk:clock", "desk:away", "desk:views"),
    *("desk:view", "desk:ticket", "desk:news", "desk:history", "desk:promises", "desk:why"),
    *("desk:file", "desk:preview", "desk:canned", "desk:canned-new", "desk:canned-change"),
    *("desk:canned-offer", "desk:preview-text", "desk:reply", "desk:undo", "desk:note"),
    *("desk:call", "desk:triage", "desk:analysis", "desk:resolution", "desk:closure"),
    *("desk:decision", "desk:acceptance", "desk:declining", "desk:assignment"),
    *("desk:terms", "desk:production", "desk:correction", "desk:further"),
    *("desk:closing-correction", "desk:closing-undoing", "desk:reporter"),
    *("desk:joining", "desk:separation"),
    *("desk:waiting", "desk:going-on", "desk:decisions", "desk:deciding"),
    *("desk:needed-by", "desk:request-kind"),
    *("desk:mail", "desk:mail-test", "desk:mail-allow", "desk:mail-reading"),
    *("desk:mail-original", "live:desk", "live:ticket", "live:company", "live:writing"),
    *("desk:customers", "desk:checking", "desk:customer", "desk:customer-people"),
    *("desk:defects", "desk:defect", "desk:workaround", "desk:ticket-defect", "desk:together"),
    *("desk:patches", "desk:patch-new", "desk:patch", "desk:hooks"),
    *("desk:contract-new", "desk:person", "desk:contract"),
    *("desk:security", "desk:password", "desk:factor", "desk:factor-removal", "desk:recovery"),
    *("desk:sessions-end", "desk:session-end", "desk:acts"),
    *("desk:setup", "desk:policy", "desk:staff", "desk:colleague", "desk:colleague-away"),
    *("desk:teams", "desk:team"),
    *("desk:on-call", "desk:overrides", "desk:override", "desk:ways", "desk:way"),
    *("desk:page", "desk:page-answer"),
}
OF_ONE_AGENT = {"desk:notice-read", "desk:view", "desk:session-end"}  # of Ines here
OF_ONE_PERSON = {"web:upload", "portal:session-end"}  # of Mara here


@dataclass(frozen=True)
class Route:
    """One address pattern, with gaps for what it names."""

    name: str
    pattern: str

    @property
    def gaps(self) -> dict[str, str]:
        """Return each gap and the kind of its filling."""
        return {name: kind or "str" for kind, name in GAP.findall(self.pattern)}

    def at(self, filling: dict[str, str]) -> str:
        """Return the address with its gaps filled."""
        return GAP.sub(lambda gap: filling[gap[2]], self.pattern)

    @property
    def is_for(self) -> frozenset[str]:
        """Return who is shown what the world holds at this address."""
        if self.name in OF_ONE_AGENT:
            return frozenset({"the administrator"})
        if self.name in OF_ONE_PERSON:
            return frozenset({"the reporter"})
        return AGENTS if self.name in DESK else ACME if self.name in CUSTOMERS else frozenset()


def routes() -> list[Route]:
    """Return every route of the running configuration."""
    return sorted(_walked(get_resolver().url_patterns), key=lambda one: one.name)


def _walked(
    patterns: list[URLPattern | URLResolver], room: str = "", before: str = "/"
) -> Iterator[Route]:
    for one in patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walked(one.url_patterns, one.namespace or room, address)
        else:
            yield Route(f"{room}:{one.name}".strip(":"), address)
