"""The bell, the list of notices, and how an agent says they want to be told."""

import pytest
from django.test import Client

from tests.interfaces.desk.conftest import words
from tests.rooms.conftest import seen
from tests.times import NOON
from troth.domain.accounts.models import User
from troth.domain.notices.actions import find
from troth.domain.notices.models import Notice, Wishes
from troth.domain.notices.rules import USUAL
from troth.domain.tickets.actions import conversation
from troth.domain.tickets.models import Ticket


@pytest.fixture
def tomas(db: None) -> User:
    return User.objects.create_user("tomas@ivt.example", "Tomas Reyl")


@pytest.fixture
def notice(ticket: Ticket, tomas: User, ines: User) -> Notice:
    """Tomas mentions Ines, with a tag in what he writes."""
    conversation.note(
        ticket.number,
        text="@Ines Duarte, look: <script>alert(1)</script>",
        seen=seen(ticket),
        by=tomas,
        at=NOON,
    )
    find(NOON)
    return Notice.objects.get()


def test_the_bell_tells_how_many_are_unread(agent: Client, notice: Notice) -> None:
    assert "Notices, 1 unread" in words(agent.get("/desk/").content)
    assert "Notices, 1 unread" in words(agent.get("/desk/notices/bell").content)


def test_the_list_says_who_what_and_where_and_escapes_it(agent: Client, notice: Notice) -> None:
    page = agent.get("/desk/notices").content.decode()

    assert f"Unread: Tomas Reyl mentioned you under a minute ago {notice.ticket.ref}" in words(page)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_opening_a_notice_marks_it_read_and_goes_there(agent: Client, notice: Notice) -> None:
    answer = agent.post(f"/desk/notices/{notice.pk}/reading")

    assert answer.status_code == 302
    assert answer["Location"] == f"/desk/tickets/{notice.ticket_id}#entry-{notice.position}"
    assert "unread" not in words(agent.get("/desk/notices/bell").content)


def test_looking_alone_marks_nothing_read(agent: Client, notice: Notice) -> None:
    agent.get("/desk/notices")
    assert agent.get(f"/desk/notices/{notice.pk}/reading").status_code == 405
    assert Notice.objects.filter(read_at=None).count() == 1


def test_all_are_marked_read_up_to_what_was_shown(agent: Client, notice: Notice) -> None:
    agent.post("/desk/notices/reading", {"upto": str(notice.pk - 1)})
    assert Notice.objects.filter(read_at=None).count() == 1

    agent.post("/desk/notices/reading", {"upto": "9" * 40})
    assert Notice.objects.filter(read_at=None).count() == 1

    agent.post("/desk/notices/reading", {"upto": str(notice.pk)})
    assert Notice.objects.filter(read_at=None).count() == 0


def test_anothers_notice_is_not_found(client: Client, notice: Notice, tomas: User) -> None:
    client.force_login(tomas)

    assert client.post(f"/desk/notices/{notice.pk}/reading").status_code == 404
    assert "Nothing to tell you." in words(client.get("/desk/notices").content)


@pytest.mark.parametrize(
    "path", ["/desk/notices", "/desk/notices/bell", "/desk/preferences", "/desk/notices?before=x"]
)
def test_a_stranger_is_sent_to_sign_in(client: Client, policy: None, path: str) -> None:
    assert client.get(path).status_code == 302


def chosen(page: bytes) -> int:
    return page.decode().split("<main")[1].split("</main")[0].count(" checked")


def way(kind: str) -> str:
    """Return the form's name for a kind of notice."""
    return f"way-{list(USUAL).index(kind)}"


def ways(**changed: str) -> dict[str, str]:
    """Return a form that says "at once" to everything but what is said."""
    return dict.fromkeys(map(way, USUAL), "at once") | {
        "digest_at": "08:00",
        "quiet_from": "",
        "quiet_until": "",
        **changed,
    }


def test_preferences_show_what_is_usual_and_keep_what_is_chosen(
    agent: Client, policy: None, ines: User
) -> None:
    assert chosen(agent.get("/desk/preferences").content) == len(USUAL)

    said = ways(digest_at="07:30", quiet_from="22:00", quiet_until="06:00") | {
        way("nobody's promise broken"): "off"
    }
    answer = agent.post("/desk/preferences", said, follow=True)

    assert "Your preferences are kept." in words(answer.content)
    row = Wishes.objects.get(agent=ines)
    assert row.ways["team assigned"] == "at once"
    assert "mentioned" not in row.ways  # as usual
    assert (str(row.digest_at), str(row.quiet_from)) == ("07:30:00", "22:00:00")
    assert chosen(answer.content) == len(USUAL)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({way("promise broken"): "off"}, "cannot go unheard"),
        ({way("assigned"): "by pigeon"}, "no such way"),
        ({"quiet_from": "22:00"}, "Give both ends"),
        ({"digest_at": "noon"}, "Not kept yet."),
    ],
)
def test_what_cannot_be_wished_is_refused_in_the_form(
    agent: Client, policy: None, said: dict[str, str], why: str
) -> None:
    answer = agent.post("/desk/preferences", ways() | said)

    assert answer.status_code == 422
    assert why in words(answer.content)
    assert not Wishes.objects.exists()
