"""What the line does, in the form the telephone industry reads (TwiML), and its requests' proof."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpRequest

from troth.core.line.verbs import Ask, Leave, Record, Ring, Say, Turn, Verb


@dataclass(frozen=True, slots=True)
class Places:
    """Addresses that go into an answer: of a step, and of what somebody who is rung hears first."""

    step: Mapping[str, str]
    whisper: Mapping[str, str]  # by number


def is_signed(request: HttpRequest, address: str, token: str) -> bool:
    """Say whether a request was signed with our token for this address and these fields."""
    from twilio.request_validator import RequestValidator  # few desks have a telephone

    signature = request.headers.get("X-Twilio-Signature", "")
    return bool(RequestValidator(token).validate(address, request.POST.dict(), signature))


def signature_of(address: str, fields: Mapping[str, str], token: str) -> str:
    """Return the signature that a provider with our token gives a request."""
    from twilio.request_validator import RequestValidator

    return str(RequestValidator(token).compute_signature(address, dict(fields)))


def written(turn: Turn, places: Places) -> bytes:
    """Write a turn down. Who is rung are the numbers that `places` knows a whisper for."""
    root = Element("Response")
    for verb in turn.verbs:
        _write(root, verb, places)
    return _whole(root)


def asked(text: str, address: str) -> bytes:
    """Write down a question with one key for an answer, after which the call ends."""
    root = Element("Response")
    gather = SubElement(root, "Gather", numDigits="1", timeout="8", action=address, method="POST")
    SubElement(gather, "Say").text = text
    SubElement(root, "Hangup")
    return _whole(root)


def said(texts: Sequence[str], *, ends: bool = True) -> bytes:
    """Write down some words, and the end of the call; without an end, two calls are joined."""
    root = Element("Response")
    for text in texts:
        SubElement(root, "Say").text = text
    if ends:
        SubElement(root, "Hangup")
    return _whole(root)


def _write(root: Element, verb: Verb, places: Places) -> None:
    match verb:
        case Say(text):
            SubElement(root, "Say").text = text
        case Ask(step, text, one_key, patience):
            form = {"action": places.step[step], "method": "POST", "actionOnEmptyResult": "true"}
            form |= {"numDigits": "1"} if one_key else {"finishOnKey": "#"}
            form["timeout"] = str(int(patience.total_seconds()))
            SubElement(SubElement(root, "Gather", form), "Say").text = text
        case Record(step, longest):
            SubElement(
                root,
                "Record",
                action=places.step[step],
                method="POST",
                maxLength=str(int(longest.total_seconds())),
                playBeep="true",
            )
            # A provider goes on here when nothing was said: the step is asked for all the same.
            SubElement(root, "Redirect", method="POST").text = places.step[step]
        case Ring(step, patience):
            seconds = str(int(patience.total_seconds()))
            dial = SubElement(
                root, "Dial", action=places.step[step], method="POST", timeout=seconds
            )
            for number, whisper in places.whisper.items():
                SubElement(dial, "Number", url=whisper, method="POST").text = number
        case Leave():
            SubElement(root, "Hangup")


def _whole(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
