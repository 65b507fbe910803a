"""Which characters bytes mean: what is declared where it decodes, and what programs mean by it."""

import pytest

from troth.interfaces.channels.mail.charset import decode

RUSSIAN = "Не могу войти в систему после обновления, помогите пожалуйста"


@pytest.mark.parametrize(
    ("text", "written_in", "declared"),
    [
        ("Grüße – „so“ 5 €", "cp1252", "iso-8859-1"),
        ("Grüße – „so“ 5 €", "cp1252", "ISO8859-1"),
        ("Grüße – „so“ 5 €", "cp1252", "latin1"),
        ("İyi günler – ş", "cp1254", "iso-8859-9"),
        ("无法登录系统镕", "gb18030", "gb2312"),
        ("无法登录系统镕", "gb18030", "GBK"),
        ("無法登入系統", "cp950", "big5"),
        ("로그인할 수 없습니다 똠", "cp949", "ks_c_5601-1987"),
        ("로그인할 수 없습니다 똠", "cp949", "ks_c_5601"),
        ("로그인할 수 없습니다 똠", "cp949", "euc-kr"),
        ("ログイン①", "cp932", "shift_jis"),
        ("ログインできません", "euc_jp", "euc-jp"),
        ("ログインできません", "iso2022_jp", "iso-2022-jp"),
        ("ログインできません", "iso2022_jp", "us-ascii"),
        ("ログインできません", "iso2022_jp", ""),
        ("로그인", "iso2022_kr", "us-ascii"),
        ("ไม่สามารถเข้าสู่ระบบ", "cp874", "tis-620"),
        ("שלום", "iso-8859-8", "iso-8859-8-i"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp1251", "windows-1251"),
        ("Nevar pieslēgties", "utf-8", "us-ascii"),
        ("Nevar pieslēgties", "utf-8", "no-such-set"),
        ("Nevar pieslēgties", "utf-8", '"UTF-8"'),
        ("Nevar pieslēgties", "utf-16", "utf-16"),
        ("Nevar pieslēgties", "utf-16", ""),
        ("Nevar pieslēgties", "utf-8-sig", "utf-8"),
    ],
)
def test_text_is_read_as_it_was_written(text: str, written_in: str, declared: str) -> None:
    assert decode(text.encode(written_in), declared) == text


def test_what_is_declared_and_decodes_is_never_overridden() -> None:
    raw = RUSSIAN.encode("koi8-r")

    assert decode(raw, "cp1252", guess=True) != RUSSIAN
    assert decode(raw, "iso-8859-5", guess=True) == raw.decode("iso-8859-5")


def test_bodies_are_guessed_and_headers_are_not() -> None:
    raw = RUSSIAN.encode("cp1251")

    assert decode(raw, guess=True) == RUSSIAN
    assert decode(raw) == raw.decode("cp1252", "replace")


def test_a_page_names_its_own_set() -> None:
    raw = f"<meta charset=windows-1251><p>{RUSSIAN}".encode("cp1251")

    assert RUSSIAN in decode(raw, html=True)
    assert RUSSIAN not in decode(raw)


@pytest.mark.parametrize(
    "declared", ["idna", "punycode", "unicode-escape", "zlib", "rot13", "\0", "x" * 999]
)
def test_what_is_no_set_of_mail_counts_as_undeclared(declared: str) -> None:
    assert decode("Grüße \\u0041".encode(), declared) == "Grüße \\u0041"


@pytest.mark.parametrize("raw", [bytes(range(256)), b"\x1b$B", b"\xff\xfe\x00", b"\x80" * 99, b""])
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1", "iso-2022-jp", "utf-16", "gb2312"])
def test_whatever_comes_is_text_that_can_be_kept(raw: bytes, declared: str) -> None:
    text = decode(raw, declared, guess=True)

    assert "\x00" not in text
    assert text.encode("utf-8").decode("utf-8") == text
