"""Whether the menu leads to one's company."""

from django import template

from troth.domain.accounts.models import User
from troth.domain.contracts.queries import looks_after

register = template.Library()


@register.filter
def looks_after_it(user: User) -> bool:
    """Say whether somebody looks after a contract of their company's."""
    return user.person_id is not None and looks_after(user.person_id)
