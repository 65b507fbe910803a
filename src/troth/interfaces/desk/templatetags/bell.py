"""How many notices wait to be read, for every page of the desk."""

from django import template

from troth.domain.accounts.models import User
from troth.domain.notices.queries import MANY, unread

register = template.Library()


@register.simple_tag
def unread_notices(user: User) -> str:
    """Return the count as the bell shows it: "" for none, "99+" for very many."""
    count = unread(user)
    return f"{MANY - 1}+" if count >= MANY else str(count or "")
