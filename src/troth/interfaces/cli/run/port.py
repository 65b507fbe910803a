"""The port: is it free, and does the desk answer on it?"""

import errno
import http.client
import os
import socket
from ipaddress import ip_address


class PortTaken(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The desk cannot listen where it was told to, in plain words."""


def refuse_taken(host: str, port: int) -> None:
    """Find out before anything is started whether the port can be listened on.

    Raises:
        PortTaken: it cannot; the words say why, and what to set.
    """
    family = socket.AF_INET6 if ip_address(host).version == 6 else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As a server does: a port whose last connections are still cooling down is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as fault:
            raise PortTaken(_words(fault.errno, host, port)) from None


def _words(code: int | None, host: str, port: int) -> str:
    if code == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Set TROTH_PORT to a free one."
    if code == errno.EACCES:
        return f"Port {port} is not open to ordinary users. Set TROTH_PORT to 1024 or more."
    if code == errno.EADDRNOTAVAIL:
        return f"This machine has no address {host}. Set TROTH_HOST to one it has."
    return f"The desk cannot listen on {host} port {port}: {os.strerror(code or 0)}."


def is_well(host: str, port: int) -> bool:
    """Say whether /health answers 200, within two seconds."""
    anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    asked = http.client.HTTPConnection(anywhere.get(host, host), port, timeout=2)
    try:
        asked.request("GET", "/health", headers={"Host": "localhost"})
        return asked.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
