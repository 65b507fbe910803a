"""What is shown where a page cannot be."""

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from troth.interfaces.ui.views import faults


@pytest.fixture
def bold() -> Client:
    """A browser that is answered where Django's own test client would raise."""
    return Client(raise_request_exception=False)


def test_an_address_that_never_was(bold: Client, db: None) -> None:
    answer = bold.get("/nowhere")

    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()


def test_a_text_that_is_too_large_is_refused_with_the_limit(bold: Client, db: None) -> None:
    answer = bold.post("/desk/sign-in", {"username": "a" * 2_200_000})

    assert answer.status_code == 413
    assert "two million characters" in answer.content.decode()


def test_what_cannot_be_read(bold: Client, db: None) -> None:
    answer = bold.get("/", headers={"host": "not a host"})

    assert answer.status_code == 400
    assert "We could not read that" in answer.content.decode()


def asked_while(fault: Exception) -> tuple[int, str, str]:
    """Ask for the page of a fault while it is being dealt with, as Django does."""
    try:
        raise fault
    except type(fault):
        answer = faults.server_error(RequestFactory().get("/"))
    return answer.status_code, answer.content.decode(), answer.get("Retry-After", "")


def test_a_database_that_is_away_is_no_mistake() -> None:
    status, text, again = asked_while(OperationalError("the server closed the connection"))

    assert (status, again) == (503, "10")
    assert "We are away for a moment" in text


def test_a_mistake_of_ours_asks_nothing_of_the_database() -> None:
    status, text, again = asked_while(KeyError("severity"))

    assert (status, again) == (500, "")
    assert "Something went wrong on our side" in text


def test_a_form_without_its_secret(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/desk/sign-in", {"username": "a"})

    assert answer.status_code == 403
    assert "This form has grown old" in answer.content.decode()


@pytest.mark.parametrize("number", [10001, 99999])
def test_who_has_not_signed_in_cannot_learn_which_tickets_there_are(
    number: int, bold: Client, db: None
) -> None:
    answer = bold.get(f"/desk/tickets/{number}")

    assert (answer.status_code, answer["Location"]) == (
        302,
        f"/desk/sign-in?next=%2Fdesk%2Ftickets%2F{number}",
    )
