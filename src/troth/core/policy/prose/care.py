"""Sections about reaching support, about who may, and about what only stands written."""

from collections.abc import Iterator

from troth.core.policy.document import Channel, Policy
from troth.core.policy.prose.model import Bullets, Paragraph, Section, Table
from troth.core.policy.prose.subjects import subject
from troth.core.policy.prose.wording import (
    anchor_of,
    and_list,
    answered_words,
    capital,
    main_hours,
    or_list,
    target_words,
)
from troth.core.policy.vocabulary import (
    IN_FORCE,
    MAIL_DOMAIN,
    NAMED,
    SIGNS_IN,
    TELLS_LACK,
    TELLS_WHO,
)

WAYS = {"phone": "Telephone", "email": "E-mail", "portal": "Web"}
ASKED = {
    "name": "your name",
    "company": "your company",
    "contract or account number": "your contract or account number",
    "system specifications": "the specifications of your system",
    "description": "a detailed description of the trouble",
    "suggested severity": "the severity you suggest, from those defined below",
    "production or not": "whether the trouble is on a production system",
}
WHO = {
    NAMED: "people whom your contract names as authorised support users",
    MAIL_DOMAIN: (
        "people whom your contract names as authorised support users, and people who write from a"
        " mail domain it names"
    ),
    SIGNS_IN: "everybody at your company who can sign in with us",
}
NEEDS = {IN_FORCE: "the contract must be in force"}
IF_NOT = {
    "hold, tell the sender, staff decide": (
        "A report from anybody else is not thrown away: it is held, its sender is told so, and our"
        " staff decide about it {within}."
    ),
}
NOTICE = {
    TELLS_LACK: "What it tells them is what is missing; it names nobody.",
    TELLS_WHO: (
        "It tells them what is missing, and by name who at their company is an authorised support"
        " user, where the address they wrote from is one of that company's."
    ),
}
REACHES = {"person on call": "It reaches the person on call."}


def contact(policy: Policy) -> Section:
    """List the ways to reach support, and when each is answered."""
    rows = []
    for key, label in WAYS.items():
        address = getattr(policy.contact, key)
        if address is not None:
            channel = policy.channels.get(key)
            rows.append((label, address, answered_words(channel) if channel else ""))
    others = [
        (capital(channel.key.replace("_", " ")), "", answered_words(channel))
        for channel in policy.channels.values()
        if channel.key not in WAYS and not channel.outside
    ]
    return Section(
        anchor="contact",
        title="How to reach us",
        standing="published",
        blocks=(Table("Ways to reach support", ("Way", "Where", "Answered"), (*rows, *others)),),
    )


def out_of_hours(policy: Policy) -> Iterator[Section]:
    """Say what answers when support is closed, and for which severities."""
    closed = [channel for channel in policy.channels.values() if channel.outside]
    for channel in closed:
        name = channel.key.replace("_", " ")
        blocks = [Paragraph(_urgent(policy, channel, name))]
        told_by = [
            WAYS.get(one.key, one.key.replace("_", " ")).lower()
            for one in policy.channels.values()
            if one.otherwise is not None
        ]
        if told_by:
            blocks.append(
                Paragraph(
                    f"How to reach {name} is said by {and_list(told_by)} whenever support is"
                    " closed, together with the hours it opens at."
                )
            )
        yield Section(anchor_of(name), capital(name), "published", tuple(blocks))


def _urgent(policy: Policy, channel: Channel, name: str) -> str:
    names = [policy.severity(key).name for key in channel.severities]
    only = f", for {and_list(names)} only" if names else ""
    rule = main_hours(policy)
    reaches = f" {REACHES[channel.reaches]}" if channel.reaches else ""
    closed = "when support is closed" if channel.clock == rule.key else answered_words(channel)
    return f"{capital(name)} is there {closed}{only}.{reaches}{_raised(channel, names)}"


def _raised(channel: Channel, names: list[str]) -> str:
    """Say which reports reach the person on call without a call."""
    if not channel.raised_by:
        return ""
    ways = or_list(WAYS.get(key, key.replace("_", " ")).lower() for key in channel.raised_by)
    what = f"A report of {or_list(names)}" if names else "A report"
    return f" {what} that comes by {ways} then reaches them too."


def entitled(policy: Policy) -> Section:
    """Say who may ask, and what becomes of anybody else's report."""
    rule = policy.entitlement
    needs = and_list(NEEDS[one] for one in rule.needs)
    who = f"Support is given to {WHO[rule.who]}" + (f"; {needs}." if needs else ".")
    otherwise = IF_NOT[rule.if_not].format(within=target_words(rule.decide))
    said = f"{otherwise} {NOTICE[rule.notice]}"
    return Section("who-may-ask", "Who may ask", "enforced", (Paragraph(who), Paragraph(said)))


def gathering(policy: Policy) -> Section:
    """List what to have ready before asking."""
    return Section(
        "what-to-have-ready",
        "What to have ready",
        "enforced",
        (
            Paragraph("Have this at hand when you report a trouble; our form asks for it too:"),
            Bullets(tuple(ASKED[one] for one in policy.gathering)),
            Paragraph(
                "A report that lacks some of it is taken all the same; we ask for the rest, once."
            ),
        ),
    )


def clauses(policy: Policy) -> Iterator[Section]:
    """Publish each clause that nothing enforces."""
    for clause in policy.clauses:
        paragraphs = tuple(Paragraph(text.strip()) for text in clause.text.split("\n\n"))
        yield Section(anchor_of(clause.title), clause.title, "published", paragraphs)


def chosen(policy: Policy) -> Iterator[Section]:
    """Tell what the written policy leaves unsaid, and what was chosen for it."""
    if policy.chosen:
        yield Section(
            "what-we-chose",
            "What the policy leaves unsaid, and what we chose",
            "published",
            (
                Paragraph(
                    "A promise is only as good as its plainest reading. Where the policy as first"
                    " written leaves something open, this is how we read it, and why."
                ),
                Table(
                    "Choices made",
                    ("About", "Why it is so"),
                    tuple((subject(policy, one.about), one.why) for one in policy.chosen),
                ),
            ),
        )
