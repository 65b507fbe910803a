"""Pages travel compressed, streams do not."""

import gzip
from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from troth.interfaces.ui.compressing import CompressedPages

ASKING = RequestFactory().get("/", headers={"accept-encoding": "gzip, br"})
LONG = "Nobody can sign in. " * 100


def passed(answer: HttpResponseBase) -> HttpResponseBase:
    """What becomes of an answer on its way to a browser that reads gzip."""
    return CompressedPages(lambda _: answer).process_response(ASKING, answer)


def test_a_page_is_compressed_and_its_length_hidden() -> None:
    lengths = set()
    for _ in range(20):
        answer = passed(HttpResponse(LONG))
        assert answer["Content-Encoding"] == "gzip"
        assert isinstance(answer, HttpResponse)
        assert gzip.decompress(answer.content).decode() == LONG
        lengths.add(len(answer.content))

    assert len(lengths) > 1


def test_a_stream_is_not_held_back() -> None:
    def events() -> Iterator[str]:
        yield "data: changed\n\n" * 100

    stream = StreamingHttpResponse(events(), content_type="text/event-stream")
    answer = passed(stream)

    assert not answer.has_header("Content-Encoding")


def test_a_file_goes_as_it_is() -> None:
    sent = HttpResponse(LONG, content_type="application/octet-stream")

    assert not passed(sent).has_header("Content-Encoding")
