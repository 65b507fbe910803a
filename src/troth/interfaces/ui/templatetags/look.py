"""Pieces of the look that templates print by name."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return a sign from the one sheet of them. It says nothing aloud: a word stands beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def fixed(name: str) -> SafeString:
    """Return a piece that says the same on every page, to everybody: made once a language.

    It is a template of its own, and knows nothing of the page it stands on.
    """
    return _made(name, get_language())


@lru_cache(maxsize=256)
def _made(name: str, _language: str | None) -> SafeString:
    return render_to_string(name)
