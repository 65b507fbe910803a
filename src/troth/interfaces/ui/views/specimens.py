"""The living page of the design system: every component in every state."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

SHELVES = {
    _("Ground"): ("colours", "type", "icon"),
    _("Finding one's way"): ("masthead", "menu", "tabs", "keys", "palette", "search"),
    _("Acting and asking"): (
        "button",
        "field",
        "choice",
        "composer",
        "draft",
        "stale",
        "uploads",
        "action",
        "canned",
        "mail",
        "mentions",
        "tool",
    ),
    _("Telling"): ("tag", "notice", "toast", "weather", "panel", "loading", "apology"),
    _("Notices"): ("told", "ways", "steps"),
    _("Signing in"): ("signing-in",),
    _("Lists"): (
        "queue",
        "narrowed",
        "bulk",
        "arrivals",
        "people",
        "gathered",
        "deciding",
        "ahead",
        "on-call",
        "telephone",
        "wall",
    ),
    _("A ticket"): (
        "ticket",
        "company",
        "promise",
        "entry",
        "picture",
        "facts",
        "formatted",
        "history",
    ),
    _("The customer's side"): (
        "front",
        "answer",
        "reporting",
        "own-ticket",
        "owed-list",
        "document",
        "letter",
    ),
}
SWATCHES = (
    *("paper", "sheet", "sunk", "line", "ink", "ink-soft", "brand", "calm", "calm-wash"),
    *("soon", "soon-wash", "broken", "broken-wash", "urgent", "theirs", "ours", "ours-wash"),
    *("private", "private-wash"),
)
ICONS = (
    *("search", "bell", "person", "down", "right", "left", "close", "check", "plus", "clock"),
    *("warning", "lock", "reply", "clip", "offline", "more", "file", "screen"),
)
ROWS = (
    ("broken", "Answer broken 12 min ago"),
    ("soon", "Answer in 12 min"),
    ("calm", "Update in 19 h 29 min"),
    ("none", "Nothing due"),
)


@dataclass(frozen=True, slots=True)
class Specimen:
    """One component on the shelf."""

    name: str

    @property
    def template(self) -> str:
        """Return the template that shows it."""
        return f"ui/specimens/_{self.name}.html"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show every component in light and dark.

    Raises:
        Http404: this desk is no demo.
    """
    if not settings.TROTH.demo:
        raise Http404("Only a demo shows its components.")
    page = {
        "shelves": {shelf: [Specimen(one) for one in names] for shelf, names in SHELVES.items()},
        "themes": ("light", "dark"),
        "swatches": SWATCHES,
        "icons": ICONS,
        "rows": ROWS,
    }
    return render(request, "ui/specimens/index.html", page)
