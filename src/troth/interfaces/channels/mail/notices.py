"""What the desk's own mail says: values in, text out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from troth.core.facts import kinds
from troth.core.facts.entry import Entry
from troth.core.policy.edition import Edition
from troth.core.policy.prose.wording import and_list, target_words
from troth.core.promises.promise import Promise
from troth.core.promises.standing import Standing, next_owed
from troth.interfaces.channels.mail.wording import (
    instant_words,
    missing_words,
    promise_words,
    urgent_words,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a message of the desk can speak of, as it stands when it is written.

    `told` is the fact the message tells of: the last one before it that is no
    message. `why` is what staff gave as its reason, or a patch's release notes.
    """

    ref: str
    prefix: str
    subject: str
    name: str
    zone: str
    link: str
    edition: Edition
    promises: tuple[Promise, ...]
    standing: Standing
    missing: tuple[str, ...]
    told: kinds.Kind | None
    why: str
    at: datetime
    authorised: tuple[str, ...] = ()  # names, where the policy lets a held sender know them
    waits_for: str = ""  # what exactly the ticket waits for


def write(purpose: str, text: str, scene: Scene, left_out: Iterable[str] = ()) -> str:
    """Return the whole text of a message.

    What a person wrote stands as written, above the ticket's number and
    address; files too large for a mail are named. What nobody wrote is composed for its purpose.

    Raises:
        LookupError: nobody wrote it, and the desk has no words for its purpose.
    """
    if text:
        names = ", ".join(left_out)
        files = f"Too large for a mail, and to be had at the address below: {names}"
        return _joined([text, files if names else "", _foot(scene)])
    return _joined([_greeting(scene), *_NOTICES[purpose](scene), _foot(scene)])


def telling(entries: Iterable[Entry], position: int) -> kinds.Kind | None:
    """Return the fact that the message at `position` tells of."""
    tells = (
        kinds.Reported | kinds.SeveritySet | kinds.Corrected | kinds.Closed | kinds.ClosingUndone
        | kinds.Reopened | kinds.WordMoved | kinds.Thanked | kinds.Linked | kinds.Held
        | kinds.HoldEnded | kinds.PatchReleased
    )  # fmt: skip
    before = [
        one.fact for one in entries if one.position < position and isinstance(one.fact, tells)
    ]
    return before[-1] if before else None


def _receipt(scene: Scene) -> list[str]:
    policy, key = scene.edition.policy, scene.standing.severity
    severity = policy.severity(key).name
    if scene.standing.triaged:
        counts = f"It is {severity}."
    elif scene.standing.suggested not in (None, key):
        suggested = policy.severity_name(str(scene.standing.suggested))
        counts = f"You suggested {suggested}; on your terms it counts as {severity}"
        counts += " until our staff have assigned a severity."
    elif scene.standing.suggested:
        counts = f"You suggested {severity}; that counts until our staff have assigned a severity."
    else:
        counts = f"It counts as {severity} until our staff have assigned a severity."
    return [
        f"We have your report “{scene.subject}”. Its number is {scene.ref}.",
        f"{_next(scene)} {counts}".strip(),
        urgent_words(key, scene.edition, scene.at),
        missing_words(list(scene.missing)),
    ]


def _triage_notice(scene: Scene) -> list[str]:
    severity = scene.edition.policy.severity(scene.standing.severity)
    return [
        f"Our staff have assigned {severity.name} to {scene.ref}, “{scene.subject}”.",
        f"{severity.name} means: {severity.means.strip()}",
        f"The reason: {scene.why}" if scene.why else "",
        _next(scene),
        urgent_words(severity.key, scene.edition, scene.at),
    ]


def _correction_notice(scene: Scene) -> list[str]:
    severity = scene.edition.policy.severity(scene.standing.severity)
    until = "" if scene.standing.triaged else " until our staff have assigned a severity"
    return [
        (
            f"The severity we assigned to {scene.ref}, “{scene.subject}”, was a mistake. What"
            f" stood before it stands again: it counts as {severity.name}{until}."
        ),
        f"The reason: {scene.why}" if scene.why else "",
        _next(scene),
        urgent_words(severity.key, scene.edition, scene.at),
    ]


def _closing_notice(scene: Scene) -> list[str]:
    policy, reason = scene.edition.policy, _reason(scene)
    return [
        f"{scene.ref}, “{scene.subject}”, is closed." + (f" {reason}." if reason else ""),
        (
            "If the trouble is not over, or comes back, answer this mail: our staff then decide"
            " whether this ticket is opened again or a new one is made for it,"
            f" {target_words(policy.reopening.decide)}."
        ),
    ]


def _reminder(scene: Scene) -> list[str]:
    policy, wait = scene.edition.policy, scene.standing.waiting
    rule, silence = policy.waiting.get(wait.reason if wait else ""), policy.closing.no_answer
    last = silence is not None and wait is not None and wait.reminded >= len(silence.reminders)
    return [
        (
            f"{scene.ref}, “{scene.subject}”, waits for your answer."
            + (f" {rule.reason}." if rule else "")
        ),
        f"What we asked for: {scene.waits_for}" if scene.waits_for else "",
        "Answer this mail, and we go on.",
        (
            f"If we hear nothing, we close the ticket {target_words(silence.after)} from when we"
            " began to wait. You can write to us about it afterwards all the same."
            if silence and last
            else ""
        ),
    ]


def _closing_correction_notice(scene: Scene) -> list[str]:
    return [
        (
            f"The reason we gave for closing {scene.ref}, “{scene.subject}”, was a mistake. It is"
            f" closed for this one: {_reason(scene)}."
        ),
    ]


def _open_again_notice(scene: Scene) -> list[str]:
    return [
        (
            f"We closed {scene.ref}, “{scene.subject}”, by mistake. It is open as before, and"
            " everything promised for it stands again."
        ),
        f"The reason: {scene.why}" if scene.why else "",
        _next(scene),
    ]


def _reason(scene: Scene) -> str:
    """Return the reason a ticket was closed for, as the policy names it."""
    closed = scene.told
    if not isinstance(closed, kinds.Closed):
        return ""
    more = closed.patch or closed.component
    return scene.edition.policy.closing.called(closed.reason) + (f" ({more})" if more else "")


def _decision_notice(scene: Scene) -> list[str]:
    if isinstance(scene.told, kinds.Linked):
        old = f"{scene.prefix}-{scene.told.ticket}"
        done = (
            f"What you wrote on {old} is now a ticket of its own, {scene.ref}; {old} stays closed."
        )
    elif isinstance(scene.told, kinds.WordMoved):
        there = f"{scene.prefix}-{scene.told.ticket}"
        return [
            (
                f"What you wrote on {scene.ref}, “{scene.subject}”, belongs to {there}, which is"
                f" open. We go on there; {scene.ref} stays closed."
            )
        ]
    elif isinstance(scene.told, kinds.Thanked):
        return [
            (
                f"We have read what you wrote on {scene.ref}, “{scene.subject}”, and take it that"
                " nothing is left to do: it stays closed. If that is wrong, answer this mail."
            )
        ]
    else:
        done = f"We have opened {scene.ref}, “{scene.subject}”, again."
    urgent = urgent_words(scene.standing.severity, scene.edition, scene.at)
    return [done, _next(scene), urgent]


def _colleague_notice(scene: Scene) -> list[str]:
    return [
        f"A colleague of yours has added you to {scene.ref}, “{scene.subject}”.",
        "What we write about it reaches you as well, and you may answer this mail.",
        "" if scene.standing.closed_at else _next(scene),
    ]


def _patch_notice(scene: Scene) -> list[str]:
    version = scene.told.version if isinstance(scene.told, kinds.PatchReleased) else ""
    return [
        (
            f"Version {version} is released. It contains the change that {scene.ref},"
            f" “{scene.subject}”, has been waiting for."
        ),
        f"What is told of it:\n\n{scene.why}" if scene.why else "",
        "If it does not put things right for you, answer this mail.",
        _next(scene),
    ]


LACKS = {
    "unknown": "we do not know this address as one of a customer's authorised support users",
    "left": "this address is no longer one of a customer's authorised support users",
    "no contract": "we know of no support contract for your company",
    "not begun": "your company's support contract had not begun yet",
    "ended": "your company's support contract has ended",
    "expired": "your company's support contract has run out",
    "not covered": "your company's support contract does not cover this product",
    "not named": "your company's support contract does not name you as an authorised support user",
    "over quota": "your company's support contract already names as many people as it may",
}
"""What is missing, in words for whoever reported. They name nobody."""


def _hold_notice(scene: Scene) -> list[str]:
    lacks = scene.told.lacks if isinstance(scene.told, kinds.Held) else None
    missing = LACKS.get(lacks or "", "we could not tell whose report this is")
    return [
        (
            f"We have your report “{scene.subject}”, and have kept all of it. It waits for our"
            f" staff to decide, because {missing}."
        ),
        _next(scene),
        "If they take it on, everything we promise counts from when you reported it.",
        (
            f"Authorised support users at your company are {and_list(scene.authorised)}: they may"
            " report it in your stead, and whoever looks after the contract may add you."
            if scene.authorised
            else ""
        ),
        (
            "If somebody at your company looks after your support contract, ask them to add you."
            " If you wrote from another address than usual, or know your contract's number, answer"
            " this mail and say so."
        ),
        urgent_words(scene.standing.severity, scene.edition, scene.at),
    ]


_NOTICES = {
    "hold notice": _hold_notice,
    "colleague notice": _colleague_notice,
    "patch notice": _patch_notice,
    "receipt": _receipt,
    "triage notice": _triage_notice,
    "correction notice": _correction_notice,
    "closing notice": _closing_notice,
    "reminder": _reminder,
    "closing correction notice": _closing_correction_notice,
    "open again notice": _open_again_notice,
    "decision notice": _decision_notice,
}


def _next(scene: Scene) -> str:
    """Return what is promised next; what is overdue is owned up to."""
    first = next_owed(scene.promises, scene.standing)
    if first is None:
        now = scene.standing
        waits = not (now.answered_at or now.held or now.closed_at)
        return "A person answers; by when is not promised." if waits else ""
    if first.due_at < scene.at:
        due = instant_words(first.due_at, scene.edition, scene.zone)
        return f"We owed you an answer by {due} and are late with it. We are sorry."
    words = promise_words(first, scene.edition, scene.zone)
    if first.what == "response" and first.severity != scene.standing.severity:
        return f"{words} That was promised before, and stands."
    return words


def _greeting(scene: Scene) -> str:
    return f"Hello {scene.name}," if scene.name else "Hello,"


def _foot(scene: Scene) -> str:
    return f"{scene.ref}: {scene.link}" if scene.link else scene.ref


def _joined(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(one.strip() for one in paragraphs if one.strip()) + "\n"
