"""How often somebody may try, counted for all processes together.

By whom a try is aimed at and where it comes from, so that nobody is shut out by
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

LONG_WHILE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """What is tried, and how often that may be in a while."""

    what: str
    here: int  # for one account, from one source or from one known browser
    source: int  # from one source, for all accounts together
    account: int  # for one account, from all strangers' browsers together, in the long while
    within: timedelta


_SHORT, _QUARTER = timedelta(minutes=5), timedelta(minutes=15)
PASSWORD = Limit("password", here=10, source=50, account=100, within=_SHORT)
SECOND_FACTOR = Limit("second factor", here=10, source=50, account=100, within=_SHORT)
CODE_ASKED = Limit("code asked", here=5, source=30, account=30, within=_QUARTER)
CODE_TYPED = Limit("code typed", here=15, source=100, account=100, within=_QUARTER)
LINK_ASKED = Limit("link asked", here=5, source=30, account=30, within=_QUARTER)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at what is somebody's."""

    limit: Limit
    account: str
    source: str
    word: str  # of a browser known to this account; empty for a stranger's

    @property
    def _here(self) -> tuple[str, str]:
        where = f"browser {self.word}" if self.word else f"source {self.source}"
        return f"{self.limit.what} here", f"{self.account}\n{where}"

    @property
    def _by_source(self) -> tuple[str, str]:
        return f"{self.limit.what} by source", self.source

    @property
    def _by_account(self) -> tuple[str, str]:
        return f"{self.limit.what} by account", self.account

    def is_one_too_many(self) -> bool:
        """Count it, before anything is compared: tries made at once are all counted."""
        at, limit = now(), self.limit
        here = self._count(self._here, limit.within, at) > limit.here
        if self.word:
            return here
        source = self._count(self._by_source, limit.within, at) > limit.source
        every = self._count(self._by_account, LONG_WHILE, at) > limit.account
        return here or source or every

    def was_right(self) -> None:
        """Start anew here, and take back what was counted elsewhere for this one."""
        forget_tries(*self._here)
        if not self.word:
            take_back_try(*self._by_source)
            take_back_try(*self._by_account)

    def _count(self, key: tuple[str, str], within: timedelta, at: datetime) -> int:
        return count_try(*key, within=within, at=at, about=self.account)


def attempt(request: HttpRequest, limit: Limit, account: str) -> Attempt:
    """Return a try at what is somebody's. The same work for every account, known or not."""
    word, account = device.word_of(request), one_name(account)
    known = word if is_known(account, word) else ""
    return Attempt(limit, account, address_of(request), known)
