"""Every address of the portal, walked as everybody, with everybody else's numbers and links."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.interfaces.portal.conftest import REPORT
from tests.interfaces.portal.people import EVE, MARA, NOA, make, signed_in
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.contracts.naming import leave
from troth.domain.customers.actions import identity
from troth.domain.customers.models import Person
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import takes_part, token_for
from troth.domain.tickets.queries import visible_to
from troth.interfaces.portal.urls import urlpatterns

PUBLIC = {"home", "policy", "report", "promise", "received", "outbox", "letter"}
BY_NUMBER = {"tickets", "own-ticket", "own-messages", "own-colleagues", "own-file", "own-preview"}
BY_LINK = {"ticket", "messages", "file", "preview"}
ONES_OWN = {"preferences", "company", "sessions", "sessions-end", "session-end"}  # of no ticket
SECRET = "Our secret project is down."


@pytest.fixture
def acmes(client: Client, policy: None, ines: User) -> Ticket:
    """A ticket of Acme with a file, and people who may and may not see it."""
    make(MARA, "Mara Lind", "Acme")
    make(NOA, "Noa Berg", "Acme")
    make(EVE, "Eve Hart", "Elsewhere")
    file = SimpleUploadedFile("log.txt", SECRET.encode())
    client.post("/report", {**REPORT, "email": MARA, "subject": SECRET, "attachments": [file]})
    return Ticket.objects.get()


def test_every_address_of_the_portal_is_on_this_walk() -> None:
    assert {str(one.name) for one in urlpatterns} == PUBLIC | BY_NUMBER | BY_LINK | ONES_OWN


def test_strangers_other_customers_and_agents_learn_nothing(acmes: Ticket, ines: User) -> None:
    agent = Client()
    agent.force_login(ines)
    walkers = {"stranger": Client(), "another customer": signed_in(EVE), "agent": agent}
    digest = digest_of(acmes)
    for who, walker in walkers.items():
        for name in BY_NUMBER - {"tickets"}:
            theirs, nobodys = (
                answers(walker, address(name, number=number, digest=digest))
                for number in (acmes.number, 99_999_999)
            )
            assert theirs == nobodys, (who, name)
            assert SECRET not in str(theirs)
        for name in BY_LINK:
            wrong = token_for(acmes)[:-1] + "_"
            for answer in answers(walker, address(name, token=wrong, digest=digest)):
                assert answer[0] in (403, 404, 405), (who, name)


def test_the_company_sees_its_tickets_and_another_does_not(acmes: Ticket) -> None:
    for email, sees in ((MARA, True), (NOA, True), (EVE, False)):
        page = signed_in(email).get("/tickets").content.decode()
        assert (SECRET in page) is sees, email
    colleague = signed_in(NOA)
    assert SECRET in colleague.get(f"/tickets/{acmes.number}").content.decode()
    file = colleague.get(address("own-file", number=acmes.number, digest=digest_of(acmes)))
    assert file.getvalue() == SECRET.encode()


def test_a_link_names_one_person(acmes: Ticket) -> None:
    """A token for somebody who takes no part leads nowhere, though it is signed."""
    noa = signed_in(NOA)
    person = User.objects.get(email=NOA).person_id
    assert noa.get(f"/t/{token_for(acmes, person)}").status_code == 404


def test_a_link_ends_with_the_leave_to_sign_in(acmes: Ticket) -> None:
    link = f"/t/{token_for(acmes)}"
    mara = signed_in(MARA)
    assert Client().get(link).status_code == 200
    User.objects.filter(email=MARA).update(is_active=False)

    for browser in (Client(), mara):
        assert browser.get(link).status_code == 404
        assert browser.post(f"{link}/messages", {"text": "Still here."}).status_code == 404
        assert browser.get(f"/tickets/{acmes.number}").status_code == 302


@pytest.mark.parametrize("signed_in_before", [True, False])
@pytest.mark.parametrize("who", [MARA, NOA])
def test_whoever_left_their_company_reaches_nothing_of_it_by_any_way(
    acmes: Ticket, who: str, signed_in_before: bool
) -> None:
    """The reporter, and a colleague who was brought in; also where they never signed in before."""
    mara = signed_in(MARA)
    mara.post(f"/tickets/{acmes.number}/colleagues", {"email": NOA})
    person = Person.objects.get(addresses__value=who)
    link = f"/t/{token_for(acmes, person.pk)}"
    assert Client().get(link).status_code == 200
    if not signed_in_before:
        User.objects.filter(person=person).delete()
    leave(person.pk, by="the tests", at=NOON)

    assert identity(who) is None, "no code lets them in"
    assert Client().get(link).status_code == 404
    assert not takes_part(acmes, person.pk), "nor does their mail join it"
    stranger = User(role="customer", person=Person.objects.get(pk=person.pk), is_active=True)
    assert not visible_to(stranger).exists()


def digest_of(ticket: Ticket) -> str:
    page = Client().get(f"/t/{token_for(ticket)}").content.decode()
    (digest,) = re.findall(r"/files/([0-9a-f]{64})", page)
    return str(digest)


def address(name: str, **given: object) -> str:
    (pattern,) = [one for one in urlpatterns if one.name == name]
    needed = {key: given[key] for key in pattern.pattern.converters}
    return reverse(f"portal:{name}", kwargs=needed)


def answers(walker: Client, url: str) -> list[tuple[int, str]]:
    """Return what is answered to reading and to writing, without what names the address itself."""
    number = re.compile(r"\d{5,}")
    said: list[tuple[int, str]] = []
    for answer in (walker.get(url), walker.post(url, {"text": "hello", "email": MARA})):
        body = answer.content.decode() if isinstance(answer, HttpResponse) else ""
        body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|content="[^"]+"', "", body)
        location = number.sub("N", answer.headers.get("Location", ""))
        said.append((answer.status_code, location + number.sub("N", body)))
    return said
