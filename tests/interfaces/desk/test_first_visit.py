"""A new desk is claimed by whoever was given its address, once; then it says what it lacks."""

import pytest
from django.test import Client

from tests.interfaces.addresses import DESK, routes
from tests.interfaces.portal.conftest import words
from tests.rooms.conftest import FOUNDING
from troth.domain.accounts import staff
from troth.domain.accounts.models import User
from troth.domain.contracts.models import Edition
from troth.domain.refusal import Refused
from troth.domain.security.queries import acts
from troth.interfaces.desk import first_visit

pytestmark = pytest.mark.django_db
ME = {"email": "Lena@ivt.example", "name": "Lena Oduya", "password": "correct horse battery"}


def test_the_first_visitor_enters_themselves_and_the_address_is_gone(client: Client) -> None:
    where = first_visit.address()
    assert "Nobody works here yet" in words(client.get(where).content)
    answer = client.post(where, ME)

    assert answer["Location"] == "/desk/sign-in?next=%2Fdesk%2Fsetup"
    lena = User.objects.get()
    assert (lena.email, lena.role) == ("lena@ivt.example", "administrator")
    assert lena.check_password(ME["password"])
    assert first_visit.address() == ""
    assert [(one.kind, one.whom) for one in acts()] == [("added", "lena@ivt.example")]
    assert client.get(where).status_code == client.post(where, ME).status_code == 404


@pytest.mark.parametrize("word", ["x", "", "0" * 43])
def test_a_stranger_cannot_claim_an_empty_desk(client: Client, word: str) -> None:
    for answer in (client.get(f"/desk/first/{word}"), client.post(f"/desk/first/{word}", ME)):
        assert answer.status_code == 404
    assert not User.objects.exists()


def test_an_easy_password_and_a_wrong_address_are_refused_in_words(client: Client) -> None:
    where = first_visit.address()
    for change in ({"password": "12345678"}, {"email": "nobody"}, {"name": " "}):
        answer = client.post(where, {**ME, **change})
        assert answer.status_code == 422
        assert not User.objects.exists()
    assert "too common" in words(client.post(where, {**ME, "password": "12345678"}).content)


def test_nobody_begins_a_desk_twice() -> None:
    staff.begin(ME["email"], name=ME["name"], password=ME["password"])
    with pytest.raises(Refused, match="works here already"):
        staff.begin("eve@ivt.example", name="Eve", password=ME["password"])


def test_a_new_desk_says_what_it_lacks_and_takes_a_policy(client: Client) -> None:
    client.force_login(staff.begin(ME["email"], name=ME["name"], password=ME["password"]))
    page = words(client.get("/desk/setup").content)
    assert "No support policy is published" in page
    assert "Somebody looks after the desk done" in page

    refused = client.post("/desk/setup/policy", {"text": "[policy]\nvendor = 1\n"})
    assert refused.status_code == 422
    assert "Line 2, policy.vendor" in words(refused.content)
    assert not Edition.objects.exists()

    done = client.post("/desk/setup/policy", {"text": FOUNDING.read_text()}, follow=True)
    assert "is published, and in force from" in words(done.content)
    assert "A support policy is in force done" in words(done.content)
    assert Edition.objects.get().published_by == "Lena Oduya"


def test_an_empty_desk_says_at_its_sign_in_where_the_way_in_is(client: Client) -> None:
    assert "Nobody works here yet." in words(client.get("/desk/sign-in").content)
    staff.begin(ME["email"], name=ME["name"], password=ME["password"])
    assert "Nobody works here yet." not in words(client.get("/desk/sign-in").content)


def test_no_page_of_the_desk_breaks_while_no_policy_is_in_force(client: Client) -> None:
    client.force_login(staff.begin(ME["email"], name=ME["name"], password=ME["password"]))
    for route in [one for one in routes() if one.name in DESK and not one.gaps]:
        page = client.get(route.pattern)
        assert page.status_code in (200, 204, 302, 405, 503), route.name
        if page.status_code == 503:
            assert "Set the desk up" in words(page.content), route.name
