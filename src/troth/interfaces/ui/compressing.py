"""Pages travel compressed; files and streams as they are."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressedPages(GZipMiddleware):
    """Compress what is text and whole.

    A page holds secrets next to what a stranger may have typed, and compression could betray them
    by its length (BREACH). Django hides the length behind random bytes and masks its CSRF secret
    anew for each page. A stream would be held back, and a file is small already or sent as it is.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress a page, a piece of one, or JSON; let everything else pass."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in ("text/html", "text/plain", "application/json"):
            return response
        return super().process_response(request, response)
