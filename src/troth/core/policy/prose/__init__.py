"""A policy as a person reads it: the page model behind `/policy` and `troth policy show`."""

from troth.core.policy.prose.model import Bullets, Page, Paragraph, Section, Table
from troth.core.policy.prose.page import page
from troth.core.policy.prose.plain import plain
from troth.core.policy.prose.today import HoursState, today

__all__ = [
    "Bullets",
    "HoursState",
    "Page",
    "Paragraph",
    "Section",
    "Table",
    "page",
    "plain",
    "today",
]
