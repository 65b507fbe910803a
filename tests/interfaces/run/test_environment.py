"""What an operator sets is understood, or refused in words that name it."""

from datetime import timedelta
from pathlib import Path

import pytest

from troth.interfaces.cli.run.environment import Environment, Mail, Misconfigured, read


def told(tmp_path: Path, **environ: str) -> Environment:
    return read(environ, tmp_path)


def test_nothing_set_is_a_real_desk_on_loopback(tmp_path: Path) -> None:
    found = told(tmp_path)

    assert (found.home, found.host, found.port) == (tmp_path / "var", "127.0.0.1", 8000)
    assert (found.url, found.demo, found.mail) == (
        "http://localhost:8000",
        False,
        Mail("localhost"),
    )


def test_an_unknown_variable_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"TROTH_PROT: found '80'; .* TROTH_PORT"):
        told(tmp_path, TROTH_PROT="80")


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("TROTH_PORT", "0", "from 1 to 65535"),
        ("TROTH_PORT", "eighty", "from 1 to 65535"),
        ("TROTH_HOST", "desk.example.com", "an IP address"),
        ("TROTH_DEMO", "perhaps", "yes or no"),
        ("TROTH_CLOCK", "3h", "a sign, a number"),
        ("TROTH_MAIL", "sendmail", "smtp://"),
        ("TROTH_MAIL", "smtp://host:99999", "smtp://"),
        ("TROTH_MAIL_FROM", "Support", "one mail address"),
        ("TROTH_URL", "support.example.com", "https://support.example.com"),
        ("TROTH_PG_BIN", "/nowhere", "PostgreSQL's `postgres`"),
        ("TROTH_LOG", "loud", "debug, info"),
        ("TROTH_SECOND_FACTOR", "yes", "required or offered"),
        ("TROTH_PROXIES", "10.0.0.0/8, ::1", "networks or addresses with spaces"),
        ("DATABASE_URL", "mysql://localhost/desk", "postgresql://"),
    ],
)
def test_nonsense_is_refused_with_what_is_allowed(
    tmp_path: Path, name: str, value: str, allowed: str
) -> None:
    with pytest.raises(Misconfigured) as refused:
        told(tmp_path, TROTH_DEMO="yes", **{name: value}) if name != "TROTH_DEMO" else told(
            tmp_path, **{name: value}
        )

    assert refused.value.faults[0].startswith(f"{name}: found ")
    assert allowed in refused.value.faults[0]


def test_every_fault_is_told_at_once_and_no_password_with_them(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured) as refused:
        told(tmp_path, TROTH_PORT="x", DATABASE_URL="mysql://desk:secret@localhost/desk")

    assert len(refused.value.faults) == 2
    assert "secret" not in str(refused.value)


def test_the_clock_moves_in_a_demo_only(tmp_path: Path) -> None:
    assert told(tmp_path, TROTH_DEMO="yes", TROTH_CLOCK="-30m").clock == timedelta(minutes=-30)
    with pytest.raises(Misconfigured, match=r"TROTH_CLOCK: .* real time"):
        told(tmp_path, TROTH_CLOCK="+3h")


def test_a_home_remembers_that_it_is_a_demo(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "demo").touch()

    assert told(tmp_path).demo
    assert not told(tmp_path, TROTH_DEMO="no").demo


def test_mail_is_sent_outside_a_demo(tmp_path: Path) -> None:
    asked = told(tmp_path, TROTH_MAIL="smtps://desk:p%40ss@mail.example.com")

    assert asked.mail == Mail("mail.example.com", 465, "desk", "p@ss", tls=True)
    with pytest.raises(Misconfigured, match="an outbox sends nothing"):
        told(tmp_path, TROTH_MAIL="outbox")


def test_staff_need_a_second_factor_on_a_real_desk_and_are_offered_one_in_a_demo(
    tmp_path: Path,
) -> None:
    assert told(tmp_path).second_factor
    assert not told(tmp_path, TROTH_DEMO="yes").second_factor
    assert told(tmp_path, TROTH_DEMO="yes", TROTH_SECOND_FACTOR="Required").second_factor
    assert not told(tmp_path, TROTH_SECOND_FACTOR="offered").second_factor
