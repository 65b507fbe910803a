"""Reading a ticket's facts once, in order, for how it stands and what it was promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from troth.core.facts import kinds
from troth.core.facts.entry import Entry
from troth.core.policy.edition import Edition
from troth.core.policy.target import Target
from troth.core.policy.waiting import CUSTOMER_WRITES, PATCH_RELEASED
from troth.core.promises.arrived import arrived, human_messages, returned_acceptances
from troth.core.promises.owing import Owing


class Reading(Owing):
    """One pass over facts that stand, in the order they happened.

    `promises` and `standing` are what came of it. Facts that are announcements
    or were corrected must have been left out (`facts.entry.standing`).
    """

    def __init__(self, entries: Sequence[Entry], editions: Mapping[int, Edition]) -> None:
        super().__init__(editions)
        by_kind: defaultdict[type[kinds.Kind], list[Any]] = defaultdict(list)
        for entry in entries:
            by_kind[type(entry.fact)].append(entry)
        self._heard_at = {entry.position: entry.at for entry in by_kind[kinds.MessageIn]}
        self._human = human_messages(by_kind[kinds.MessageOut])
        self._returned = returned_acceptances(
            by_kind[kinds.MessageAccepted], by_kind[kinds.MessageBounced]
        )
        self._arrived = arrived(by_kind, self._returned) if by_kind[kinds.Reminded] else set()
        self._resolutions = {entry.fact.told_by for entry in by_kind[kinds.Resolved]}
        self._under(by_kind[kinds.TermsSet][0].fact)
        self._held = bool(by_kind[kinds.Held])
        self._released: dict[str, tuple[int, ...]] = {}  # version -> the defects it puts right
        for entry in entries:
            if self._until is not None and entry.at >= self._until:
                self._wait_is_over(self._until, "date came")
            hear = _HEARD_BY.get(type(entry.fact))
            if hear is not None:
                hear(self, entry, entry.fact)
        told = {entry.fact.began for entry in by_kind[kinds.WaitingEnded]}
        self.over = [one for one in self.over if one[1].began not in told]

    # What each kind does, in the order of a ticket's life.

    def _reported(self, entry: Entry, fact: kinds.Reported) -> None:
        policy = self._edition.policy
        self._reported_at = entry.at
        self.standing.channel = entry.channel
        self.standing.suggested = fact.suggested
        self.standing.production = fact.production
        self.standing.severity = policy.capped(fact.suggested, production=fact.production)
        self._customer_spoke(entry)
        if self._held:
            self.standing.held = True
            self._make("hold decision", entry.at, entry, policy.entitlement.decide)
        elif policy.counting.clock_starts == "reported":
            self._make("response", entry.at, entry, self._severity.response)

    def _terms_set(self, entry: Entry, fact: kinds.TermsSet) -> None:
        """Count by new terms, which never move a promise later than the customer was told."""
        if fact == self._terms:
            return
        self._under(fact)
        now = self.standing
        now.severity = self._edition.policy.capped(now.severity, production=now.production)
        self._stir(entry.at)
        for promise in self._open:
            target = self._target(promise.what)
            if promise.due_at >= entry.at:
                self._bring_forward(promise, promise.made_at, target)
        self._still(entry.at)
        self._promise_what_was_not(entry)

    def _hold_ended(self, entry: Entry, fact: kinds.HoldEnded) -> None:
        self._keep(("hold decision",), entry.at, entry.position)
        self.standing.held = False
        if fact.accepted:
            self._make("response", self._reported_at, entry, self._severity.response)
        else:
            self.standing.declined = True
            self.standing.closed_at = entry.at

    def _severity_set(self, entry: Entry, fact: kinds.SeveritySet) -> None:
        policy = self._edition.policy
        order = [severity.key for severity in policy.severities]
        severity = policy.known(fact.severity)  # a correction may bring back one not offered now
        raised = order.index(severity) < order.index(self.standing.severity)
        first = not self.standing.triaged
        self.standing.severity = severity
        self.standing.triaged = True
        self._heeded()
        if first and policy.counting.clock_starts == "severity set":
            self._make("response", entry.at, entry, self._severity.response)
        elif raised and self.standing.closed_at is None:
            self._raise(entry)

    def _raise(self, entry: Entry) -> None:
        """Take the earlier of the old due time and the new target, counted from the raise."""
        self._stir(entry.at)
        waiting = [p for p in self._open if p.what in ("response", "update")]
        for promise in waiting:
            target = self._target(promise.what)
            if promise.due_at >= entry.at:
                self._bring_forward(promise, entry.at, target)
        self._still(entry.at)
        answers = [p for p in waiting if p.what == "response"]
        if answers and all(p.due_at < entry.at for p in answers):
            self._make("response", entry.at, entry, self._severity.response)
        else:
            self._promise_what_was_not(entry)

    def _promise_what_was_not(self, entry: Entry) -> None:
        """Promise what was promised nothing so far: an answer, or news once there was one."""
        if self.standing.held or self.standing.closed_at is not None:
            return
        if any(promise.what in ("response", "update") for promise in self._open):
            return
        if self.standing.answered_at is None:
            self._make("response", entry.at, entry, self._severity.response)
        elif self.standing.resolved_at is None:
            self._make("update", entry.at, entry, self._severity.update)

    def _production_set(self, entry: Entry, fact: kinds.ProductionSet) -> None:
        """Cap the severity. Promises that were made stand; only staff raise it again."""
        self.standing.production = fact.production
        policy = self._edition.policy
        self.standing.severity = policy.capped(self.standing.severity, production=fact.production)

    def _message_in(self, entry: Entry, fact: kinds.MessageIn) -> None:
        if fact.automatic:
            return
        self._customer_spoke(entry)
        self._asked(fact)
        if self._rule.ends == CUSTOMER_WRITES:
            self._wait_is_over(entry.at, "customer wrote")
        policy = self._edition.policy
        if self.standing.closed_at is not None:
            if self.standing.undecided is None:
                self.standing.undecided = entry.position
                self._make("decision", entry.at, entry, policy.reopening.decide)
        elif self.standing.resolved_at is not None and fact.says != "solved":
            # A word after the resolution may contest it: nobody may forget the ticket until
            # staff have answered or closed it.
            self.standing.resolved_at = None
            if not any(promise.what == "update" for promise in self._open):
                self._make("update", entry.at, entry, self._severity.update)

    def _asked(self, fact: kinds.MessageIn) -> None:
        if fact.says is not None:
            self.standing.asks = fact.says
        elif self.standing.asks == "solved":
            self.standing.asks = ""  # whoever writes again is not done

    def _message_out(self, entry: Entry, fact: kinds.MessageOut) -> None:
        if fact.published and not fact.automatic:
            self._we_spoke(entry, told_by=entry.position)

    def _message_accepted(self, entry: Entry, fact: kinds.MessageAccepted) -> None:
        by_mail = fact.message in self._human and not self._human[fact.message]
        if by_mail and entry.position not in self._returned:
            self._we_spoke(entry, told_by=fact.message)

    def _call(self, entry: Entry, fact: kinds.Call) -> None:
        if not fact.reporting or entry.position in self._resolutions:
            self._we_spoke(entry, told_by=entry.position)

    def _we_spoke(self, entry: Entry, told_by: int) -> None:
        """Keep what was owed, and start the next update unless this told the resolution."""
        self.standing.last_word_at, self.standing.last_word_by = entry.at, "us"
        if told_by > (self.standing.handover or 0):
            self.standing.handover = None
        if self.standing.held or self.standing.closed_at is not None:
            return
        self._heeded()
        self._keep(("response", "update"), entry.at, entry.position)
        self.standing.answered_at = self.standing.answered_at or entry.at
        if told_by in self._resolutions:
            self.standing.resolved_at = self.standing.communicated_at = entry.at
            self.standing.patch = ""
        elif self.standing.resolved_at is None:
            self._make("update", entry.at, entry, self._severity.update)

    def _resolved(self, entry: Entry, fact: kinds.Resolved) -> None:
        self.standing.resolution = entry.position

    def _closed(self, entry: Entry, fact: kinds.Closed) -> None:
        if fact.instead_of is not None:
            if self.standing.closed_at is not None:
                self.standing.closing = entry.position  # closed since then, for another reason
            return
        if self.standing.resolution is not None and self.standing.communicated_at is None:
            return  # what it stood on came back: the customer has not been told (clause "closing")
        self._stop_waiting(entry.at)
        self.standing.closed_at, self.standing.closing = entry.at, entry.position
        self.standing.asks = self.standing.patch = ""
        for promise in self._open:
            if promise.due_at >= entry.at:
                promise.void_at, promise.void_by = entry.at, entry.position
        # What was missed is still owed if the ticket is ever reopened: the next answer ends it.
        self._open = [promise for promise in self._open if promise.is_open]

    def _reopened(self, entry: Entry, fact: kinds.Reopened) -> None:
        self._decided(entry)
        self.standing.closed_at = self.standing.closing = self.standing.resolution = None
        self.standing.resolved_at = self.standing.communicated_at = None
        self.standing.answered_at = None
        self._make("response", self._heard_at[fact.message], entry, self._severity.response)

    def _decided(self, entry: Entry, _: object = None) -> None:
        self._keep(("decision",), entry.at, entry.position)
        self.standing.undecided = None

    def _waiting_began(self, entry: Entry, fact: kinds.WaitingBegan) -> None:
        if not self.standing.held and self.standing.closed_at is None:
            self._wait(entry, fact)

    def _waiting_ended(self, entry: Entry, fact: kinds.WaitingEnded) -> None:
        if self.standing.waiting is not None and self.standing.waiting.began == fact.began:
            self._stop_waiting(entry.at)

    def _reminded(self, entry: Entry, fact: kinds.Reminded) -> None:
        now = self.standing
        if now.waiting is not None and now.waiting.began == fact.began:
            unheard = now.waiting.unheard or fact.message not in self._arrived
            now.waiting = replace(now.waiting, reminded=now.waiting.reminded + 1, unheard=unheard)

    def _needed_by_set(self, entry: Entry, fact: kinds.NeededBySet) -> None:
        self.standing.needed_at = fact.needed_at
        self.standing.needed_by = entry.position if fact.needed_at else None

    def _request_kind_set(self, entry: Entry, fact: kinds.RequestKindSet) -> None:
        self.standing.request = fact.request

    def _heeded(self) -> None:
        if self.standing.asks == "urgent":
            self.standing.asks = ""

    def _customer_spoke(self, entry: Entry) -> None:
        self.standing.last_word_at, self.standing.last_word_by = entry.at, "customer"

    def _assigned(self, entry: Entry, fact: kinds.Assigned) -> None:
        self.standing.assignee, self.standing.team = fact.agent, fact.team
        self.standing.given = True
        if fact.content is not None:
            self.standing.handover = entry.position

    def _merged_into(self, entry: Entry, fact: kinds.MergedInto) -> None:
        """End it here. What it owed and has not missed, or is owed elsewhere now, is void."""
        self._stop_waiting(entry.at)
        now = self.standing
        now.merged_into, now.closed_at = fact.ticket, entry.at
        now.asks = now.patch = ""
        for promise in self._open:
            name = f"{promise.what}:{promise.made_by}"
            if promise.due_at >= entry.at or name in fact.carried:
                promise.void_at, promise.void_by = entry.at, entry.position
        self._open = [promise for promise in self._open if promise.is_open]

    def _merged_from(self, entry: Entry, _: kinds.MergedFrom) -> None:
        """Owe an answer to what came with another ticket, as after a customer's word."""
        if self.standing.closed_at is None:
            self.standing.resolved_at = None
        self._promise_what_was_not(entry)

    def _promise_carried(self, entry: Entry, fact: kinds.PromiseCarried) -> None:
        """Owe what another ticket owed: the earlier of two due times counts."""
        policy = self._editions[fact.edition].terms(fact.plan, fact.region).policy
        severity = policy.severity(policy.known(fact.severity))
        target = severity.response if fact.what == "response" else severity.update
        if not isinstance(target, Target):
            return
        mine = [promise for promise in self._open if promise.what == fact.what]
        if not mine:
            self._make(fact.what, fact.counted_from, entry, target)
            mine = self._open[-1:]
            mine[0].made_at = entry.at
        for promise in mine:
            if fact.due_at <= promise.due_at or promise.made_by == entry.position:
                promise.due_at, promise.counted_from = fact.due_at, fact.counted_from
                promise.target, promise.severity = target, fact.severity
                promise.edition = fact.edition

    def _defect_linked(self, entry: Entry, fact: kinds.DefectLinked) -> None:
        if fact.defect not in self.standing.defects:
            self.standing.defects = (*self.standing.defects, fact.defect)
            self._patched()

    def _defect_unlinked(self, entry: Entry, fact: kinds.DefectUnlinked) -> None:
        others = (one for one in self.standing.defects if one != fact.defect)
        self.standing.defects = tuple(others)
        self._patched()

    def _patch_released(self, entry: Entry, fact: kinds.PatchReleased) -> None:
        self._released[fact.version] = fact.defects
        self._patched()
        if fact.version in self.standing.patches and self.standing.closed_at is None:
            self.standing.patch = fact.version
            if self._rule.ends == PATCH_RELEASED:
                self._wait_is_over(entry.at, "patch released")

    def _patched(self) -> None:
        """Say which patches count: those for a defect that the ticket is linked to now."""
        now = self.standing
        found = (v for v, defects in self._released.items() if set(defects) & set(now.defects))
        now.patches = tuple(found)
        if now.patch not in now.patches:
            now.patch = ""


_HEARD_BY: dict[type[kinds.Kind], Callable[[Reading, Entry, Any], None]] = {
    kinds.Reported: Reading._reported,
    kinds.TermsSet: Reading._terms_set,
    kinds.HoldEnded: Reading._hold_ended,
    kinds.SeveritySet: Reading._severity_set,
    kinds.ProductionSet: Reading._production_set,
    kinds.MessageIn: Reading._message_in,
    kinds.MessageOut: Reading._message_out,
    kinds.MessageAccepted: Reading._message_accepted,
    kinds.Call: Reading._call,
    kinds.Resolved: Reading._resolved,
    kinds.Closed: Reading._closed,
    kinds.Reopened: Reading._reopened,
    kinds.NewIssued: Reading._decided,
    kinds.WordMoved: Reading._decided,
    kinds.Thanked: Reading._decided,
    kinds.Assigned: Reading._assigned,
    kinds.NeededBySet: Reading._needed_by_set,
    kinds.RequestKindSet: Reading._request_kind_set,
    kinds.WaitingBegan: Reading._waiting_began,
    kinds.WaitingEnded: Reading._waiting_ended,
    kinds.Reminded: Reading._reminded,
    kinds.MergedInto: Reading._merged_into,
    kinds.MergedFrom: Reading._merged_from,
    kinds.PromiseCarried: Reading._promise_carried,
    kinds.DefectLinked: Reading._defect_linked,
    kinds.DefectUnlinked: Reading._defect_unlinked,
    kinds.PatchReleased: Reading._patch_released,
}
