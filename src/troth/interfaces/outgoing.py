"""The one way out over HTTP: no redirects, a limit of time and size, and no secrets in faults."""

import base64
import http.client
import ssl
from urllib.parse import urlencode, urlsplit

PATIENCE = 10  # seconds
MOST = 30 * 1024 * 1024  # bytes of an answer


class Unanswered(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """No answer came. With `sent`, the request may have been acted on all the same."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


def post(url: str, form: dict[str, str], *, user: str = "", password: str = "") -> int:
    """Send a form and return the status of the answer.

    Raises:
        Unanswered: nothing answered in time.
    """
    status, _body = _ask("POST", url, urlencode(form).encode(), user, password)
    return status


def get(url: str, *, user: str = "", password: str = "") -> tuple[int, bytes]:
    """Return the status and the body of what is at an address, up to `MOST` bytes of it.

    Raises:
        Unanswered: nothing answered in time.
    """
    return _ask("GET", url, None, user, password)


def _ask(method: str, url: str, body: bytes | None, user: str, password: str) -> tuple[int, bytes]:
    parts = urlsplit(url)
    line: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        line = http.client.HTTPSConnection(parts.netloc, timeout=PATIENCE, context=context)
    else:
        line = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
    if user:
        known = base64.b64encode(f"{user}:{password}".encode()).decode()
        headers["Authorization"] = f"Basic {known}"
    where = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    sent = False
    try:
        line.connect()
        sent = True
        line.request(method, where, body=body, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read(MOST)
    except (OSError, http.client.HTTPException) as fault:
        raise Unanswered(f"no answer: {type(fault).__name__}", sent=sent) from None
    finally:
        line.close()
