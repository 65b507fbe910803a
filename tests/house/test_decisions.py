"""Each decision record has a number of its own, and links to them lead somewhere."""

import re
from collections import Counter

from tests.house.files import ROOT

RECORDS = ROOT / "docs" / "decisions"
NUMBERED = re.compile(r"(\d{4})-[a-z0-9-]+\.md")
LINK = re.compile(r"decisions/(\d{4}-[a-z0-9-]+\.md)")


def test_no_two_decisions_bear_one_number() -> None:
    names = [record.name for record in RECORDS.iterdir()]

    assert [name for name in names if not NUMBERED.fullmatch(name)] == []
    numbers = Counter(name[:4] for name in names)
    assert [number for number, count in numbers.items() if count > 1] == []


def test_links_to_decisions_lead_somewhere() -> None:
    pages = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    linked = {name for page in pages for name in LINK.findall(page.read_text("utf-8"))}

    assert {name for name in linked if not (RECORDS / name).exists()} == set()
