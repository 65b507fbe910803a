"""Variables of canned replies."""

import pytest

from troth.domain.drafts.filling import fill, unfilled, unknown

VALUES = {"customer name": "Mara Lind", "number": "IVT-10427", "due time": ""}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Dear {{customer name}},", "Dear Mara Lind,"),
        ("{{ Number }} and {{number}}", "IVT-10427 and IVT-10427"),
        ("by {{due time}}", "by {{due time}}"),
        ("{{who knows}}", "{{who knows}}"),
        ("no {variable} here", "no {variable} here"),
    ],
)
def test_what_is_known_is_filled_in_and_the_rest_is_seen(text: str, filled: str) -> None:
    assert fill(text, VALUES) == filled


def test_what_a_customer_called_themselves_is_no_variable() -> None:
    assert fill("{{customer name}}", {"customer name": "{{number}}", "number": "1"}) == "{{number}}"


def test_what_is_left_is_told_once_and_code_is_left_alone() -> None:
    text = "By {{due time}}, {{due time}} and {{x}}; `{{ user }}` and\n```\n{{ y }}\n```"

    assert unfilled(text) == ["{{due time}}", "{{x}}"]
    assert unknown(text) == ["{{x}}"]
