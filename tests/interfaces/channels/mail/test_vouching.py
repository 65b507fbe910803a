"""Whose mail it is goes by our own border's word, and by nothing that a sender can write."""

import pytest

from tests.interfaces.channels.mail.messages import mail, mail_of, multipart, part
from troth.interfaces.channels.mail.reader import read
from troth.interfaces.channels.mail.vouching import vouched

BORDER = "mx.ivt.example"
PASS = f"{BORDER}; dmarc=pass header.from=acme.example"
FAIL = f"{BORDER}; dmarc=fail header.from=acme.example"
NONE = f"{BORDER}; dmarc=none header.from=acme.example"
FORGED = "mx.elsewhere.example; dmarc=pass header.from=acme.example"
AMONG_OTHERS = (
    f"{BORDER}; dkim=pass header.i=@acme.example header.b=ab/c=;\r\n"
    "\tspf=pass (sender acme.example; dmarc=fail) smtp.mailfrom=acme.example;\r\n"
    "\tdmarc=pass (p=REJECT sp=NONE dis=NONE) header.from=acme.example"
)

TABLE = {
    "a pass for the domain we read": ([PASS], "verified"),
    "the topmost of ours counts": ([FAIL, PASS], "held"),
    "a forged one below ours is not looked at": ([NONE, PASS], "claimed"),
    "somebody else's name vouches for nothing": ([FORGED], "claimed"),
    "somebody else's above ours is passed over": ([FORGED, PASS], "verified"),
    "a name that begins as ours is not ours": ([f"{BORDER}.evil.example; dmarc=pass"], "claimed"),
    "a name that ends as ours is not ours": ([f"evil.{BORDER}; dmarc=pass"], "claimed"),
    "our name in a comment is not our name": ([f"({BORDER}) evil.example; dmarc=pass"], "claimed"),
    "a comment before our name": ([f"(checked) {PASS}"], "verified"),
    "no field": ([], "claimed"),
    "an empty field": ([""], "claimed"),
    "nothing was checked": ([f"{BORDER}; none"], "claimed"),
    "only SPF and DKIM": (
        [f"{BORDER}; spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example"],
        "claimed",
    ),
    "among others": ([AMONG_OTHERS], "verified"),
    "folded in every place": (
        [" ".join((BORDER, "; dmarc = pass header . from = acme.example")).replace(" ", "\r\n\t")],
        "verified",
    ),
    "comments in every place": (
        [f"{BORDER}(a)(b(c));(d)dmarc(e)=(f)pass(g)header(h).(i)from(j)=(k)acme.example(l)"],
        "verified",
    ),
    "a comment that says pass": (
        [f"{BORDER}; dmarc=fail (dmarc=pass) header.from=acme.example"],
        "held",
    ),
    "a comment that never ends": ([f"{BORDER}; (dmarc=pass header.from=acme.example"], "claimed"),
    "any case": (["MX.IVT.Example; DMARC=Pass Header.From=ACME.example"], "verified"),
    "a dot at the end": (["mx.ivt.example.; dmarc=pass header.from=acme.example."], "verified"),
    "a version": ([f"{BORDER} 1; dmarc=pass header.from=acme.example"], "verified"),
    "a version nobody knows": ([f"{BORDER} 2; dmarc=pass header.from=acme.example"], "claimed"),
    "a method with a version": ([f"{BORDER}; dmarc/1=pass header.from=acme.example"], "verified"),
    "our name quoted": ([f'"{BORDER}"; dmarc=pass header.from="acme.example"'], "verified"),
    "quoted words are no fields": (
        [f'{BORDER}; spf=pass smtp.mailfrom="x; dmarc=pass header.from=acme.example"@e.example'],
        "claimed",
    ),
    "a quote that never ends": ([f'{BORDER}; dmarc=pass header.from="acme.example'], "claimed"),
    "a pass for another domain": ([f"{BORDER}; dmarc=pass header.from=evil.example"], "held"),
    "a pass for a domain below": ([f"{BORDER}; dmarc=pass header.from=x.acme.example"], "held"),
    "a pass for no domain": ([f"{BORDER}; dmarc=pass"], "claimed"),
    "a pass for two domains": (
        [f"{BORDER}; dmarc=pass header.from=acme.example header.from=evil.example"],
        "claimed",
    ),
    "a pass and a fail": (
        [f"{PASS}; dmarc=fail header.from=acme.example"],
        "held",
    ),
    "a pass and a doubt": ([f"{PASS}; dmarc=temperror header.from=acme.example"], "claimed"),
    "an error for now": ([f"{BORDER}; dmarc=temperror header.from=acme.example"], "claimed"),
    "an error for good": ([f"{BORDER}; dmarc=permerror header.from=acme.example"], "claimed"),
    "a best guess is no pass": ([NONE.replace("none", "bestguesspass")], "claimed"),
    "a whole address": ([f"{BORDER}; dmarc=pass header.from=mara@acme.example"], "verified"),
    "another method's pass": ([f"{BORDER}; x-dmarc=pass header.from=acme.example"], "claimed"),
    "longer than any border writes": ([f"{PASS}; x=y {'a' * 20_000}"], "claimed"),
}  # fmt: skip


@pytest.mark.parametrize(("results", "trust"), TABLE.values(), ids=TABLE.keys())
def test_what_is_believed(results: list[str], trust: str) -> None:
    assert vouched(results, "mara@acme.example", BORDER).trust == trust


def test_without_a_border_everything_is_claimed() -> None:
    assert vouched([PASS], "mara@acme.example", "").trust == "claimed"


def test_a_domain_in_another_script_is_compared_as_the_net_knows_it() -> None:
    field = f"{BORDER}; dmarc=pass header.from=xn--bcher-kva.example"

    assert vouched([field], "mara@bücher.example", BORDER).trust == "verified"


def test_what_is_concluded_says_from_what() -> None:
    assert vouched([PASS], "mara@acme.example", BORDER).why == (
        "mx.ivt.example says dmarc=pass for acme.example"
    )


@pytest.mark.parametrize("length", [10_000, 100_000])
def test_a_hostile_field_takes_no_time(length: int) -> None:
    from time import process_time

    begun = process_time()
    for sign in ("(", ")", '"', "\\", "=", ";", "a ", "(a", '"\\'):
        vouched([f"{BORDER}; {sign * length}", sign * length], "mara@acme.example", BORDER)
    assert process_time() - begun < 2


@pytest.mark.parametrize(
    "field",
    [
        f"Authentication-Results : {PASS}",  # which a border may not know for one to take away
        f"Authentication-Results\t: {PASS}",
        f"Subject: x\rAuthentication-Results: {PASS}",
        f"X: y\n Authentication-Results: {PASS}",
        f"ARC-Authentication-Results: i=1; {PASS}",
        f"=?utf-8?q?Authentication-Results?=: {PASS}",
    ],
)
def test_a_field_that_only_looks_like_a_verdict_is_none(field: str) -> None:
    assert read(mail(more=field))[0]["results"] == []


def test_the_reader_hands_over_what_the_verdict_needs() -> None:
    more = f"Authentication-Results: {FORGED}\nauthentication-results: {PASS}"
    found, _ = read(mail(more=f"{more}\nDelivered-To: support+t1.k00.aaaabbbbccccdddd@ivt.example"))

    assert found["results"] == [FORGED, PASS]
    assert found["addressed"] == ["support+t1.k00.aaaabbbbccccdddd@ivt.example"]


def test_nothing_of_a_mail_within_a_mail_says_where_it_belongs() -> None:
    """Anybody may attach a mail of ours, or one that somebody vouches for."""
    inner = mail(
        more=f"Authentication-Results: {PASS}\nIn-Reply-To: <ours@troth>\nX-Troth-Loop: ours\n"
        "Delivered-To: support+t1.k00.aaaabbbbccccdddd@ivt.example\nAuto-Submitted: auto-replied"
    )
    letter = f"Content-Type: message/rfc822\n\n{inner.decode()}"
    found, _ = read(mail_of(multipart(part("see"), letter)))

    assert (found["results"], found["references"], found["addressed"]) == ([], [], [])
    assert (found["loops"], found["automatic"], found["returned"]) == ([], False, {})
