"""Find files that stand uuencoded within a text."""

import re

from troth.interfaces.channels.mail.transfer import uu_of

_BEGIN = re.compile(r"^begin [0-7]{3,4} (\S[^\n]{0,200})$", re.MULTILINE)
_MOST = 100


def taken_out(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Return a text without its uuencoded files, each named in its place, and the files.

    What has no end, or says nothing, is no file and stays.
    """
    if "\nend" not in text:
        return text, []
    found: list[tuple[str, bytes]] = []
    said, at = [], 0
    while len(found) < _MOST and (begin := _BEGIN.search(text, at)):
        stop = re.compile(r"^end[ \t]*$", re.MULTILINE).search(text, begin.end())
        if stop is None:
            break
        inside = text[begin.end() + 1 : stop.start()]
        body = uu_of(inside.encode("utf-8", "replace").split(b"\n")) if inside.isascii() else b""
        if body:
            said.append(f"{text[at : begin.start()]}[{begin.group(1).strip()}]")
            found.append((begin.group(1).strip(), body))
        else:
            said.append(text[at : stop.end()])
        at = stop.end()
    return "".join(said) + text[at:], found
