"""What happened to a ticket, in words: every entry that nobody wrote."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.core.facts import kinds
from troth.core.policy.edition import Edition
from troth.domain.contracts import queries as contracts
from troth.interfaces.desk.screens.together import moved_words
from troth.interfaces.desk.screens.waits import began_words, ended_words
from troth.interfaces.ui.paging import page_words
from troth.interfaces.ui.promises import TO_STAFF
from troth.interfaces.ui.times import DeskClock

ASKED = {
    "error": gettext_lazy("Found to be an error"),
    "question": gettext_lazy("Found to be a question"),
    "wish": gettext_lazy("Found to be a wish to enhance"),
}
Told = tuple[str, str]
"""A tone ("calm", "soon", "broken" or nothing), and words."""


def event_words(fact: kinds.Kind, edition: Edition, clock: DeskClock, prefix: str) -> Told:
    """Return the tone and the words of an entry that is no message."""
    if isinstance(fact, kinds.Announcement):
        return _announced(fact, clock)
    policy = edition.policy
    match fact:
        case kinds.TermsSet():
            return "", terms_words(fact)
        case kinds.Held(why=why):
            return "soon", _("Held: %(why)s") % {"why": why}
        case kinds.HoldEnded(accepted=True, how="named"):
            return "calm", _("Accepted as a ticket, and named in the contract")
        case kinds.HoldEnded(accepted=True, how="once"):
            return "calm", _("Accepted as a ticket, this once")
        case kinds.HoldEnded(joined=int(number)):
            return "calm", _("Put on %(ticket)s") % {"ticket": f"{prefix}-{number}"}
        case kinds.HoldEnded(accepted=accepted):
            return ("calm", _("Accepted as a ticket")) if accepted else ("", _("Declined"))
        case kinds.SeveritySet(severity=key):
            return "calm", _("Assigned %(severity)s") % {"severity": policy.severity_name(key)}
        case kinds.ProductionSet(production=production):
            there = _("Found to be on a production system")
            return "", there if production else _("Found not to be on a production system")
        case kinds.MessageAccepted():
            return "", _("A message was accepted for delivery")
        case kinds.MessageBounced(why=why):
            return "broken", _("A message came back: %(why)s") % {"why": why}
        case kinds.NeededBySet(needed_at=None):
            return "", _("Needed by no certain time any more")
        case kinds.NeededBySet(needed_at=at) if at is not None:
            return "soon", _("Needed by %(at)s") % {"at": clock.promised(at).words}
        case kinds.RequestKindSet(request=request):
            return "", str(ASKED[request])
        case kinds.WaitingBegan():
            return "", began_words(fact, policy, clock)
        case kinds.WaitingEnded():
            return "", ended_words(fact)
        case kinds.Reminded():
            return "", _("Reminded the customer that we wait for them")
        case kinds.Resolved(how=how):
            return "calm", _("Resolution: a fix") if how == "fix" else _("Resolution: a workaround")
        case kinds.Closed(instead_of=None):
            return "calm", _closed(fact, edition)
        case kinds.Closed():
            said = _("The reason was put right. %(closed)s")
            return "", said % {"closed": _closed(fact, edition)}
    return _moved(fact, prefix)


def terms_words(terms: kinds.TermsSet) -> str:
    """Return the terms a ticket was put on: policy, and plan and region where it has any."""
    policy = contracts.edition(terms.edition).policy
    said = _("Counted by %(title)s, version %(version)s")
    words = [said % {"title": policy.title, "version": policy.version}]
    if terms.plan is not None:
        words.append(_("plan %(plan)s") % {"plan": policy.plans[terms.plan].name})
    if terms.region is not None:
        words.append(_("region %(region)s") % {"region": policy.regions[terms.region].name})
    return ", ".join(words)


def _moved(fact: kinds.Kind, prefix: str) -> Told:
    match fact:
        case kinds.Reopened():
            return "soon", _("Reopened: the customer's word is about the same trouble")
        case kinds.ClosingUndone(why="returned"):
            return "broken", _("Open again: what told the resolution came back")
        case kinds.ClosingUndone():
            return "soon", _("Open again: it was closed by mistake")
        case kinds.ReporterSet():
            return "", _("Found to be somebody else’s")
        case kinds.NewIssued(ticket=number):
            said = _("Stays closed: %(ticket)s was made for the customer's word")
            return "calm", said % {"ticket": f"{prefix}-{number}"}
        case kinds.WordMoved(ticket=number):
            said = _("Stays closed: the customer's word belongs to %(ticket)s")
            return "calm", said % {"ticket": f"{prefix}-{number}"}
        case kinds.Thanked():
            return "calm", _("Stays closed: the customer's word asks for nothing")
        case kinds.DefectLinked(defect=defect):
            return "", _("Linked to DEF-%(defect)s, a known defect") % {"defect": defect}
        case kinds.DefectUnlinked(defect=defect):
            return "", _("No longer linked to DEF-%(defect)s") % {"defect": defect}
        case kinds.PatchReleased(version=version):
            return "calm", _("Patch %(version)s is out for it") % {"version": version}
        case kinds.Assigned(agent=agent):
            return "", _("Assigned") if agent else _("Assigned to nobody")
        case kinds.ColleagueAdded():
            return "", _("Added a colleague, who reads and writes here too")
        case kinds.Withdrawn():
            return "", _("Took a message back before it left")
        case kinds.Corrected(entry=position):
            said = _("Entry %(position)s was a mistake and does not count")
            return "", said % {"position": position}
    return moved_words(fact, prefix) or page_words(fact)


def _announced(fact: kinds.Announcement, clock: DeskClock) -> Told:
    name, due = str(TO_STAFF[fact.what]), clock.promised(fact.due_at).words
    said = {"what": name.lower(), "due": due}
    match fact:
        case kinds.PromiseWarned():
            return "soon", _("%(what)s soon due: %(due)s") % {"what": name, "due": due}
        case kinds.PromiseBroken():
            return "broken", _("Promise broken: %(what)s by %(due)s") % said
        case _:
            return "calm", _("Not broken after all: %(what)s by %(due)s") % said


def _closed(fact: kinds.Closed, edition: Edition) -> str:
    more = f" ({fact.patch or fact.component})" if fact.patch or fact.component else ""
    return _("Closed: %(reason)s") % {
        "reason": f"{edition.policy.closing.called(fact.reason)}{more}"
    }
