"""What happened to a page, in words for staff."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.core.facts import kinds, paging

WHY = {
    "severity": gettext_lazy("The severity calls for whoever is on call"),
    "call": gettext_lazy("A caller asked for urgent care"),
    "held": gettext_lazy("A held report of that severity calls for whoever is on call"),
    "asked": gettext_lazy("Called for whoever is on call"),
}
STOOD_DOWN = {
    "closed": gettext_lazy("The page is over: the ticket was closed"),
    "severity": gettext_lazy("The page is over: the ticket is not that severe"),
    "declined": gettext_lazy("The page is over: the report was declined"),
}
HOW = {
    "handed over": gettext_lazy("The page is on its way; nobody has confirmed it"),
    "failed": gettext_lazy("The page did not go out"),
    "unknown": gettext_lazy("The page may or may not have gone out"),
}


def page_words(fact: kinds.Kind) -> tuple[str, str]:
    """Return the tone and the words of what happened to a page; a kind's name for anything else."""
    match fact:
        case paging.Paged(why=why):
            return "urgent", str(WHY[why])
        case paging.PageAttempted(layer=layer):
            return "", _("Trying %(layer)s") % {"layer": layer.replace("_", " ")}
        case paging.PageAnswered(how=how, said=said):
            tone = "" if how == "handed over" else "broken"
            return tone, f"{HOW[how]}{f': {said}' if said else ''}"
        case paging.PagePassedOver(agent=None):
            return "broken", _("Passed over: nobody is on call whom a page can reach")
        case paging.PagePassedOver():
            return "broken", _("Passed over: whoever is on call has no way to be reached")
        case paging.PageMissed():
            return "broken", _("Everybody on call was tried, and nobody took the page")
        case paging.PageTaken():
            return "calm", _("Took the page")
        case paging.PageStoodDown(why=why):
            return "calm", str(STOOD_DOWN[why])
    return "", fact.kind.replace("_", " ")
