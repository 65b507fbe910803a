"""Django's `i18n`, with a `translate` that looks a text up once a language, not once a page.

A page of the desk says some hundred texts of its own, and Django makes a lazy string of each
every time. The settings put this library in the place of Django's, under its name.
"""

from django.template import Context, Library, Node
from django.template.base import Parser, Token, Variable
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Said(Node):
    """A text that depends on the reader's language and on nothing else."""

    def __init__(self, translated: i18n.TranslateNode) -> None:
        self.translated = translated
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """Return the text as Django's own node does."""
        language = get_language()
        if language not in self.said:
            self.said[language] = self.translated.render(context)
        return self.said[language]


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    """Read Django's `translate`; only a text without filters, and printed in place, is kept."""
    node = i18n.do_translate(parser, token)
    text = node.filter_expression
    is_literal = isinstance(text.var, Variable) and text.var.literal is not None
    kept = is_literal and not (text.filters or node.asvar or node.message_context)
    return Said(node) if kept else node
