"""Between a cookie and whoever it stands for."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from troth.domain.accounts.models import User
from troth.domain.security import sessions
from troth.interfaces.channels.web.client import address_of
from troth.interfaces.gate.store import SessionStore
from troth.interfaces.now import now

SEEN_EVERY = timedelta(minutes=5)
FACTOR = "factor"
"""What a session says of itself once a second factor was shown in it."""


class Sessions(SessionMiddleware):
    """Django's, which also notes where a session is: at most once in a few minutes."""

    def process_request(self, request: HttpRequest) -> None:
        """Give the request its session, read when it is first asked for."""
        super().process_request(request)
        store = request.session
        if isinstance(store, SessionStore):
            store.source, store.browser = address_of(request), request.headers.get("User-Agent", "")

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Keep what changed."""
        store = getattr(request, "session", None)
        if isinstance(store, SessionStore) and not store.modified:
            _note_where(store)
        return super().process_response(request, response)


def _note_where(store: SessionStore) -> None:
    row, at = store.row, now()
    if row is None or not row.user_id or store.session_key != row.session_key:
        return
    if at - row.seen_at >= SEEN_EVERY:
        sessions.seen(row.session_key, source=store.source, browser=store.browser, at=at)


class Who(AuthenticationMiddleware):
    """Django's, for which staff without the second factor that they need are strangers."""

    def process_request(self, request: HttpRequest) -> None:
        """Give the request its user, found when first asked for."""
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _user(request))  # type: ignore[assignment]


def _user(request: HttpRequest) -> User | AnonymousUser:
    if not hasattr(request, "_known"):
        user = get_user(request)
        lacks = isinstance(user, User) and needs_factor(user) and not request.session.get(FACTOR)
        request._known = AnonymousUser() if lacks else user  # type: ignore[attr-defined]
    known: User | AnonymousUser = request._known  # type: ignore[attr-defined]
    return known


def needs_factor(user: User) -> bool:
    """Say whether somebody may come in with a second factor alone."""
    return bool(settings.TROTH.second_factor) and user.is_staff
