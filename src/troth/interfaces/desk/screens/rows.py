"""Rows of the queue as HTML. Fifty are a page, and a template's look-ups would take too long.

Everything is escaped here, but for times, which escape their own words.
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

from troth.interfaces.desk.screens.queue import Row


def printed(rows: Iterable[Row]) -> SafeString:
    """Return the rows as items of a list; each whole row opens its ticket."""
    return SafeString("\n".join([_row(one) for one in rows]))


def _row(row: Row) -> str:
    return f"""\
<li class="queue__row queue__row--{row.tone}" id="row-{row.number}" data-row data-seen="{row.seen}">
  {_pick(row)}
  <span class="queue__due"{_title(row.due_words)}>{escape(row.what)} {row.left}</span>
  <span class="queue__clock">{row.due}</span>
  <span class="queue__severity">{_severity(row)}</span>
  <span class="queue__subject">{_subject(row)}{_flags(row)}</span>
  <span class="queue__who">{_who(row)}</span>
  <span class="queue__last{_so(row.by_customer, " queue__last--customer")}">\
{escape(row.last)} {row.last_at}</span>
  <span class="queue__agent{_so(row.is_mine, " queue__agent--mine")}\
{_so(row.is_nobody, " queue__agent--nobody")}">{escape(row.agent)}</span>
</li>"""


def _pick(row: Row) -> str:
    name = escape(row.pick)
    return (
        '<label class="queue__pick"><input type="checkbox" form="bulk" name="ticket"'
        f' value="{row.number}.{row.seen}" data-row-key="x"'
        f' data-key-name="{name}" aria-label="{name}"></label>'
    )


def _severity(row: Row) -> str:
    return f'<span class="tag{_so(row.urgent, " tag--urgent")}">{escape(row.severity)}</span>'


def _subject(row: Row) -> str:
    return (
        f'<span class="queue__ref">{escape(row.ref)}</span>'
        f' <a href="{escape(row.url)}" id="to-{row.number}">{escape(row.subject)}</a>'
    )


def _flags(row: Row) -> str:
    told = [f' <span class="tag tag--{tone}">{escape(flag)}</span>' for flag, tone in row.flags]
    return "".join(told)


def _who(row: Row) -> str:
    person = f'<span class="queue__person"> · {escape(row.person)}</span>' if row.person else ""
    return f"{escape(row.company)}{person}"


def _title(words: str) -> str:
    return f' title="{escape(words)}"' if words else ""


def _so(is_so: bool, name: str) -> str:
    return name if is_so else ""
