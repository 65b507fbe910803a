"""What the log may not tell: a signed word in an address is the key to what it leads to."""

import logging
import re

_KEYS = re.compile(
    r"(?<=/t/)[^/\s?]{8,}|(?<=/uploads/)[^/\s?]{8,}|(?<=/password/)[^/\s?]{20,}"
    r"|(?<=/desk/first/)[^/\s?]{8,}"
)


class Discreet(logging.Filter):
    """Leaves out the words that open a ticket's page, an upload, a new desk, or a password.

    Whoever makes up a Host header gets a line and no traceback: it would tell
    nothing, and fill the disk.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Pass every line, some of them changed."""
        said = record.getMessage()
        discreet = _KEYS.sub("…", said)
        if discreet != said:
            record.msg, record.args = discreet, ()
        if record.name == "django.security.DisallowedHost":
            record.exc_info = record.exc_text = None
        return True
