"""The pages that anybody may read."""

import re
from dataclasses import replace

from django.test import Client
from pytest_django import Settings

from tests.interfaces.portal.conftest import words


def test_the_policy_says_whether_we_are_here(client: Client, policy: None) -> None:
    page = words(client.get("/policy").content)

    assert "Open until 20:00 Eastern time" in page
    assert "Version 2008.1" in page


def test_every_heading_of_the_policy_can_be_linked_to(client: Client, policy: None) -> None:
    html = client.get("/policy").content.decode()

    linked = re.findall(r'<li><a href="#([^"]+)"', html)
    assert len(linked) > 8
    assert all(f'id="{anchor}"' in html for anchor in linked)


def test_the_front_page_stands_before_any_policy_does(client: Client, db: None) -> None:
    page = words(client.get("/").content)

    assert "This desk has no policy yet" in page


def test_only_a_demo_shows_its_mail(client: Client, policy: None, settings: Settings) -> None:
    assert client.get("/demo/outbox").status_code == 200
    assert client.get("/demo/outbox/../../etc/passwd").status_code == 404

    settings.TROTH = replace(settings.TROTH, demo=False)

    assert client.get("/demo/outbox").status_code == 404
    assert client.get("/demo/outbox/20260302T120000-x").status_code == 404


def test_nothing_on_a_page_needs_an_exception_from_the_security_policy(
    client: Client, reported: str
) -> None:
    for address in ("/", "/policy", "/report", reported, "/desk/sign-in", "/demo/outbox"):
        answer = client.get(address)
        html = answer.content.decode()

        assert "unsafe" not in answer["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", html)
        assert not re.search(r'(?:src|href)="(?:https?:)?//', html)
