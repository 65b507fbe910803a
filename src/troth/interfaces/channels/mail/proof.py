"""Proving that nothing was lost: store, database and mailboxes must agree."""

import hashlib
from collections.abc import Iterator, Sequence

from troth.domain.mailroom import queries
from troth.domain.mailroom.models import Mailbox
from troth.interfaces.channels.mail import identity
from troth.interfaces.channels.mail.ways import fetcher
from troth.interfaces.channels.mail.ways.way import Way
from troth.interfaces.channels.store import Store, store


def differences(ways: Sequence[Way] = (), *, deep: bool = False) -> Iterator[str]:
    """Yield, in words, everything that is not as the accounting says.

    `deep` reads every original; `ways` names mailboxes to compare with.
    """
    kept = store()
    for number, digest in queries.digests():
        if not kept.has(digest):
            yield f"mail {number}: its original {digest} is not in the store"
        elif deep and _digest(kept, digest) != digest:
            yield f"mail {number}: its original {digest} was changed in the store"
    yield from queries.unaccounted()
    for way in ways:
        if way.kind == "imap":
            yield from _left_behind(way)


def _left_behind(way: Way) -> Iterator[str]:
    """Yield each message at or below the cursor of a mailbox that the desk does not have."""
    mailbox = Mailbox.objects.filter(name=way.name).first()
    if mailbox is None:
        yield f"{way.name}: was never fetched from"
        return
    with fetcher.opened(way) as box:
        for uid, raw in fetcher.passed(way, box, mailbox):
            digest = hashlib.sha256(raw).hexdigest()
            if not (queries.is_known(digest) or queries.has_arrived(identity.key(raw))):
                yield f"{way.name}: message {uid} is in the mailbox and not on the desk"


def _digest(kept: Store, digest: str) -> str:
    found = hashlib.sha256()
    with kept.open(digest) as stream:
        while chunk := stream.read(1 << 20):
            found.update(chunk)
    return found.hexdigest()
