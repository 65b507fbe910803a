"""Every component of the look stands on its living page."""

import re
from pathlib import Path

import pytest

from tests.house.files import SRC
from troth.interfaces.ui.views.specimens import SHELVES, Specimen

UI = SRC / "interfaces" / "ui"
SHELF = UI / "templates" / "ui" / "specimens"
COMPONENTS = sorted((UI / "static" / "ui" / "css" / "components").glob("*.css"))
SHOWN = {name for names in SHELVES.values() for name in names}
BLOCK = re.compile(r"^  \.([a-z]+(?:-[a-z]+)*)", re.M)


@pytest.mark.parametrize("sheet", COMPONENTS, ids=lambda sheet: sheet.stem)
def test_a_component_has_a_specimen(sheet: Path) -> None:
    specimen = SHELF / f"_{sheet.stem}.html"
    if sheet.stem == "specimen":
        return

    assert specimen.exists(), f"show {sheet.name} in {specimen.name}, and name it in SHELVES"
    assert sheet.stem in SHOWN, f"name {sheet.stem} in SHELVES of ui/views/specimens.py"
    blocks = "|".join(set(BLOCK.findall(sheet.read_text("utf-8"))))
    assert re.search(rf'class="[^"]*\b({blocks})(?:\b|__)|{{% icon', specimen.read_text("utf-8")), (
        blocks
    )


def test_a_specimen_that_is_named_is_there() -> None:
    for name in SHOWN:
        assert (SHELF / Path(Specimen(name).template).name).exists()


def test_a_sheet_is_part_of_the_whole() -> None:
    main = (UI / "static" / "ui" / "css" / "main.css").read_text("utf-8")

    assert [sheet.name for sheet in COMPONENTS if f"components/{sheet.name}" not in main] == []
