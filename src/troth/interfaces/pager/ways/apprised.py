"""A page through Apprise: a hundred services, each named by one address that holds its secrets."""

from urllib.parse import urlsplit

from troth.interfaces.pager.shapes import Call, Outcome

ALLOWED = "an Apprise address, such as ntfys://host/topic, slack://… or pagerduty://…"
LOCAL = ("file", "dbus", "kde", "gnome", "macosx", "windows", "syslog", "exec", "glib", "qt")
"""Schemas that act on this machine and not on a service."""
PATIENCE = 10  # seconds a service may take


def read(text: str) -> str:
    """Return an address that Apprise understands.

    Raises:
        ValueError: it does not, or the address acts on this machine.
    """
    import apprise  # takes most of a second: only where it is needed

    url = text.strip()
    scheme = urlsplit(url).scheme.lower()
    if scheme in LOCAL or not scheme or apprise.Apprise.instantiate(url) is None:
        raise ValueError(f"This is not understood. Write {ALLOWED}.")
    return url


def shown(to: str) -> str:
    """Return the service alone: whatever follows it may be a secret."""
    return f"{urlsplit(to).scheme}://…"


def reach(to: str, call: Call) -> Outcome:
    """Hand the page to the service."""
    import apprise

    service = apprise.Apprise.instantiate(to)
    if service is None:
        return Outcome("failed", "its address is no longer understood")
    service.socket_read_timeout = service.socket_connect_timeout = PATIENCE
    taken = service.notify(body=call.text, title=call.title, notify_type=apprise.NotifyType.FAILURE)
    return Outcome("handed over") if taken else Outcome("failed", "the service did not take it")
