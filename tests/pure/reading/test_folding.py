"""Quotes and signatures in mail are told from what is said, and nothing is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.interfaces.ui.folding import fold

GMAIL = """It works now, thank you!

On Mon, Mar 2, 2026 at 12:04 PM Ines Duarte <support@ivt.example> wrote:

> Please install 4.2.1.
>
> Ines
"""
GMAIL_WRAPPED = """Still blank.

On Mon, Mar 2, 2026 at 12:04 PM Ines Duarte, IVT customer support <
support@ivt.example> wrote:

> Please install 4.2.1.
"""
APPLE = """We did. No change.

Sent from my iPhone

> On 2 Mar 2026, at 12:04, Ines Duarte <support@ivt.example> wrote:
>
> Please install 4.2.1.
"""
OUTLOOK = """Done.

Kind regards,
Mara

________________________________
From: Ines Duarte <support@ivt.example>
Sent: Monday, March 2, 2026 12:04 PM
To: Mara Lind <mara@acme.example>
Subject: RE: [IVT-10004] Nobody can log in

Please install 4.2.1.
"""
INLINE = """Hello Ines,

On Mon, Mar 2, 2026 at 12:04 PM Ines Duarte <support@ivt.example> wrote:
> Which browser do you use?

Firefox 148.

> And does it happen for everybody?

Only for producers.
"""
BOTTOM = """On Mon, Mar 2, 2026 at 12:04 PM Ines Duarte <support@ivt.example> wrote:
> One
> Two
> Three
> Four
> Five
> Six

Thanks, that helps.
"""


def outlook(who: str, sent: str, to: str, subject: str) -> str:
    return (
        f"Danke.\n\n{who}: Ines Duarte <support@ivt.example>\n{sent}: 2.3.2026 12:04\n"
        f"{to}: Mara Lind\n{subject}: Nobody can log in\n\nPlease install 4.2.1.\n"
    )


def said(text: str) -> str:
    return "".join(one.text for one in fold(text) if one.kind == "said").strip()


def kinds(text: str) -> list[str]:
    return [one.kind for one in fold(text)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(GMAIL, "It works now, thank you!", id="gmail"),
        pytest.param(GMAIL_WRAPPED, "Still blank.", id="gmail-wrapped"),
        pytest.param(APPLE, "We did. No change.", id="apple-mail"),
        pytest.param(OUTLOOK, "Done.\n\nKind regards,\nMara", id="outlook"),
        pytest.param(BOTTOM, "Thanks, that helps.", id="below-a-long-quote"),
        pytest.param("Ok.\n\n> Please install.\n> Ines\n", "Ok.", id="marks-alone"),
        pytest.param("Ok.\n-- \nMara Lind\nAcme Media\n", "Ok.", id="signature"),
        pytest.param("Ok.\n--\nMara Lind\n", "Ok.", id="signature-that-lost-its-space"),
        pytest.param(f"Ok.\n-- \nMara\n\n{GMAIL.partition(chr(10))[2]}", "Ok.", id="both"),
        pytest.param("Ok.\n\nGet Outlook for iOS<https://aka.ms/x>\n", "Ok.", id="outlook-ios"),
        pytest.param("Ok.\n\nVon meinem iPhone gesendet\n", "Ok.", id="sent-with-german"),
        pytest.param(
            "Ok.\n\n-----Original Message-----\nFrom: Ines\nText\n", "Ok.", id="original-message"
        ),
        pytest.param(
            "Ja.\n\n-----Ursprüngliche Nachricht-----\nText\n", "Ja.", id="original-german"
        ),
        pytest.param(outlook("Von", "Gesendet", "An", "Betreff"), "Danke.", id="outlook-german"),
        pytest.param(outlook("De", "Envoyé", "À", "Objet"), "Danke.", id="outlook-french"),
        pytest.param(outlook("De", "Enviado el", "Para", "Asunto"), "Danke.", id="outlook-spanish"),
        pytest.param(outlook("Da", "Inviato", "A", "Oggetto"), "Danke.", id="outlook-italian"),
        pytest.param(outlook("Van", "Verzonden", "Aan", "Onderwerp"), "Danke.", id="outlook-dutch"),
        pytest.param(outlook("Från", "Skickat", "Till", "Ämne"), "Danke.", id="outlook-swedish"),
        pytest.param(outlook("Od", "Wysłano", "Do", "Temat"), "Danke.", id="outlook-polish"),
        pytest.param(outlook("От", "Отправлено", "Кому", "Тема"), "Danke.", id="outlook-russian"),
        pytest.param(
            outlook("差出人", "送信日時", "宛先", "件名"), "Danke.", id="outlook-japanese"
        ),
        pytest.param(outlook("*From", "*Sent", "*To", "*Subject"), "Danke.", id="outlook-bold"),
    ],
)
def test_only_what_is_said_stays_open(text: str, shown: str) -> None:
    assert said(text) == shown


@pytest.mark.parametrize(
    "line",
    [
        "Am 02.03.2026 um 12:04 schrieb Ines Duarte <support@ivt.example>:",
        "Le lun. 2 mars 2026 à 12:04, Ines Duarte <support@ivt.example> a écrit :",
        "El lun, 2 mar 2026 a las 12:04, Ines Duarte (<support@ivt.example>) escribió:",
        "Il giorno lun 2 mar 2026 alle ore 12:04 Ines Duarte <support@ivt.example> ha scritto:",
        "Em seg., 2 de mar. de 2026 às 12:04, Ines Duarte <support@ivt.example> escreveu:",
        "Op ma 2 mrt 2026 om 12:04 schreef Ines Duarte <support@ivt.example>:",
        "Den mån 2 mars 2026 kl 12:04 skrev Ines Duarte <support@ivt.example>:",
        "pon., 2 mar 2026 o 12:04 Ines Duarte <support@ivt.example> napisał(a):",
        "пн, 2 мар. 2026 г. в 12:04, Ines Duarte <support@ivt.example> написал(а):",
        "Ines Duarte <support@ivt.example> 于2026年3月2日周一 12:04写道：",
        "2026年3月2日(月) 12:04 Ines Duarte <support@ivt.example> のメール:",
        "On Monday, March 2, 2026 at 12:04:00 PM EST, Ines Duarte <support@ivt.example> wrote:",
    ],
)
@pytest.mark.parametrize("mark", ["> ", ""])
def test_who_wrote_what_is_quoted_is_known_in_many_languages(line: str, mark: str) -> None:
    assert said(f"Ok.\n\n{line}\n\n{mark}Please install 4.2.1.\n") == "Ok."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(INLINE, id="replies-between-quotes"),
        pytest.param(INLINE.partition("\n\n")[2], id="replies-with-no-greeting"),
        pytest.param("> Which browser?\nFirefox.\n", id="a-short-quote-and-its-reply"),
        pytest.param(
            OUTLOOK.replace("Done.", "My answers are below in red."), id="outlook-points-below"
        ),
        pytest.param(OUTLOOK.partition("Mara\n")[2], id="nothing-of-its-own"),
        pytest.param("> All of it\n> is quoted\n", id="only-a-quote"),
        pytest.param(
            f"See this.\n\n---------- Forwarded message ---------\n{OUTLOOK}", id="forwarded"
        ),
        pytest.param("Begin forwarded message:\n\n> From: x\n> Text\n", id="forwarded-by-apple"),
        pytest.param("It says:\n\nFrom: here on nothing works\nSo what?\n", id="prose-with-from"),
        pytest.param("Ines wrote to us:\nthat it is fixed.\n", id="prose-with-wrote"),
        pytest.param("a\n--\n" + "step\n" * 12 + "end\n", id="a-rule-is-no-signature"),
        pytest.param("-- \nMara Lind\n", id="only-a-signature"),
        pytest.param("", id="empty"),
    ],
)
def test_what_may_be_said_is_never_folded(text: str) -> None:
    assert [one.text for one in fold(text)] == [text]
    assert kinds(text) == ["said"]


def test_a_signature_and_a_quote_are_folded_apart() -> None:
    text = f"Ok.\n-- \nMara\n\n{GMAIL.partition(chr(10))[2]}"

    assert kinds(text) == ["said", "signature", "quoted"]


_LINES = st.lists(
    st.sampled_from([*f"{GMAIL}{OUTLOOK}{INLINE}".splitlines(), "-- ", "--", "", ">", "x:"])
)


@given(_LINES.map("\n".join) | st.text())
def test_the_passages_joined_are_the_text(text: str) -> None:
    assert "".join(one.text for one in fold(text)) == text


@pytest.mark.parametrize(
    "line",
    ["> ", "On 1:00 ", "From: x\n", "wrote 2026 ", ">>>>\n", "-- \n", "_" * 50, "Sent from my "],
)
def test_a_hostile_text_is_folded_in_no_time(line: str) -> None:
    start = time.process_time()
    fold(line * (200_000 // len(line)))
    fold((line.strip() + "\n") * (200_000 // (len(line.strip()) + 1)))

    assert time.process_time() - start < 2
