"""Mails to agents: one for many entries, once, to nobody else, and never to a customer."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pytest_django import Settings

from tests.interfaces.channels.mail.server import Script, served
from tests.rooms.conftest import Opens, seen
from troth.domain.accounts.models import User
from troth.domain.notices import actions
from troth.domain.notices.models import Memo, Notice
from troth.domain.tickets.actions import assigning, closing, conversation, resolving, triage
from troth.domain.tickets.models import Sending, Ticket
from troth.interfaces.channels.mail import outbox
from troth.interfaces.channels.mail.compose import compose
from troth.interfaces.channels.mail.hop import NotNow, Unsure
from troth.interfaces.channels.mail.letters import letter_of
from troth.interfaces.channels.shapes import Letter
from troth.interfaces.cli.run.environment import Mail
from troth.interfaces.now import now
from troth.interfaces.worker import noticing
from troth.interfaces.worker.sending import tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy", "home")]
Asked = Callable[[], list[tuple[str, dict[str, Any]]]]


@pytest.fixture
def tomas(db: None) -> User:
    return User.objects.create_user("tomas.private@home.example", "Tomas Reyl")


def note(ticket: Ticket, text: str, by: User) -> None:
    conversation.note(ticket.number, text=text, seen=seen(ticket), by=by, at=now())


def kept() -> list[Any]:
    return [message_from_bytes(path.read_bytes()) for path in sorted(outbox.folder().glob("*"))]


def test_ten_mentions_are_one_mail_a_minute_later(
    opens: Opens, ines: User, tomas: User, asked: Asked
) -> None:
    ticket, at = opens(at=now()), now()
    for count in range(10):
        note(ticket, f"@Tomas Reyl, number {count}", ines)
        actions.find(at)
    assert actions.mail(at) == 0

    assert actions.mail(at + timedelta(seconds=61)) == 1
    assert actions.mail(at + timedelta(seconds=61)) == 0
    memo = Memo.objects.get()
    assert asked()[-1] == ("notices.send", {"memo": memo.pk})
    tell(memo.pk)
    tell(memo.pk)

    [message] = kept()
    assert message["To"] == "tomas.private@home.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == f"<{django_settings.TROTH.url}/desk/preferences>"
    assert message["References"] == f"<notices-{ticket.number}-{tomas.pk}@troth>"
    assert message["Reply-To"] is None
    text = message.get_payload()[0].get_payload(decode=True).decode()
    assert text.count("Ines Duarte mentioned you") == 10
    assert f"/desk/tickets/{ticket.number}" in text


def test_a_broken_promise_is_mailed_at_once_and_a_flood_of_them_is_one_mail(
    opens: Opens, ines: User, asked: Asked
) -> None:
    from troth.domain.promises.watch import settle_due

    for _ in range(5):
        opens(at=now() - timedelta(hours=3), suggested="1")
    settle_due(now())

    noticing.round_()

    memo = Memo.objects.get(agent=ines)
    assert memo.ticket is None
    assert memo.notices.count() == 5
    tell(memo.pk)
    assert kept()[0]["Subject"] == "News of 5 tickets"


def test_whoever_has_left_is_told_nothing(opens: Opens, ines: User, tomas: User) -> None:
    note(opens(at=now()), "@Tomas Reyl", ines)
    actions.find(now())
    actions.mail(now() + timedelta(seconds=61))
    User.objects.filter(pk=tomas.pk).update(is_active=False)

    tell(Memo.objects.get().pk)

    assert not Path(outbox.folder()).exists()
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("answer", "raised", "unsure"),
    [("451 later", NotNow, 0), ("hang up", Unsure, 1), ("", ZeroDivisionError, 1)],
)
def test_a_second_copy_follows_only_where_nobody_knows_of_the_first(
    opens: Opens,
    ines: User,
    tomas: User,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    raised: type[Exception],
    unsure: int,
) -> None:
    """The last of the answers stands for a process that is killed before it notes anything."""
    note(opens(at=now()), "@Tomas Reyl", ines)
    actions.find(now())
    actions.mail(now() + timedelta(seconds=61))
    memo = Memo.objects.get()
    script = Script(on_data=answer or "250 taken")
    with served(script) as port:
        settings.TROTH = replace(settings.TROTH, mail=Mail("127.0.0.1", port))
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        with monkeypatch.context() as falling:
            if not answer:
                falling.setattr(actions, "sent", lambda *_, **__: 1 / 0)
            with pytest.raises(raised):
                tell(memo.pk)
        script.on_data = "250 taken"
        tell(memo.pk)
        tell(memo.pk)
    memo.refresh_from_db()

    assert (memo.unsure, memo.begun_at) == (unsure, None)
    assert memo.sent_at is not None
    copies = [message_from_bytes(one.original_content or b"") for one in script.taken]
    assert {one["Message-ID"] for one in copies} == {memo.message_id}


def test_a_letter_to_a_customer_has_no_place_for_an_agent() -> None:
    hints = get_type_hints(Letter)

    assert not any("agent" in field.name for field in fields(Letter))
    assert set(map(str, hints.values())).isdisjoint({str(User), str(Memo)})


told_texts = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)


@examples(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=told_texts, name=told_texts)
def test_no_letter_to_a_customer_holds_an_agents_address(
    text: str, name: str, opens: Opens, ines: User, tomas: User
) -> None:
    at = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
    User.objects.filter(pk=ines.pk).update(name=name[:120])
    number = Ticket.objects.count()
    mara = f"mara{number}@acme.example"  # another each time: one address gets so many receipts
    ticket = opens(at=at, key=f"k{number}", suggested="1", email=mara)
    how: dict[str, Any] = {"seen": 10**6, "by": ines, "at": at}
    triage.triage(ticket.number, severity="2", reason=text, **how)
    assigning.assign(ticket.number, agent_id=tomas.pk, **how)
    conversation.note(ticket.number, text=f"@Tomas Reyl {text}", **how)
    conversation.reply(ticket.number, text=text, **how)
    resolving.resolve(ticket.number, how="fix", text=text, **how)
    from troth.domain.tickets.actions import delivery

    for sending in Sending.objects.filter(ticket=ticket):
        delivery.accepted(ticket.number, sending.position, at=at)
    closing.close(ticket.number, reason="no_code_change", patch="", component="", **how)

    sendings = Sending.objects.filter(ticket=ticket)
    assert sendings.count() == 5
    for sending in sendings:
        raw = compose(letter_of(sending, at=at)).replace(b"=\r\n", b"").lower()
        assert sending.to == mara
        for agent in (ines, tomas):
            assert agent.email.encode() not in raw
            assert agent.email.partition("@")[2].encode() not in raw.replace(b"@ivt.example>", b"")
