"""What the demo's agents have prepared: canned replies, and views of the queue."""

from troth.domain.drafts import canned
from troth.domain.queues import actions as views
from troth.domain.tickets.filter import Filter
from troth.interfaces.cli.run.demo_desk.desk import Desk

LOOKING = """\
Thank you, {{customer name}}. We have your report as {{number}} and are looking for the cause.

You hear from us by {{due time}}.
"""
VERSION = """\
Two things would help us, {{customer name}}:

- the **version** of {{product}}, which stands under *Help, About*
- the time at which it happened last
"""
LOGS = """\
Please open *Help, Collect logs*, let the trouble happen again, and answer this message with the
file it makes. Nothing in it names your viewers.
"""


def prepare(desk: Desk) -> None:
    """Keep canned replies for all, one for a team, and views: shared, and one's own."""
    media = desk.media.pk
    for title, text, team in (
        ("We are looking", LOOKING, None),
        ("Ask for the version", VERSION, None),
        ("How to send a log", LOGS, media),
    ):
        canned.prepare(title=title, text=text, team_id=team, by=desk.ines, at=desk.now)
    wrote = Filter(last=("customer",), team=("mine",))
    views.keep("Customer wrote last", "all", wrote, team_id=media, by=desk.ines)
    gravest = Filter(severity=("1", "2"), assignee=("nobody",))
    views.keep("Grave, nobody's", "all", gravest, by=desk.ines)
