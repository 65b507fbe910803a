"""Files of a ticket are shown in a sandbox, or saved; who may not see the ticket sees neither."""

from typing import Any, cast

import pytest
from django.test import Client

from tests.interfaces.channels.web.bytes_of import HTML, PDF, SVG, png
from tests.rooms.conftest import Opens
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.report import File
from troth.interfaces.channels.store import store

SHOWN = [
    pytest.param("shot.png", png(9, 9), "image/png", id="picture"),
    pytest.param("page.html", png(9, 9), "image/png", id="picture-under-a-false-name"),
    pytest.param("paper.pdf", PDF, "application/pdf", id="pdf"),
    pytest.param("logo.svg", SVG, "text/plain; charset=utf-8", id="svg"),
    pytest.param("shot.png", HTML, "text/plain; charset=utf-8", id="html-under-a-false-name"),
]


def kept(name: str, body: bytes, media_type: str = "image/svg+xml") -> File:
    digest, size = store().save(body)
    return File(name, media_type, digest, size)


def address(ticket: Ticket, file: File) -> str:
    return f"/desk/tickets/{ticket.number}/files/{file.digest}"


@pytest.mark.parametrize(("name", "body", "media_type"), SHOWN)
def test_a_preview_is_what_its_bytes_are_and_can_do_nothing(
    agent: Client, opens: Opens, name: str, body: bytes, media_type: str
) -> None:
    file = kept(name, body)
    ticket = opens(attachments=(file,))

    answer = cast(Any, agent.get(f"{address(ticket, file)}/preview"))

    assert b"".join(answer.streaming_content) == body
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"].startswith("inline; filename*=UTF-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    policy = answer["Content-Security-Policy"]
    assert policy.split("; ")[:2] == ["sandbox", "default-src 'none'"]
    assert "allow" not in policy
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("body", [png(60_000, 60_000), b"MZ\x90\x00", "<b>".encode("utf-16")])
def test_what_can_only_be_saved_has_no_preview(agent: Client, opens: Opens, body: bytes) -> None:
    file = kept("shot.png", body, "image/png")
    ticket = opens(attachments=(file,))
    page = agent.get(f"/desk/tickets/{ticket.number}").content.decode()

    assert agent.get(f"{address(ticket, file)}/preview").status_code == 404
    assert f"{file.digest}/preview" not in page
    saved = agent.get(address(ticket, file))
    assert saved["Content-Disposition"].startswith("attachment;")
    assert saved["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "name",
    [
        'a"; filename=b.html',
        "a\r\nSet-Cookie: x=1",
        "../../etc/passwd",
        "\u202egnp.exe",
        "ä;ö'.png",
    ],
)
def test_a_name_changes_nothing_but_the_name(agent: Client, opens: Opens, name: str) -> None:
    file = kept(name, png(9, 9))
    ticket = opens(attachments=(file,))

    for path in ("", "/preview"):
        answer = agent.get(f"{address(ticket, file)}{path}")
        _, _, said = answer["Content-Disposition"].partition("filename*=UTF-8''")
        assert not set(said) & set("\r\n\"'; /\\")
        assert "Set-Cookie" not in answer


def test_a_picture_stands_where_the_text_names_it(agent: Client, opens: Opens) -> None:
    shot, other = kept("image001.png", png(9, 9)), kept("other.png", png(8, 8))
    text = "It looks so:\n[cid:image001.png@01DB8D7A]\nand then nothing. [image: gone.png]"
    ticket = opens(attachments=(shot, other), text=text)

    html = agent.get(f"/desk/tickets/{ticket.number}").content.decode()

    assert html.index("It looks so:") < html.index(shot.digest) < html.index("and then nothing")
    assert "[cid:" not in html
    assert "[image: gone.png]" in html  # nothing of that name came with it
    assert html.count(f'href="/desk/tickets/{ticket.number}/files/{other.digest}"') == 1


def test_a_file_of_another_ticket_or_of_none_is_not_there(agent: Client, opens: Opens) -> None:
    file = kept("shot.png", png(7, 7))
    theirs, other = opens(attachments=(file,)), opens()

    for ticket, digest in ((other, file.digest), (theirs, "0" * 64), (theirs, "..%2f..%2fx")):
        for path in ("", "/preview"):
            found = agent.get(f"/desk/tickets/{ticket.number}/files/{digest}{path}")
            assert found.status_code == 404


def test_who_has_not_signed_in_sees_no_file(client: Client, opens: Opens) -> None:
    file = kept("shot.png", png(6, 6))
    ticket = opens(attachments=(file,))

    assert client.get(f"{address(ticket, file)}/preview").status_code == 302


def test_a_file_that_the_store_lost_is_not_there(agent: Client, opens: Opens) -> None:
    ticket = opens(attachments=(File("shot.png", "image/png", "a" * 64, 9),))

    assert agent.get(f"/desk/tickets/{ticket.number}").status_code == 200
    assert agent.get(f"/desk/tickets/{ticket.number}/files/{'a' * 64}").status_code == 404
