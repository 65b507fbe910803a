"""What every address asks of the desk's own people, in one table, and the one gate that asks.

Reading is open to all of them. Whatever changes something is refused unless it stands here with
the right it takes, so that an address nobody thought of is closed to everybody.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from troth.domain.accounts.models import User
from troth.domain.accounts.rules import MAY, Right, Role, who_may
from troth.interfaces.desk.screens.roles import role_words
from troth.interfaces.now import now

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
ANYBODY = None
"""Signing in and out, and looking after one's own sign-in: whoever it is."""

_WORK = (
    *("reply", "undo", "note", "call", "triage", "correction", "production", "analysis"),
    *("resolution", "closure", "decision", "acceptance", "declining", "terms", "preview-text"),
    *("joining", "separation"),
    *("canned-new", "canned-change", "mail-reading"),
    *("defects", "defect", "ticket-defect", "together"),
    *("page", "page-answer"),
    *("closing-correction", "closing-undoing", "reporter", "waiting", "going-on"),
    *("deciding", "needed-by", "request-kind"),
)
_OWN_SIGN_IN = (
    *("second-factor", "enrolment", "password-forgotten", "password-choice", "password"),
    *("factor", "factor-removal", "recovery", "sessions-end", "session-end"),
)
CHANGES: dict[str, Right | None] = {
    **dict.fromkeys([f"desk:{name}" for name in _WORK], Right.WORK),
    **dict.fromkeys(["live:writing", "web:drafts", "web:uploads", "web:upload"], Right.WORK),
    **dict.fromkeys(["portal:report", "portal:promise", "portal:messages"], Right.WORK),
    **dict.fromkeys(["desk:assignment", "desk:changes"], Right.HAND_ON),
    "desk:hooks": Right.RUN,
    **dict.fromkeys(["desk:workaround", "desk:patch-new"], Right.REASSIGN),
    **dict.fromkeys(["desk:notices-read", "desk:notice-read", "desk:preferences"], Right.SELF),
    **dict.fromkeys(["desk:overrides", "desk:override", "desk:ways", "desk:way"], Right.SELF),
    **dict.fromkeys(["desk:clock", "desk:away", "desk:views", "desk:view"], Right.SELF),
    **dict.fromkeys(["desk:customers", "desk:customer-people", "desk:person"], Right.PEOPLE),
    **dict.fromkeys(["desk:checking", "desk:contract-new", "desk:contract"], Right.AGREE),
    **dict.fromkeys(["desk:mail-test", "desk:mail-allow", "desk:policy"], Right.RUN),
    **dict.fromkeys(["desk:staff", "desk:colleague", "desk:teams", "desk:team"], Right.RUN),
    "desk:colleague-away": Right.LEAD,
    **dict.fromkeys(["desk:sign-in", "desk:sign-out", "desk:first", "account_logout"], ANYBODY),
    **dict.fromkeys(["account_login", "account_request_login_code"], ANYBODY),
    **dict.fromkeys(["account_confirm_login_code"], ANYBODY),
    **dict.fromkeys(["phone:call", "phone:step", "phone:end", "phone:whisper"], ANYBODY),
    **dict.fromkeys(["phone:answer", "phone:page", "phone:page-answer"], ANYBODY),
    "phone:simulator-signature": ANYBODY,
    "pager:page": ANYBODY,  # the link counts, whoever has signed in
    "hooks:patches": ANYBODY,  # whoever signs in is nobody there: a signature counts
    **dict.fromkeys([f"desk:{name}" for name in _OWN_SIGN_IN], ANYBODY),
    # A customer's own pages: staff are told there, as ever, that there is nothing.
    **dict.fromkeys(["portal:company", "portal:preferences", "portal:own-messages"], ANYBODY),
    **dict.fromkeys(["portal:sessions-end", "portal:session-end"], ANYBODY),
    **dict.fromkeys(["portal:own-colleagues"], ANYBODY),
}
"""What may be sent, and the right it takes of the desk's own people."""
FORMS: dict[str, Right] = {
    "desk:assignment": Right.HAND_ON,
    "desk:terms": Right.WORK,
    "desk:further": Right.WORK,
    "desk:ticket-defect": Right.WORK,
    "desk:together": Right.WORK,
    "desk:workaround": Right.REASSIGN,
    "desk:patch-new": Right.REASSIGN,
    "desk:waiting": Right.WORK,
    "desk:decisions": Right.WORK,
    "desk:clock": Right.SELF,
    "desk:away": Right.SELF,
    "desk:preferences": Right.SELF,
}
"""Pages that are nothing but a form: who may not send it is not shown it either."""


class Rights:
    """The gate. It stands behind signing in, and before every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Refuse what a role may not do; say nothing of anything else."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.method in SAFE and name not in FORMS:
            return None
        user = request.user
        if not user.is_authenticated or not user.is_staff or _may(user, request.method, name):
            return None
        return _refused(request, user, name)


def _may(user: User, method: str | None, name: str) -> bool:
    if method in SAFE:
        return user.may(FORMS[name])
    right = CHANGES.get(name, Right.RUN)
    if name not in CHANGES:
        return False
    return right is ANYBODY or user.may(right)


def _refused(request: HttpRequest, user: User, name: str) -> HttpResponse:
    right = CHANGES.get(name)
    say = refusal(user.role, right)
    if name.startswith("web:"):
        return JsonResponse({"say": say}, status=403)
    answer = render(request, "desk/refused.html", {"now": now(), "say": say}, status=403)
    answer["Troth-Say"] = quote(say)  # for the script that shows what failed
    return answer


def refusal(role: str, right: Right | None) -> str:
    """Return why a role may not do something, and who may."""
    if Right.WORK not in MAY[Role(role)]:
        return _("Whoever audits the desk reads everything and changes nothing.")
    allowed = [str(role_words(one)) for one in who_may(right)] if right else []
    if not allowed:
        return _("Nobody may do this.")
    return _("This is not yours to do. Ask somebody who is: %(roles)s.") % {
        "roles": ", ".join(allowed)
    }
