"""Tell mail that a program sent from mail that a person wrote."""

from collections.abc import Mapping, Sequence

_BULK = {"bulk", "junk", "list", "auto_reply"}
_LISTS = ("list-id", "list-post", "list-unsubscribe", "list-help", "list-subscribe", "list-owner")
_REPLIERS = ("x-autoreply", "x-autorespond")


def is_automatic(fields: Mapping[str, Sequence[str]]) -> bool:
    """Say whether no person wrote this message. `fields` are by lower-case name.

    Goes by Auto-Submitted (RFC 3834, section 5), an empty Return-Path (RFC
    5321, section 4.5.5), Precedence, list fields (RFC 2369, 2919) and a
    report's content type. X-Auto-Response-Suppress only asks for no answer:
    people's mail programs set it too, so it says nothing here.
    """
    submitted = _first(fields, "auto-submitted").partition(";")[0].strip()
    return (
        submitted not in ("", "no")
        or any(path.replace(" ", "") == "<>" for path in fields.get("return-path", ()))
        or _first(fields, "precedence") in _BULK
        or any(name in fields for name in (*_LISTS, *_REPLIERS))
        or _first(fields, "content-type").startswith("multipart/report")
    )


def _first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next((value.strip().lower() for value in fields.get(name, ())), "")
