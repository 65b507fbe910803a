"""What one reading of a ticket owes: promises made, kept, brought forward and standing still."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from troth.core.facts import kinds
from troth.core.facts.entry import Entry
from troth.core.policy.document import Severity
from troth.core.policy.edition import Edition
from troth.core.policy.target import Promised, Target
from troth.core.policy.waiting import UNNAMED, WaitingRule
from troth.core.promises.pausing import Waiting, pause, resume, stopped_by
from troth.core.promises.promise import Promise, What
from troth.core.promises.standing import Standing


class Owing:
    """The promises of a ticket under its terms, as facts change them one after the other.

    `over` are the waits that ended by themselves, each with when and as the
    fact that says so.
    """

    def __init__(self, editions: Mapping[int, Edition]) -> None:
        self.promises: list[Promise] = []
        self.standing = Standing()
        self.over: list[tuple[datetime, kinds.WaitingEnded]] = []
        self._editions = editions
        self._open: list[Promise] = []
        self._rule: WaitingRule = UNNAMED
        self._until: datetime | None = None  # of the wait, where it has a date

    # Terms.

    @property
    def _severity(self) -> Severity:
        return self._edition.policy.severity(self.standing.severity)

    def _under(self, terms: kinds.TermsSet) -> None:
        self._terms, self._edition_id = terms, terms.edition
        self._edition = self._editions[terms.edition].terms(terms.plan, terms.region)
        self.standing.edition = terms.edition
        self.standing.plan, self.standing.region = terms.plan, terms.region
        self.standing.contract = terms.contract

    def _target(self, what: What) -> Promised | None:
        if what == "response":
            return self._severity.response
        if what == "update":
            return self._severity.update
        policy = self._edition.policy
        return policy.reopening.decide if what == "decision" else policy.entitlement.decide

    # Promises.

    def _make(self, what: What, at: datetime, entry: Entry, target: Promised | None) -> None:
        if not isinstance(target, Target):
            return  # nothing is promised where the policy says "best effort" or nothing at all
        promise = Promise(
            what=what,
            severity=self.standing.severity,
            made_at=at,
            made_by=entry.position,
            counted_from=at,
            target=target,
            edition=self._edition_id,
            due_at=self._edition.due(at, target),
        )
        self.promises.append(promise)
        self._open.append(promise)
        if what in self._rule.stops:
            self._still(entry.at)

    def _bring_forward(self, promise: Promise, start: datetime, target: Promised | None) -> None:
        if not isinstance(target, Target):
            return
        for one in promise.pauses:  # what the policy let stand still is not counted after all
            start = max(start, one.ends_at or start)
        due = self._edition.due(start, target)
        if due < promise.due_at:
            promise.due_at, promise.counted_from, promise.target = due, start, target
            promise.severity, promise.edition = self.standing.severity, self._edition_id
            promise.pauses = ()

    def _keep(self, whats: tuple[What, ...], at: datetime, position: int) -> None:
        for promise in self._open:
            if promise.what in whats:
                self._go_on(promise, at)
                promise.kept_at, promise.kept_by = at, position
        self._open = [promise for promise in self._open if promise.what not in whats]

    # Waiting.

    def _wait(self, entry: Entry, fact: kinds.WaitingBegan) -> None:
        self._stop_waiting(entry.at)
        self._rule = self._edition.policy.waiting.get(fact.reason, UNNAMED)
        self._until = fact.until
        self.standing.waiting = Waiting(entry.position, fact.reason, entry.at, fact.until)
        self._still(entry.at)

    def _stop_waiting(self, at: datetime) -> None:
        for promise in self._open if self._rule.stops else ():
            self._go_on(promise, at)
        self.standing.waiting, self._until, self._rule = None, None, UNNAMED

    def _wait_is_over(self, at: datetime, why: kinds.EndOfWaiting) -> None:
        """End the wait by itself, and remember that this is still to be written down."""
        if self.standing.waiting is not None:
            self.over.append((at, kinds.WaitingEnded(self.standing.waiting.began, why)))
            self._stop_waiting(at)

    def _still(self, at: datetime) -> None:
        """Let stand still what the wait stops and is not overdue."""
        wait = self.standing.waiting
        if wait is None:
            return
        for promise in self._open:
            stops = promise.what in self._rule.stops and promise.due_at >= at
            if stops and not self._is_still(promise, at):
                pause(promise, wait, at, self._editions[promise.edition])
                if wait.until is not None:
                    resume(promise, wait.until, self._edition_of(promise), anew=self._rule.anew)

    def _stir(self, at: datetime) -> None:
        """Let everything go on for a moment, so that its due time can be compared."""
        for promise in self._open if self._rule.stops else ():
            self._go_on(promise, at)

    def _go_on(self, promise: Promise, at: datetime) -> None:
        wait = self.standing.waiting
        if wait is not None and stopped_by(promise, wait) and self._is_still(promise, at):
            resume(promise, at, self._edition_of(promise), anew=self._rule.anew)

    def _is_still(self, promise: Promise, at: datetime) -> bool:
        ends_at = promise.pauses[-1].ends_at if promise.pauses else at
        return ends_at is None or ends_at > at

    def _edition_of(self, promise: Promise) -> Edition:
        return self._editions[promise.edition]
