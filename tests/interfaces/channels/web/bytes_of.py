"""Files as bytes, made by hand: pictures of any size, and things that pretend to be pictures."""

import struct
import zlib

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(document.domain)</script>"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def png(width: int = 2, height: int = 2) -> bytes:
    """A PNG that says it is so large; its picture is two by two."""
    rows = zlib.compress(b"\0" + b"\0" * 6 + b"\0" + b"\0" * 6)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    )


def gif(width: int, height: int, frame: tuple[int, int], *, extension: bytes = b"") -> bytes:
    """A GIF with a screen and a first frame of these sizes."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0" * 6
    return screen + extension + b"," + struct.pack("<HHHHB", 0, 0, *frame, 0) + b"\x02\x00;"


def jpeg(*sizes: tuple[int, int], profile: int = 0) -> bytes:
    """A JPEG whose headers tell these sizes, after a colour profile of that many bytes."""
    profiles = b"".join(
        b"\xff\xe2" + struct.pack(">H", 60_002) + bytes(60_000) for _ in range(profile)
    )
    frames = b"".join(
        b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, height, width, 0) for width, height in sizes
    )
    return b"\xff\xd8\xff\xe0\x00\x04ab" + profiles + frames + b"\xff\xda\x00\x02" + bytes(20)


def webp(width: int, height: int) -> bytes:
    """A WebP with an extended header."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + sides
