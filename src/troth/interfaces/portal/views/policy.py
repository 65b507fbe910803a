"""The published policy."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from troth.core.policy.prose import Bullets, Paragraph, Section, Table, page, today
from troth.domain.contracts import queries as contracts
from troth.domain.refusal import Refused
from troth.interfaces.now import now

KINDS = {Paragraph: "paragraph", Bullets: "bullets", Table: "table"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A section as the template walks it: each block beside the name of its kind."""

    section: Section
    blocks: tuple[tuple[str, Paragraph | Bullets | Table], ...]
    sections: tuple["Shown", ...]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the edition in force, as a vendor's policy page."""
    at = now()
    try:
        _, edition = contracts.current(at)
    except Refused as refused:
        return render(request, "portal/closed.html", {"now": at, "say": refused.say}, status=503)
    told = page(edition, at)
    shown = {
        "now": at,
        "page": told,
        "policy": edition.policy,
        "sections": _shown(told.sections),
        "hours": today(edition, at),
    }
    return render(request, "portal/policy/show.html", shown)


def _shown(sections: Iterable[Section]) -> tuple[Shown, ...]:
    return tuple(
        Shown(
            section,
            tuple((KINDS[type(block)], block) for block in section.blocks),
            _shown(section.sections),
        )
        for section in sections
    )
