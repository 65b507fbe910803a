"""A page by telephone: a call that asks for a key, or a text message."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from troth.interfaces.pager.provider import ask
from troth.interfaces.pager.shapes import Call, Outcome

NUMBER = re.compile(r"\+[1-9]\d{6,14}")


def read(text: str) -> str:
    """Return a number in the form of E.164: "+12125550100".

    Raises:
        ValueError: it is none.
    """
    number = re.sub(r"[\s().-]", "", text)
    if not NUMBER.fullmatch(number):
        raise ValueError("Write the number with its country, such as +1 212 555 0100.")
    return number


def shown(to: str) -> str:
    """Return a number with its middle left out."""
    return f"{to[:3]}…{to[-2:]}"


def call(to: str, page: Call) -> Outcome:
    """Let the provider ring, and ask for a key."""
    token = urlsplit(page.link).path.rpartition("/")[2]
    url = str(settings.TROTH.url) + reverse("phone:page", args=[token])
    return ask("Calls", {"To": to, "Url": url, "Timeout": "25"})


def text(to: str, page: Call) -> Outcome:
    """Let the provider send the page's title and its link."""
    return ask("Messages", {"To": to, "Body": f"{page.title}. Take it: {page.link}"})
