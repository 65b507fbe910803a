"""The page of roles says what the code says."""

from pathlib import Path

from troth.domain.accounts.rules import MAY, STAFF, Right, Role

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
BEGIN, END = "<!-- made from troth.domain.accounts.rules; a test keeps it so -->\n", "<!-- end -->"


def table() -> str:
    """Return who may do what, as the page has to show it."""
    rows = [["may", *STAFF], ["---", *("---" for _ in STAFF)]]
    for right in Right:
        rows.append([str(right), *("yes" if right in MAY[role] else "" for role in STAFF)])
    return "".join(f"| {' | '.join(row)} |\n".replace("|  |", "| |") for row in rows)


def test_the_page_of_roles_is_made_from_the_code() -> None:
    page = PAGE.read_text()
    assert page.partition(BEGIN)[2].partition(END)[0] == table()


def test_every_role_is_said_and_a_customer_may_nothing_at_the_desk() -> None:
    assert set(MAY) == set(Role)
    assert MAY[Role.CUSTOMER] == frozenset()
    assert MAY[Role.AUDITOR] == {Right.READ}
    assert MAY[Role.AGENT] < MAY[Role.LEAD] < MAY[Role.ADMINISTRATOR]
