"""`troth setup`: from an empty desk to one that could take a real customer."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.interfaces.cli.run.shell import by_shell

if TYPE_CHECKING:
    from troth.interfaces.readiness.rules import Step

MAIL = (
    ("TROTH_URL", "Address people reach the desk by", "https://support.example.com"),
    ("TROTH_MAIL_FROM", "Address customers write to, and are answered from", "support@example.com"),
    ("TROTH_MAIL", "Next mail server, for what goes out", "smtp://mail.example.com"),
    ("TROTH_MAIL_IN", "Way in for mail", "imaps://support:password@mail.example.com/INBOX"),
)


@click.command()
@click.option("--check", is_flag=True, help="Only say what is missing; exit 1 while anything is.")
def setup(check: bool) -> None:
    """Walk through what a desk needs before it takes a real customer.

    Asks for a policy, the addresses of mail, the first administrator and the
    first customer. What is there already is passed over, and an empty answer
    skips a question, so it may be run again. Ends with what is still missing.

    Prints with --check one line a step, tab-separated: "ok", "missing" or
    "advised", its name, and how it stands. The desk must be running.

    \b
    Example:
        troth setup
        troth setup --check
    """
    if not check:
        _policy()
        _settings()
        _administrator()
        _customer()
        click.echo()
    sys.exit(1 if _checked(how=not check) else 0)


def _checked(*, how: bool) -> bool:
    """Print how every step stands; return whether anything is missing."""
    from troth.interfaces.now import now
    from troth.interfaces.readiness.rules import missing, steps
    from troth.interfaces.readiness.standing import look

    found = look(now())
    for step in steps(found):
        click.echo(f"{_word(step)}\t{step.name}\t{' '.join([step.say, *step.more])}")
        if how and not step.done and step.command:
            click.echo(f"\t\tfor example: {step.command}")
    return bool(missing(found))


def _word(step: Step) -> str:
    return "ok" if step.done else "advised" if step.advice else "missing"


def _asked(question: str, example: str = "") -> str:
    hint = f" (like {example}; empty: later)" if example else " (empty: later)"
    return str(click.prompt(question + hint, default="", show_default=False)).strip()


def _policy() -> None:
    from troth.core.policy.parse import PolicyFaults
    from troth.domain.contracts import actions, queries
    from troth.domain.refusal import Refused
    from troth.interfaces.cli.policy import read_text, told
    from troth.interfaces.now import now

    if queries.published():
        click.echo("A policy is published already.")
        return
    while path := _asked("Policy file", "policies/ivt-mediaplatform.toml"):
        try:
            edition = actions.publish(read_text(Path(path)), by="setup", at=now())
        except PolicyFaults as faults:
            for fault in faults.faults:
                click.echo(f"{path}:{fault.line}: {told(fault)}", err=True)
        except (Refused, click.ClickException) as refused:
            click.echo(getattr(refused, "say", "") or str(refused), err=True)
        else:
            click.echo(f"published {edition.key}, in force from {edition.effective.isoformat()}")
            return


def _settings() -> None:
    """Ask for what the desk reads at its start, and keep it where the environment says nothing."""
    from django.conf import settings

    from troth.interfaces.cli.run import state
    from troth.interfaces.cli.run.environment import Misconfigured, read
    from troth.interfaces.cli.run.kept import keep, kept

    home = settings.TROTH.home
    new = False
    for name, question, example in MAIL:
        if os.environ.get(name) or kept(home).get(name):
            click.echo(f"{name} is set already.")
            continue
        while said := _asked(question, example):
            try:
                read({**os.environ, name: said}, state.ROOT)
            except Misconfigured as fault:
                click.echo(str(fault), err=True)
                continue
            keep(home, {name: said})
            new = True
            break
    if new:
        click.echo(f"kept in {home / 'settings'}; it counts when the desk is started again")


def _administrator() -> None:
    from troth.domain.accounts import queries
    from troth.domain.refusal import Refused
    from troth.domain.security import administration
    from troth.interfaces.now import now

    if queries.administrators():
        click.echo("Somebody looks after the desk already.")
        return
    while email := _asked("Your mail address, to sign in with", "you@example.com"):
        name = _asked("Your name")
        password = click.prompt("A password", hide_input=True, confirmation_prompt=True)
        try:
            said = {"name": name, "role": "administrator", "password": password}
            made = administration.add(email, **said, by=by_shell(), at=now())
        except Refused as refused:
            click.echo(refused.say, err=True)
        else:
            click.echo(f"added {made.email}, who looks after the desk")
            return


def _customer() -> None:
    from django.db import transaction

    from troth.domain.contracts import agreeing, naming
    from troth.domain.contracts.agreeing import Terms
    from troth.domain.customers.actions import belong
    from troth.domain.customers.models import Customer
    from troth.domain.refusal import Refused
    from troth.interfaces.now import now

    if Customer.objects.exists():
        click.echo("A customer is entered already.")
        return
    while company := _asked("First customer", "Acme Media"):
        email, at = _asked("Mail address of somebody there"), now()
        number = _asked("Number of their contract", "C-1")
        try:
            with transaction.atomic():
                person = belong(email=email, company=company, name="", by="shell", at=at)
                customer = Customer.objects.get(name=str(person.customer))
                if number:
                    terms = Terms(administrator=person.pk)
                    made = agreeing.begin(
                        number, customer, terms, begins=at, ends=None, by="shell", at=at
                    )
                    naming.name(made.pk, person.pk, by="shell", at=at)
        except Refused as refused:
            click.echo(refused.say, err=True)
        else:
            click.echo(f"entered {customer}; {email} may ask, and looks after the contract")
            return
