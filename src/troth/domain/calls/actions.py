"""What a call does to the desk: each request of its provider once, whatever order they come in."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from troth.core.facts.kinds import Call
from troth.core.line.menu import Caller, after, urgent_severity, welcome
from troth.core.line.verbs import Step, Turn
from troth.domain import outbox
from troth.domain.accounts.models import User
from troth.domain.calls.models import CallStep, PhoneCall, Recording
from troth.domain.calls.queries import person_with
from troth.domain.contracts import queries as contracts
from troth.domain.ledger.actions import Draft, content, name_of
from troth.domain.promises.actions import commit
from troth.domain.promises.story import story
from troth.domain.tickets.actions.intake import take_in
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.report import File, Report
from troth.domain.urgent.actions.paging import raise_page

FETCH = "phone.fetch"
"""The task that fetches a recording from its provider."""
PRESSED = "The caller pressed the key for urgent care. What they say follows, if they stay."


@dataclass(frozen=True, slots=True)
class Said:
    """What a step brought: the keys pressed, a recording, whether somebody was reached."""

    keys: str = ""
    recording: str = ""  # its URL at the provider
    seconds: int = 0
    answered: bool = False
    can_ring: bool = False  # somebody is there to be rung next


@transaction.atomic
def begin(sid: str, number: str, *, at: datetime) -> Turn:
    """Answer a call. The same call again hears the same, as of when it began."""
    call, _new = PhoneCall.objects.get_or_create(
        sid=sid, defaults={"number": number, "person": person_with(number), "began_at": at}
    )
    _id, edition = contracts.current(call.began_at)
    CallStep.objects.get_or_create(call=call, step="", defaults={"at": at})
    return welcome(edition, call.began_at)


@transaction.atomic
def go_on(sid: str, step: Step, said: Said, *, at: datetime) -> Turn:
    """Take a step of a call, and return what the line does next.

    The same step again changes nothing and hears the same: a provider that got no answer asks
    again. A call that nobody heard begin is taken as begun now.
    """
    call = _locked(sid, at)
    known, new = CallStep.objects.get_or_create(
        call=call, step=step, defaults={"keys": said.keys[:40], "at": at}
    )
    _id, edition = contracts.current(call.began_at)
    if new and step in ("contract", "urgent contract"):
        call.contract = said.keys[:60]
        call.save(update_fields=["contract"])
    turn = after(step, known.keys, _caller(call, said), edition)
    if new and said.recording:
        _keep(call, step, said)
    if new and turn.effect == "page":
        _open(call, urgent_severity(edition, call.began_at), at=at)
        _page(call, at)
    elif new and turn.effect == "ticket":
        _open(call, None, at=at)
    return after(step, known.keys, _caller(call, said), edition)


@transaction.atomic
def answer(sid: str, agent: User, *, at: datetime) -> bool:
    """Note which agent took a call; say whether they are the first."""
    call = _locked(sid, at)
    if call.answered_by_id not in (None, agent.pk):
        return False
    call.answered_by, call.answered_at = agent, call.answered_at or at
    call.save(update_fields=["answered_by", "answered_at"])
    return True


@transaction.atomic
def end(sid: str, *, at: datetime) -> None:
    """Note that a call is over, once. Whatever its caller gave is a ticket, or a missed call.

    A contract number, or something said, is a ticket; who hung up without either is shown as a
    missed call until an agent has seen it. A talk that was answered leaves its length.
    """
    call = _locked(sid, at)
    if call.ended_at is not None:
        return
    call.ended_at = at
    call.save(update_fields=["ended_at"])
    gave = bool(call.contract) or call.recordings.exists()
    if call.ticket is None and call.answered_at is None and gave:
        _open(call, None, at=at)
    if call.ticket is not None:
        _log(call, call.ticket, at)


@transaction.atomic
def issue(call: PhoneCall, report: Report, *, by: User, at: datetime) -> Ticket:
    """Make a ticket of a call while it lasts, as the agent heard it; the second time, the same.

    It counts from when the call began. The call is no answer: what is found in it, a resolution
    at first contact.
    """
    locked = PhoneCall.objects.select_for_update().get(pk=call.pk)
    if locked.ticket is None:
        locked.ticket = take_in(report, at=at).ticket
        locked.answered_by = locked.answered_by or by
        locked.answered_at = locked.answered_at or at
        locked.save(update_fields=["ticket", "answered_by", "answered_at"])
    return locked.ticket


@transaction.atomic
def see(call: int, *, at: datetime) -> None:
    """Take a missed call off the list: an agent has dealt with it."""
    PhoneCall.objects.filter(pk=call, seen_at=None).update(seen_at=at)


@transaction.atomic
def fetched(recording: Recording, file: File, *, at: datetime) -> None:
    """Put a recording, once it is in the file store, on its call's ticket."""
    row = Recording.objects.select_for_update().select_related("call").get(pk=recording.pk)
    if row.digest:
        return
    row.digest = file.digest
    row.save(update_fields=["digest"])
    if row.call.ticket_id is not None:
        _put(row.call.ticket_id, f"What the caller said, {row.seconds} s.", (file,), at)


def _locked(sid: str, at: datetime) -> PhoneCall:
    PhoneCall.objects.get_or_create(sid=sid, defaults={"began_at": at})
    return PhoneCall.objects.select_for_update(of=("self",)).select_related("ticket").get(sid=sid)


def _caller(call: PhoneCall, said: Said) -> Caller:
    return Caller(
        call.began_at,
        reference=call.ticket.ref if call.ticket else "",
        can_ring=said.can_ring,
        answered=said.answered,
    )


def _keep(call: PhoneCall, step: str, said: Said) -> None:
    made = Recording.objects.create(call=call, step=step, url=said.recording, seconds=said.seconds)
    outbox.ask(FETCH, recording=made.pk)


def _open(call: PhoneCall, severity: str | None, *, at: datetime) -> None:
    """Make a call's ticket, as of when the call began; once."""
    if call.ticket is not None:
        return
    who = call.person.name if call.person else ""
    text = "\n".join(
        line
        for line in (
            f"A call from {call.number or 'a withheld number'}.",
            f"By its number that is probably {who}, which proves nothing." if who else "",
            f"Contract or account number typed: {call.contract}" if call.contract else "",
            PRESSED if severity else "",
        )
        if line
    )
    report = Report(
        channel="phone",
        key=f"call {call.sid}",
        name=who,
        contract=call.contract,
        subject="A call to urgent care" if severity else "A message on the support line",
        text=text,
        suggested=severity,
        reported_at=call.began_at,
    )
    call.ticket = take_in(report, at=at).ticket
    call.save(update_fields=["ticket"])


def _page(call: PhoneCall, at: datetime) -> None:
    if call.ticket is not None:
        raise_page(story(call.ticket.pk), why="call", by="desk", channel="phone", at=at)


def _log(call: PhoneCall, ticket: Ticket, at: datetime) -> None:
    """Leave an entry of the call with its length; the call that reports a trouble is no answer."""
    length = max(int((at - call.began_at).total_seconds()), 0)
    who = f", taken by {call.answered_by.name}" if call.answered_by else ""
    _put(ticket.pk, f"The call lasted {length // 60} min {length % 60} s{who}.", (), at)


def _put(number: int, text: str, files: tuple[File, ...], at: datetime) -> None:
    body = content(number, {"text": text, "attachments": [asdict(one) for one in files]})
    draft = Draft(Call(name_of(body), reporting=True), by="desk", channel="phone")
    commit(story(number), [draft], at=at, contents=[body])
