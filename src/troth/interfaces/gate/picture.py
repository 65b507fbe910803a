"""A secret as apps take it: by camera, or typed."""

from urllib.parse import quote, urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString

from troth.domain.security.rules import grouped, written

QUIET = 4  # modules of ground around the picture, as readers need them


def address_of_secret(secret: bytes, *, issuer: str, account: str) -> str:
    """Return the address that an app understands: otpauth://totp/…"""
    said = {"secret": written(secret), "issuer": issuer}
    label = quote(f"{issuer}:{account}", safe="@:")
    return f"otpauth://totp/{label}?{urlencode(said, quote_via=quote)}"


def typed(secret: bytes) -> str:
    """Return the secret in groups, for whoever has no camera at hand."""
    return grouped(written(secret))


def picture_of(text: str) -> SafeString:
    """Return a QR code as SVG: one path, no style, so that the page's policy lets it be."""
    import segno  # here, because one page of the site needs it

    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    size = len(rows) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-labelledby="qr-name" '
        'shape-rendering="crispEdges"><title id="qr-name">QR</title>'
        '<rect class="qr__ground" width="100%" height="100%"/>'
        '<path class="qr__ink" d="{}"/></svg>',
        size,
        size,
        path,
    )
