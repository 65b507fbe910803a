"""The shapes that go out: a letter to a customer, a memo to an agent, whichever channel carries it.

They are two, so that nothing which knows an agent's address can become a letter.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Automatic = Literal["", "auto-replied", "auto-generated"]
"""How RFC 3834 calls what nobody wrote by hand; '' for what somebody did."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a letter."""

    name: str
    media_type: str
    what: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to be written down for a channel.

    Ids carry their angle brackets. `references` are the thread so far, oldest
    first; `in_reply_to` is the message this one answers. A `formatted` text is a
    person's, with light formatting; any other stands as it is. `reply_to` is
    where answers go; `return_path` where reports of machines go, which name the
    message by its `envelope_id`. By `loop` our own mail is known when it comes back.
    """

    message_id: str
    sender_name: str
    sender: str
    to: str
    subject: str
    text: str
    at: datetime
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    automatic: Automatic = ""
    formatted: bool = False
    attached: tuple[Attached, ...] = ()
    reply_to: str = ""
    return_path: str = ""
    envelope_id: str = ""
    loop: str = ""


@dataclass(frozen=True, slots=True)
class StaffMail:
    """A mail to an agent that nobody wrote, and nobody need answer.

    `thread` is one id for all that is told of a ticket, `preferences` the page
    where such mail is turned off; empty where it cannot be.
    """

    message_id: str
    sender_name: str
    sender: str
    agent: str
    subject: str
    text: str
    at: datetime
    preferences: str = ""
    thread: str = ""
    loop: str = ""
