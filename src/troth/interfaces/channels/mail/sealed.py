"""Mail that is signed or encrypted: what it says is shown, and that nothing was checked."""

from dataclasses import dataclass, field

SIGNED = "It is signed; the signature was not checked."
ENCRYPTED = "It is encrypted, and the desk has no key to it. The encrypted part is kept as a file."
_CLEAR = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_SIGNATURE_END = "-----END PGP SIGNATURE-----"
_SECRET = "-----BEGIN PGP MESSAGE-----"  # noqa: S105 - a mark, no secret of ours
_SECRET_END = "-----END PGP MESSAGE-----"  # noqa: S105
_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_DEEPEST = 20
_MOST = 50


@dataclass(slots=True)
class Opened:
    """A text with its PGP blocks taken out, the blocks as files, and what to tell of them."""

    text: str
    files: list[tuple[str, bytes]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def opened(text: str) -> Opened:
    """Return a text without the marks of PGP; signatures and secrets become files."""
    found = Opened(text)
    for _ in range(_MOST):
        if not (_take_signed(found) or _take_secret(found)):
            break
    return found


def _take_signed(found: Opened) -> bool:
    before, mark, rest = found.text.partition(_CLEAR)
    signed, signature, after = rest.partition(_SIGNATURE)
    block, end, after = after.partition(_SIGNATURE_END)
    if not (mark and signature and end):
        return False
    _, _, said = signed.partition("\n\n")  # after the fields that name the digest
    plain = "\n".join(line.removeprefix("- ") for line in (said or signed).split("\n"))
    found.text = f"{before}{plain.strip(chr(10))}\n{after}"
    found.files.append(("signature.asc", f"{signature}{block}{end}\n".encode()))
    found.remarks.append(SIGNED)
    return True


def _take_secret(found: Opened) -> bool:
    before, mark, rest = found.text.partition(_SECRET)
    block, end, after = rest.partition(_SECRET_END)
    if not (mark and end):
        return False
    found.text = f"{before}[encrypted.asc]{after}"
    found.files.append(("encrypted.asc", f"{mark}{block}{end}\n".encode()))
    found.remarks.append(ENCRYPTED)
    return True


def content_of(signed: bytes) -> bytes | None:
    """Return the message within signed data of S/MIME (RFC 5652, section 5); None if none is.

    Reads BER as far as is needed: an object id, then the octets that follow it.
    """
    at = signed.find(_SIGNED_DATA)
    if at < 0 or at > 60:
        return None
    try:
        return _octets(signed, _encapsulated(signed, at + len(_SIGNED_DATA)), _DEEPEST)
    except (IndexError, ValueError):
        return None


def _encapsulated(raw: bytes, at: int) -> int:
    """Return where the octets begin: SignedData is a version, digests, then what is signed."""
    for tag in (0xA0, 0x30):
        at = _enter(raw, at, tag)
    at = _over(raw, at)  # version
    at = _over(raw, at)  # digest algorithms
    at = _enter(raw, at, 0x30)
    at = _over(raw, at)  # the kind of content
    return _enter(raw, at, 0xA0)


def _enter(raw: bytes, at: int, tag: int) -> int:
    if raw[at] != tag:
        raise ValueError("not what was expected")
    return _header(raw, at)[0]


def _header(raw: bytes, at: int) -> tuple[int, int | None]:
    """Return where the value at `at` begins and where it ends; None is "at an end mark"."""
    size, at = raw[at + 1], at + 2
    if size == 0x80:
        return at, None
    if size > 0x80:
        count = size & 0x7F
        if count > 4:
            raise ValueError("longer than anything")
        size, at = int.from_bytes(raw[at : at + count], "big"), at + count
    if at + size > len(raw):
        raise ValueError("longer than what is there")
    return at, at + size


def _over(raw: bytes, at: int, depth: int = _DEEPEST) -> int:
    if not depth:
        raise ValueError("too deep")
    start, end = _header(raw, at)
    if end is not None:
        return end
    while raw[start : start + 2] != b"\x00\x00":
        start = _over(raw, start, depth - 1)
    return start + 2


def _octets(raw: bytes, at: int, depth: int) -> bytes:
    """Return an octet string, in one piece or in several."""
    if raw[at] == 0x04:
        start, end = _header(raw, at)
        return raw[start:end]
    if raw[at] != 0x24 or not depth:
        raise ValueError("no octets")
    start, end = _header(raw, at)
    found = []
    while (start < end) if end is not None else raw[start : start + 2] != b"\x00\x00":
        found.append(_octets(raw, start, depth - 1))
        start = _over(raw, start)
    return b"".join(found)
