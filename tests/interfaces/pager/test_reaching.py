"""An agent is reached in a way of theirs, and what came of it is an entry."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.conf import settings

from tests.interfaces.pager.conftest import Service
from tests.rooms.conftest import kinds_of, last
from tests.rooms.urgent.conftest import NIGHT
from troth.domain.accounts.models import User
from troth.domain.tickets.models import Ticket
from troth.domain.urgent import queries
from troth.domain.urgent.actions import paging
from troth.domain.urgent.models import Way
from troth.interfaces.pager.ways import KINDS, kinds
from troth.interfaces.worker.paging import round_, try_agent


def only_way(agent: User, kind: str, to: str) -> Way:
    """Let an agent be reached in this way alone."""
    Way.objects.filter(agent=agent).update(kind=kind, to=to)
    return queries.ways_of(agent.pk).get()


def attempt(ticket: Ticket) -> int:
    return last(ticket, "page_attempted").position


def test_a_page_by_mail_says_what_it_is_and_where_to_take_it(
    paged: Ticket, rota: dict[str, User]
) -> None:
    only_way(rota["ines"], "mail", "ines@home.example")

    try_agent(paged.number, attempt(paged))

    (kept,) = (Path(settings.TROTH.home) / "outbox").glob("*.eml")
    mail = message_from_bytes(kept.read_bytes(), policy=policy.default)
    assert mail["To"] == "ines@home.example"
    assert mail["Subject"] == f"{paged.ref}: Severity 1"
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Nobody can log in" in text
    assert "/page/" in text
    assert last(paged, "page_answered").fact.how == "handed over"  # type: ignore[union-attr]


def test_a_page_to_a_service_is_handed_over(
    paged: Ticket, rota: dict[str, User], service: Service
) -> None:
    only_way(rota["ines"], "apprise", f"json://127.0.0.1:{service.port}/secret-topic")

    try_agent(paged.number, attempt(paged))

    assert "Severity 1" in service.took[0]
    assert kinds_of(paged)[-1] == "page_answered"


@pytest.mark.parametrize("status", [403, 500, 503])
def test_a_service_that_refuses_takes_the_page_on_at_once(
    paged: Ticket, rota: dict[str, User], service: Service, status: int
) -> None:
    only_way(rota["ines"], "apprise", f"json://127.0.0.1:{service.port}/secret-topic")
    service.answers = status

    try_agent(paged.number, attempt(paged))

    assert kinds_of(paged)[-2:] == ["page_answered", "page_attempted"]
    assert last(paged, "page_attempted").fact.layer == "second"  # type: ignore[union-attr]
    assert "secret-topic" not in str(last(paged, "page_answered").fact)


def test_nobody_is_tried_for_a_page_that_somebody_has(
    paged: Ticket, rota: dict[str, User], service: Service
) -> None:
    only_way(rota["ines"], "apprise", f"json://127.0.0.1:{service.port}/")
    paging.take(paged.number, agent=rota["rui"], channel="desk", at=NIGHT)

    try_agent(paged.number, attempt(paged))

    assert service.took == []
    assert "page_answered" not in kinds_of(paged)


def test_a_try_that_is_made_twice_is_recorded_once(paged: Ticket, rota: dict[str, User]) -> None:
    for _ in range(2):
        try_agent(paged.number, attempt(paged))

    assert kinds_of(paged).count("page_answered") == 1


def test_the_watch_takes_pages_on(paged: Ticket, rota: dict[str, User]) -> None:
    settings.CLOCK_OFFSET += timedelta(minutes=5)

    round_()

    assert last(paged, "page_attempted").fact.layer == "second"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("mail", "not an address"),
        ("apprise", "file:///etc/passwd"),
        ("apprise", "syslog://"),
        ("apprise", "no-such-service://x"),
        ("apprise", "words"),
        ("console", "   "),
    ],
)
def test_what_cannot_be_reached_is_refused_in_words(kind: str, text: str) -> None:
    with pytest.raises(ValueError, match="Write"):
        KINDS[kind].read(text)


def test_a_way_s_secrets_are_not_shown() -> None:
    assert KINDS["apprise"].shown("slack://aaa/bbb/ccc") == "slack://…"


def test_only_a_demo_has_the_console() -> None:
    assert "console" in dict(kinds())
