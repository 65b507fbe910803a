"""Who works in this shell, as the record of what was done about sign-ins names them."""

import os
import pwd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.domain.security.acts import By


def by_shell() -> "By":
    """Return the account of the operating system, and who became it by sudo."""
    from troth.domain.security.acts import By

    try:
        account = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # no name is kept for it, as in many containers
        account = str(os.getuid())
    before = os.environ.get("SUDO_USER", "")
    known = f"{account} ({before})" if before and before != account else account
    return By(f"shell:{known}"[:80])
