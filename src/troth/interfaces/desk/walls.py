"""Instants that somebody types as their own clock on the wall shows them."""

from datetime import UTC, datetime, tzinfo

from django import forms
from django.utils.translation import gettext as _


def read_wall(text: str, zone: tzinfo) -> datetime | None:
    """Read what a `datetime-local` field says, in somebody's zone; None where it is empty.

    Raises:
        ValidationError: it is no time there is.
    """
    if not text.strip():
        return None
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        raise forms.ValidationError(_("Give a date and a time.")) from None
    if read.tzinfo is not None or not 1970 < read.year < 9000:
        raise forms.ValidationError(_("Give a date and a time."))
    return read.replace(tzinfo=zone).astimezone(UTC)
