"""No text of a template escapes translation."""

import re
from pathlib import Path

import pytest

from tests.house.files import SRC, ours, shown

SPECIMENS = "ui/specimens/_"  # samples of what people write, on a page of the demo alone
PIECE = re.compile(
    r"""(\{\#.*?\#\}|\{%.*?%\}|\{\{.*?\}\}|<(?:\{%.*?%\}|\{\{.*?\}\}|"[^"]*"|'[^']*'|[^<>"'])*>)""",
    re.DOTALL,
)
SAID = re.compile(
    r'\b(?:aria-label|title|placeholder|alt|data-key-name)="([^"{]*[A-Za-z]{2}[^"{]*)"'
)
HUSHED = ("code", "script", "style", "kbd")
NAMES = re.compile(r"\b(Troth|UTC|MiB|KiB|Esc|Enter)\b")
CLASS_BLOCK = re.compile(r"\{% block (main_class|room)\b")


def bare(template: Path) -> list[str]:
    """Return the texts of a template that gettext never sees."""
    found, translating, hushed = [], False, False
    for piece in PIECE.split(template.read_text("utf-8")):
        if piece.startswith("{%"):
            if "blocktranslate" in piece:
                translating = "endblock" not in piece
            elif piece.startswith("{% block"):
                hushed = CLASS_BLOCK.match(piece) is not None
            elif piece.startswith("{% endblock"):
                hushed = False
        elif piece.startswith("<"):
            found += [said for said in SAID.findall(piece) if "@" not in said]
            name = re.match(r"</?([a-z]+)", piece)
            if name and name[1] in HUSHED:
                hushed = not piece.startswith("</")
        elif not piece.startswith(("{#", "{{")) and not translating and not hushed:
            said = NAMES.sub("", re.sub(r"&\w+;", "", piece)).strip()
            if re.search(r"[A-Za-z]{2}", said):
                found.append(said)
    return found


TEMPLATES = [
    path for path in ours(".html", under=SRC / "interfaces") if SPECIMENS not in path.as_posix()
]


@pytest.mark.parametrize("template", TEMPLATES, ids=shown)
def test_no_text_of_a_template_is_bare(template: Path) -> None:
    assert bare(template) == [], "wrap it in {% translate %} or {% blocktranslate trimmed %}"


def test_a_bare_text_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '<p title="Why">{% if one %}Sent{% endif %} {{ name }}{% translate "Yes" %}</p>'
    )

    assert bare(page) == ["Why", "Sent"]
