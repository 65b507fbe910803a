"""Sessions as rows that say whose they are: Django's own engine, with a model of ours."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as Rows

from troth.domain.security.models import Session
from troth.interfaces.now import now


class SessionStore(Rows):
    """One browser's session. A row that was deleted meanwhile is never written anew."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.row: Session | None = None  # as it was when it was read
        self.source = self.browser = ""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model of a row."""
        return Session

    def load(self) -> dict[str, Any]:
        """Read the session, and keep its row: who looks at it need not ask again."""
        self.row = self._get_session_from_db()  # type: ignore[attr-defined]
        return self.decode(self.row.session_data) if self.row else {}

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to be written. It begins anew when somebody else signs in."""
        at, user = now(), data.get(SESSION_KEY)
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = int(user) if user else None
        same = self.row is not None and self.row.user_id == row.user_id
        row.began_at = self.row.began_at if self.row and same else at
        row.seen_at, row.source, row.browser = at, self.source, self.browser[:300]
        return row
