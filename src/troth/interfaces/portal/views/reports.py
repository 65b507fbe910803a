"""Reporting a trouble."""

from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from troth.core.policy.edition import Edition
from troth.core.policy.prose import today
from troth.domain.accounts.models import User
from troth.domain.refusal import Refused
from troth.domain.tickets.actions.intake import TakenIn, take_in
from troth.domain.tickets.participants import token_for
from troth.domain.tickets.report import Report
from troth.interfaces.channels.web import drafts, uploads
from troth.interfaces.channels.web.uploads import NOTHING, Uploads
from troth.interfaces.now import now
from troth.interfaces.portal.access import customer_of
from troth.interfaces.portal.forms.report import DRAFT, ReportForm
from troth.interfaces.portal.screens.report import policy_read_by, prospects
from troth.interfaces.ui.sizes import size_words


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the report form, or take a report in. The same form sent twice is one ticket."""
    at, own = now(), customer_of(request)
    try:
        edition = policy_read_by(own, at)
    except Refused as refused:
        return render(request, "portal/closed.html", {"now": at, "say": refused.say}, status=503)
    if request.method != "POST":
        form = ReportForm(edition.policy, own=own)
        return _form(request, edition, form, NOTHING)

    form = ReportForm(edition.policy, request.POST, own=own)
    kept = uploads.come_with(request)
    if not form.is_valid() or kept.faults:
        return _form(request, edition, form, kept)
    if own is None:
        return _answer(take_in(_report(form, kept), at=at), own)
    with transaction.atomic():
        taken = take_in(_report(form, kept), at=at)
        drafts.drop(request, DRAFT)
    return _answer(taken, own)


@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """Say that a report joined a ticket. Which one is told by mail, to its reporter only."""
    return render(request, "portal/reports/received.html", {"now": now()})


def _report(form: ReportForm, kept: Uploads) -> Report:
    given = form.cleaned_data
    return Report(
        channel="web",
        key=f"web:{given['nonce'] or uuid4()}",
        email=form.address,
        name=given.get("name", ""),
        company=given.get("company", ""),
        contract=given.get("contract", ""),
        specifications=given.get("specifications", ""),
        subject=given["subject"],
        text=given["text"],
        suggested=given["suggested"] or None,
        production=given.get("production"),
        zone=given["zone"],
        attachments=kept.files,
    )


def _answer(taken: TakenIn, own: User | None) -> HttpResponse:
    if own and own.person_id == taken.ticket.reporter_id:
        return HttpResponseRedirect(reverse("portal:own-ticket", args=[taken.ticket.number]))
    # Whoever fills in the form may give any address: only what they opened themselves is shown
    # to them. (A key seen before is as secret as the page it leads to.)
    if taken.opened or not taken.fresh:
        return HttpResponseRedirect(reverse("portal:ticket", args=[token_for(taken.ticket)]))
    return HttpResponseRedirect(reverse("portal:received"))


def _form(request: HttpRequest, edition: Edition, form: ReportForm, kept: Uploads) -> HttpResponse:
    at = now()
    chosen, zone = form["suggested"].value() or "", form["zone"].value() or ""
    told = prospects(edition, at, zone)
    page = {
        "now": at,
        "own": form.own,
        "hours": today(edition, at),
        "prospects": told,
        "choices": list(zip(edition.policy.severities, [one.due for one in told], strict=True)),
        "zone": zone,
        "form": form,
        "policy": edition.policy,
        "kept": kept,
        "most": uploads.most_bytes(),
        "limit": size_words(uploads.most_bytes()),
        "nonce": form["nonce"].value() or uuid4(),
        "chosen": chosen,
        "came_back": form.is_bound,
    }
    return render(request, "portal/reports/form.html", page, status=422 if form.is_bound else 200)
