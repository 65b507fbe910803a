"""Telling agents: after each round of the watch, read the ledger on and mail what is due."""

import logging

from troth.domain.notices import actions
from troth.domain.promises.watch import UNWELL
from troth.interfaces.now import now

log = logging.getLogger("troth.notices")


def round_() -> None:
    """Find what is new and put mails on their way. No fault of it stops the watch of promises."""
    at = now()
    try:
        actions.find(at)
        actions.mail(at)
    except UNWELL:
        raise
    except Exception:
        log.exception("ALARM notices cannot be told")
