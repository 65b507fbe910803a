"""How often somebody may guess, counted for all processes together.

By whom a guess is aimed at and where it comes from, so that nobody is shut out by
what others do; and for each of the two alone, so that neither many sources nor
many accounts help. A browser that has signed in before has a count of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from troth.domain.accounts.actions import count_try, forget_tries, one_name, take_back_try
from troth.domain.security.sessions import is_known
from troth.interfaces.channels.web.client import address_of
from troth.interfaces.gate import device
from troth.interfaces.now import now

WHILE = timedelta(minutes=5)
LONG_WHILE = timedelta(hours=1)
MOST_HERE = 10  # for one account from one source, or from one known browser
MOST_BY_SOURCE = 50
MOST_BY_ACCOUNT = 100  # from all strangers' browsers together, in the long while


@dataclass(frozen=True, slots=True)
class Guess:
    """One guess: at what ("password", "second factor"), and at whose."""

    what: str
    account: str
    source: str
    word: str  # of a browser known to this account; empty for a stranger's

    @property
    def _here(self) -> tuple[str, str]:
        where = f"browser {self.word}" if self.word else f"source {self.source}"
        return f"{self.what} here", f"{self.account}\n{where}"

    def is_one_too_many(self) -> bool:
        """Count it, before anything is compared: guesses made at once are all counted."""
        at = now()
        here = self._count(*self._here, WHILE, at) > MOST_HERE
        if self.word:
            return here
        source = self._count(f"{self.what} by source", self.source, WHILE, at) > MOST_BY_SOURCE
        every = self._count(f"{self.what} by account", self.account, LONG_WHILE, at)
        return here or source or every > MOST_BY_ACCOUNT

    def was_right(self) -> None:
        """Start anew here, and take back what was counted elsewhere for this one."""
        forget_tries(*self._here)
        if not self.word:
            take_back_try(f"{self.what} by source", self.source)
            take_back_try(f"{self.what} by account", self.account)

    def _count(self, what: str, who: str, within: timedelta, at: datetime) -> int:
        return count_try(what, who, within=within, at=at, about=self.account)


def guess(request: HttpRequest, what: str, account: str) -> Guess:
    """Return a guess at what is somebody's. The same work for every account, known or not."""
    word, account = device.word_of(request), one_name(account)
    known = word if is_known(account, word) else ""
    return Guess(what, account, address_of(request), known)
