"""What a browser may show is decided by the bytes, and what could harm is never shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.interfaces.channels.web.bytes_of import HTML, PDF, SVG, gif, jpeg, png, webp
from troth.interfaces.channels.web.pictures import measure
from troth.interfaces.channels.web.sight import HIDDEN, MOST_BYTES, judge

COMMENT = b"!\xfe\x03abc\x02de\x00"


@pytest.mark.parametrize(
    ("body", "media_type", "size"),
    [
        pytest.param(png(640, 480), "image/png", (640, 480), id="png"),
        pytest.param(gif(10, 20, (10, 20)), "image/gif", (10, 20), id="gif"),
        pytest.param(
            gif(10, 20, (10, 20), extension=COMMENT), "image/gif", (10, 20), id="gif-with-comment"
        ),
        pytest.param(gif(1, 1, (9_000, 9_000)), "image/gif", (9_000, 9_000), id="gif-that-grows"),
        pytest.param(jpeg((640, 480)), "image/jpeg", (640, 480), id="jpeg"),
        pytest.param(jpeg((640, 480), profile=3), "image/jpeg", (640, 480), id="jpeg-of-a-camera"),
        pytest.param(
            jpeg((1, 1), (30_000, 9)), "image/jpeg", (30_000, 9), id="jpeg-that-says-two-sizes"
        ),
        pytest.param(webp(640, 480), "image/webp", (640, 480), id="webp"),
    ],
)
def test_a_picture_is_measured_by_its_header(
    body: bytes, media_type: str, size: tuple[int, int]
) -> None:
    found = measure(body)

    assert found is not None
    assert (found.media_type, (found.width, found.height)) == (media_type, size)


@pytest.mark.parametrize(
    ("body", "shown_as"),
    [
        pytest.param(png(640, 480), "picture", id="png"),
        pytest.param(PDF, "pdf", id="pdf"),
        pytest.param(b"09:00 502 bad gateway\n", "text", id="a-log"),
        pytest.param("Grüße, 世界\n".encode(), "text", id="utf-8"),
        pytest.param(SVG, "text", id="svg-as-its-source"),
        pytest.param(HTML, "text", id="html-as-its-source"),
        pytest.param(b"GIF89a=1;alert(1)//", "text", id="a-script-that-begins-as-a-gif"),
        pytest.param(b"<?xml version='1.0'?>" + SVG, "text", id="svg-behind-a-prologue"),
    ],
)
def test_what_can_be_shown(body: bytes, shown_as: str) -> None:
    seen = judge(body, len(body))

    assert seen.shown_as == shown_as
    assert seen.media_type.startswith(("image/", "application/pdf", "text/plain"))
    assert "svg" not in seen.media_type
    assert "html" not in seen.media_type


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(png(60_000, 60_000), id="a-bomb"),
        pytest.param(png(100_000_000, 1), id="a-long-bomb"),
        pytest.param(png(0, 9), id="no-width"),
        pytest.param(gif(1, 1, (65_535, 65_535)), id="a-gif-that-grows"),
        pytest.param(jpeg((1, 1), (65_000, 65_000)), id="a-jpeg-that-says-two-sizes"),
        pytest.param(webp(16_383, 16_383), id="a-webp-bomb"),
        pytest.param(jpeg(), id="a-jpeg-that-says-no-size"),
        pytest.param(b"\xff\xd8\xff\xe0\xff\xff" + bytes(100), id="a-jpeg-cut-off"),
        pytest.param(b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>", id="an-svg-that-begins-as-a-png"),
        pytest.param(b"\0\0\0\x1cftypavif" + bytes(40), id="a-type-we-cannot-measure"),
        pytest.param("<script>".encode("utf-16"), id="a-script-in-utf-16"),
        pytest.param(b"+ADw-script+AD4-\x00", id="a-script-in-utf-7-with-a-nul"),
        pytest.param(b"\xfftext", id="not-utf-8"),
        pytest.param(b"MZ\x90\x00\x03", id="a-program"),
        pytest.param(b"PK\x03\x04" + bytes(30), id="an-archive"),
    ],
)
def test_what_could_harm_can_only_be_saved(body: bytes) -> None:
    assert judge(body, len(body)) == HIDDEN


@pytest.mark.parametrize(("head", "kind"), [(png(9, 9), "picture"), (PDF, "pdf"), (b"a", "text")])
def test_too_large_a_file_can_only_be_saved(head: bytes, kind: str) -> None:
    assert judge(head, MOST_BYTES[kind]).shown_as == kind
    assert judge(head, MOST_BYTES[kind] + 1) == HIDDEN


def test_a_letter_cut_where_the_head_ends_is_text_still() -> None:
    assert judge("ö".encode()[:1].rjust(9, b"a"), 100).shown_as == "text"


@given(
    st.binary(max_size=300)
    | st.builds(
        lambda head, cut, more: head[:cut] + more,
        st.sampled_from([png(), gif(2, 2, (2, 2)), jpeg((2, 2)), webp(2, 2)]),
        st.integers(0, 60),
        st.binary(max_size=200),
    )
)
def test_no_bytes_at_all_are_a_fault(body: bytes) -> None:
    seen = judge(body, len(body))

    assert seen.shown_as != "picture" or (seen.width > 0 and seen.height > 0)
