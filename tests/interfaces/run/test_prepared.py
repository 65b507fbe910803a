"""Preparing is left out only while nothing that it depends on has changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from troth.interfaces.cli.run import prepared
from troth.interfaces.cli.run.environment import Environment, read


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """A home that was prepared, and a program of one file."""
    program = tmp_path / "program"
    program.mkdir()
    (program / "rules.py").write_text("one = 1")
    monkeypatch.setattr(prepared, "PROGRAM", program)
    found = read({}, tmp_path)
    (found.home / "static" / "abc").mkdir(parents=True)
    (found.home / "static" / "current").write_text("abc")
    (tmp_path / "kept").write_text(prepared.mark(found))
    return found


def test_nothing_changed(env: Environment, tmp_path: Path) -> None:
    (tmp_path / "program" / "__pycache__").mkdir()
    (tmp_path / "program" / "__pycache__" / "rules.cpython-311.pyc").touch()

    assert prepared.is_done(env, tmp_path / "kept")


def test_a_changed_program_is_prepared_again(env: Environment, tmp_path: Path) -> None:
    (tmp_path / "program" / "rules.py").write_text("one, two = 1, 2")

    assert not prepared.is_done(env, tmp_path / "kept")


def test_a_desk_that_becomes_a_demo_is_prepared_again(env: Environment, tmp_path: Path) -> None:
    assert not prepared.is_done(replace(env, demo=True), tmp_path / "kept")


def test_a_new_cluster_is_prepared(env: Environment, tmp_path: Path) -> None:
    assert not prepared.is_done(env, tmp_path / "kept of another cluster")
