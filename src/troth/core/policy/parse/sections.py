"""Read the sections of a policy file that are not about time."""

from collections.abc import Iterator

from troth.core.policy import vocabulary
from troth.core.policy.document import (
    NO_ANSWER,
    Cap,
    Channel,
    Chosen,
    Clause,
    CloseReason,
    Closing,
    Contact,
    Counting,
    Entitlement,
    Reopening,
    Severity,
    SeverityRules,
)
from troth.core.policy.parse.faults import MISSING
from troth.core.policy.parse.reader import Table
from troth.core.policy.parse.times import optional_promised, promised, silence_steps, target
from troth.core.policy.target import ALWAYS
from troth.core.policy.waiting import CONTINUE, STAFF_SAY, NoAnswer, WaitingRule

OUTSIDE = "outside "
SOME_HOURS = '"always", the name of hours, or "outside" and the name of hours'


def contact(table: Table) -> Contact:
    """Read the ways to reach support; at least one of them."""
    found = Contact(
        phone=table.optional_text("phone"),
        email=table.optional_text("email"),
        portal=table.optional_text("portal"),
    )
    if table.values.keys().isdisjoint({"phone", "email", "portal"}):
        say = "a policy without a way to reach support helps nobody: name at least one"
        table.faults.add(table.path, found=MISSING, allowed="phone, email or portal", say=say)
    table.done()
    return found


def counting(table: Table) -> Counting:
    """Read how promises are counted."""
    found = Counting(
        clock_starts=table.choice(
            "clock_starts", vocabulary.CLOCK_STARTS, later=vocabulary.CLOCK_STARTS_LATER
        ),
        response_is=table.choice("response_is", vocabulary.RESPONSE_IS),
        business_days_end=table.choice("business_days_end", vocabulary.BUSINESS_DAYS_END),
    )
    table.done()
    return found


def entitlement(table: Table) -> Entitlement:
    """Read who may ask for support."""
    found = Entitlement(
        who=table.choice("who", vocabulary.ENTITLED),
        needs=table.choices("needs", vocabulary.ENTITLEMENT_NEEDS),
        if_not=table.choice("if_not", vocabulary.IF_NOT_ENTITLED),
        decide=target(table, "decide"),
        notice=table.choice("notice", vocabulary.HOLD_NOTICE)
        if table.has("notice")
        else vocabulary.TELLS_LACK,
    )
    table.done()
    return found


def gathering(table: Table) -> tuple[str, ...]:
    """Read what a customer should have ready, in the order it is asked for."""
    asked = table.choices("ask", vocabulary.GATHERED)
    table.done()
    return asked


def channel(table: Table) -> Channel:
    """Read one `[channel.NAME]`: when it is answered, and for which severities."""
    answered = table.text("answered", allowed=SOME_HOURS)
    found = Channel(
        key=table.name,
        clock=answered.removeprefix(OUTSIDE).strip(),
        outside=answered.startswith(OUTSIDE),
        otherwise=(
            table.choice("otherwise", vocabulary.OTHERWISE) if table.has("otherwise") else None
        ),
        severities=table.texts("severities", required=False),
        reaches=table.choice("reaches", vocabulary.REACHES) if table.has("reaches") else None,
        raised_by=table.texts("raised_by", required=False),
    )
    if found.raised_by and not found.reaches:
        say = "raised_by names reports that call a person, and this channel reaches nobody"
        table.fault("raised_by", found=found.raised_by, allowed="reaches as well", say=say)
    if found.outside and found.clock == ALWAYS:
        say = "nothing lies outside always: this channel would never be answered"
        table.fault("answered", found=answered, allowed=SOME_HOURS, say=say)
    if table.values.get("severities") == []:
        say = "a channel for no severity is closed: leave severities out for all, or name some"
        table.fault("severities", found=[], allowed='severities such as ["1"]', say=say)
    table.done()
    return found


def severities(table: Table) -> tuple[Severity, ...]:
    """Read every `[severity.KEY]`, the most severe written first."""
    found = tuple(_severity(one) for one in table.tables())
    if not found and isinstance(table.values, dict):
        say = "a policy ranks troubles by at least one severity"
        table.faults.add(table.path, found=MISSING, allowed="[severity.1]", say=say)
    return found


def _severity(table: Table) -> Severity:
    found = Severity(
        key=table.name,
        name=table.text("name"),
        means=table.text("means"),
        examples=table.texts("examples", required=False),
        response=promised(table, "response"),
        update=optional_promised(table, "update", word="every"),
    )
    table.done()
    return found


def severity_rules(table: Table) -> SeverityRules:
    """Read who suggests and who assigns a severity, which counts until then, and what caps it."""
    found = SeverityRules(
        suggested_by=table.choice("suggested_by", vocabulary.SUGGESTED_BY),
        assigned_by=table.choice("assigned_by", vocabulary.ASSIGNED_BY),
        default=table.text("default", allowed="the key of a severity"),
        caps=tuple(_caps(table)),
    )
    table.done()
    return found


def _caps(table: Table) -> Iterator[Cap]:
    for row in table.rows("highest"):
        yield Cap(
            when=row.choice("when", vocabulary.CAP_WHEN),
            highest=row.text("highest", allowed="the key of a severity"),
        )
        row.done()


def waiting(table: Table) -> WaitingRule:
    """Read one `[waiting.NAME]`: a reason to wait, what ends it, and what it stops meanwhile."""
    ends = table.choice("ends", vocabulary.WAITING_ENDS) if table.has("ends") else STAFF_SAY
    found = WaitingRule(
        key=table.name,
        reason=table.text("reason"),
        ends=ends,
        stops=table.choices("stops", vocabulary.STOPS),
        on_return=(
            table.choice("on_return", vocabulary.ON_RETURN) if table.has("on_return") else CONTINUE
        ),
    )
    if table.has("on_return") and not found.stops:
        say = "nothing stops here, so nothing goes on afterwards: leave on_return out"
        table.fault("on_return", found=found.on_return, allowed="no such key", say=say)
    table.done()
    return found


def closing(table: Table) -> Closing:
    """Read what must have happened before a ticket closes, and for what reasons it may."""
    after = table.choice("after", vocabulary.CLOSING_AFTER)
    reasons: dict[str, CloseReason] = {}
    for one in table.table("reason", holds="for what reasons a ticket may close").tables():
        reasons[one.name] = CloseReason(
            key=one.name,
            name=one.text("name"),
            means=one.text("means"),
            needs=one.choices("needs", vocabulary.CLOSING_NEEDS),
        )
        one.done()
    if not reasons and table.values.get("reason") == {}:
        say = "a ticket that may close for no reason never closes"
        table.fault("reason", found=MISSING, allowed="[closing.reason.NAME]", say=say)
    silence = table.optional_table(NO_ANSWER)
    no_answer = _no_answer(silence) if silence is not None else None
    table.done()
    return Closing(after=after, reasons=reasons, no_answer=no_answer)


def _no_answer(table: Table) -> NoAnswer:
    """Read `[closing.no_answer]`: the wait it counts in, reminders in order, and the end."""
    *reminders, after = silence_steps(table)
    found = NoAnswer(
        waits_in=table.text("waits_in", allowed="the name of a reason to wait"),
        name=table.text("name"),
        means=table.text("means"),
        reminders=tuple(reminders),
        after=after,
    )
    table.done()
    return found


def reopening(table: Table) -> Reopening:
    """Read who decides what a word on a closed ticket does."""
    found = Reopening(
        decided_by=table.choice("decided_by", vocabulary.REOPENING_DECIDED_BY),
        decide=target(table, "decide"),
    )
    table.done()
    return found


def clauses(document: Table) -> Iterator[Clause]:
    """Read every `[[clause]]`: published, not enforced."""
    for row in document.rows("clause"):
        yield Clause(title=row.text("title"), text=row.text("text"))
        row.done()


def chosen(document: Table) -> Iterator[Chosen]:
    """Read every `[[chosen]]`: what the written policy leaves unsaid, and why it is so here."""
    for row in document.rows("chosen"):
        yield Chosen(about=row.text("about"), why=row.text("why"))
        row.done()
