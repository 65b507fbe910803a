"""What wakes an agent on every page of the desk: notices unread, and pages that all have missed."""

from dataclasses import dataclass

from django import template

from troth.domain.accounts.models import User
from troth.domain.notices.queries import MANY, waking

register = template.Library()


@dataclass(frozen=True, slots=True)
class Bell:
    """The count as the bell shows it ("" for none, "99+" for very many), and tickets paged for."""

    count: str
    loud: list[int]


@register.simple_tag
def bell(user: User) -> Bell:
    """Return what rings for an agent."""
    count, loud = waking(user)
    return Bell(f"{MANY - 1}+" if count >= MANY else str(count or ""), loud)
