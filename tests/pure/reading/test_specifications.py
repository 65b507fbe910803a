"""System specifications are told as fields, whichever way they were typed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.interfaces.ui.specifications import read


@pytest.mark.parametrize(
    ("text", "fields", "others"),
    [
        pytest.param("OS: Windows 11\nBrowser: Chrome 120",
                     [("OS", "Windows 11"), ("Browser", "Chrome 120")], [], id="key-and-value"),
        pytest.param("- OS: Debian 12\n* RAM = 16 GB",
                     [("OS", "Debian 12"), ("RAM", "16 GB")], [], id="bullets"),
        pytest.param("OS: Windows 11, Browser: Chrome",
                     [("OS", "Windows 11"), ("Browser", "Chrome")], [], id="fields-on-one-line"),
        pytest.param("Linux 6.1, Chromium 120, MediaPlatform 4.2",
                     [("Linux", "6.1"), ("Chromium", "120"), ("MediaPlatform", "4.2")], [],
                     id="versions"),
        pytest.param("MediaPlatform 4.2, two encoders, 1080p",
                     [("MediaPlatform", "4.2")], ["two encoders", "1080p"], id="a-mixed-list"),
        pytest.param("Encoders: two, 1080p, on site", [("Encoders", "two, 1080p, on site")], [],
                     id="a-value-that-is-a-list"),
        pytest.param("Browsers:\n- Chrome 120\n- Firefox 148",
                     [("Browsers", "Chrome 120"), ("Browsers", "Firefox 148")], [], id="a-heading"),
        pytest.param("Network: behind a proxy\n  with its own certificates",
                     [("Network", "behind a proxy\nwith its own certificates")], [],
                     id="a-value-that-goes-on"),
        pytest.param("Player – 5.0 beta", [("Player", "5.0 beta")], [], id="a-dash"),
        pytest.param("Betriebssystem: Windows 11", [("Betriebssystem", "Windows 11")], [],
                     id="other-languages"),
        pytest.param("https://media.acme.example/x", [], ["https://media.acme.example/x"],
                     id="an-address-is-no-field"),
        pytest.param(r"C:\Program Files\IVT", [], [r"C:\Program Files\IVT"], id="nor-is-a-path"),
        pytest.param("We run it on the usual machines, as always.",
                     [], ["We run it on the usual machines, as always."], id="prose"),
        pytest.param("  \n\n", [], [], id="nothing"),
    ],
)  # fmt: skip
def test_specifications(text: str, fields: list[tuple[str, str]], others: list[str]) -> None:
    found = read(text)

    assert list(found.fields) == fields
    assert list(found.others) == others


@given(st.text(alphabet="ab1 :=,;-•\n\t.–/") | st.text())
def test_every_letter_that_was_typed_is_told(text: str) -> None:
    found = read(text)
    told = "".join(f"{name}{value}" for name, value in found.fields) + "".join(found.others)

    assert {one for one in text if one.isalpha()} <= set(told)


@pytest.mark.parametrize("piece", ["a" * 9 + " ", "a:", "a, ", "a = ", "a - ", "a.1"])
def test_a_hostile_text_is_read_in_no_time(piece: str) -> None:
    start = time.process_time()
    read(piece * 20_000)
    read((piece + "\n") * 20_000)

    assert time.process_time() - start < 2
