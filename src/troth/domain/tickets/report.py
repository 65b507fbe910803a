"""A report: what somebody told us, whichever way it came."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

Trust = Literal["verified", "claimed", "held"]
"""Our own border vouches for the sender's domain; nobody does; something speaks against it."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a report: its bytes are in the file store under `digest` (SHA-256, hex)."""

    name: str
    media_type: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Returned:
    """What a machine reports of a mail of ours, for machines to read.

    `kind` is "delivery", "complaint", "reading" or "other"; `action` is
    "failed", "delayed", "delivered", "relayed", "expanded" or nothing. `tokens`
    may prove of which message it tells, `message_id` only says so.
    """

    kind: str
    action: str = ""
    why: str = ""
    recipient: str = ""
    tokens: tuple[str, ...] = ()
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody told us, read and ready to be taken in.

    `key` identifies the arrival: the same key is never taken in twice. Empty
    text means not given. `held` says, in words for staff, why the report has to
    wait for them. `references` are Message-IDs it answers, most trusted first;
    `remarks` are the desk's own words on how the message came (signed, encrypted, in pieces);
    `suggested` is a severity the customer named, which the policy may not know,
    and `production` whether they say that it is on a production system.
    `trust` is what may be believed of the sender's address, and `why`;
    `tokens` are those that the addresses it was sent to bear, unproven. `own`
    is our own mail that came back to us; `returned` is what a machine reports of one.
    """

    channel: str
    key: str
    email: str = ""
    name: str = ""
    company: str = ""
    contract: str = ""
    specifications: str = ""
    subject: str = ""
    text: str = ""
    html: str = ""
    suggested: str | None = None
    production: bool | None = None
    zone: str = ""
    attachments: tuple[File, ...] = ()
    remarks: tuple[str, ...] = ()
    raw: File | None = None
    message_id: str = ""
    references: tuple[str, ...] = ()
    held: str | None = None
    automatic: bool = False
    reported_at: datetime | None = None
    trust: Trust = "claimed"
    why: str = ""
    tokens: tuple[str, ...] = ()
    own: bool = False
    returned: Returned | None = None

    def content(self, missing: tuple[str, ...]) -> dict[str, Any]:
        """Return what is personal in the report, as JSON values kept beside the fact."""
        return {
            "text": self.text,
            "html": self.html,
            "subject": self.subject,
            "name": self.name,
            "email": self.email,
            "company": self.company,
            "contract": self.contract,
            "specifications": self.specifications,
            "attachments": [asdict(one) for one in self.attachments],
            "raw": asdict(self.raw) if self.raw else None,
            "missing": list(missing),
            **({"trust": self.trust, "why": self.why} if self.why else {}),
            **({"remarks": list(self.remarks)} if self.remarks else {}),
        }
