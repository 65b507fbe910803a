"""Signing in by password, and out."""

from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from troth.domain.accounts.queries import nobody_works_here
from troth.interfaces.desk.access import is_staff
from troth.interfaces.gate.adapter import is_ours
from troth.interfaces.gate.limits import PASSWORD, attempt
from troth.interfaces.gate.proof import PAUSE
from troth.interfaces.gate.stages import begin
from troth.interfaces.now import now

WRONG = gettext_lazy("No agent has this address with this password.")
SAID = {
    "chosen": gettext_lazy("Your new password is kept. Sign in with it."),
    "over": gettext_lazy("That took too long, or your password was changed. Begin again."),
}


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Take a password. The answer never tells whether it or the address was wrong."""
    where = way_back(request)
    if request.method != "POST":
        if is_staff(request):
            return HttpResponseRedirect(where)
        return _form(request, where)

    one = attempt(request, PASSWORD, request.POST.get("username", ""))
    if one.is_one_too_many():
        return _form(request, where, say=str(PAUSE), status=429)
    form = AuthenticationForm(request, request.POST)
    if not form.is_valid() or not form.get_user().is_staff:
        return _form(request, where, say=str(WRONG), status=422)
    one.was_right()
    return begin(request, form.get_user(), where)


@require_POST
def destroy(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return HttpResponseRedirect(reverse("desk:sign-in"))


def way_back(request: HttpRequest) -> str:
    """Return where to go afterwards: a page of this desk, never another site."""
    said = request.POST.get("next") or request.GET.get("next") or ""
    return said if is_ours(said) else reverse("desk:queue")


def _form(request: HttpRequest, where: str, *, say: str = "", status: int = 200) -> HttpResponse:
    page = {
        "now": now(),
        "next": where,
        "say": say,
        "told": SAID.get(request.GET.get("said", ""), ""),
        "username": request.POST.get("username", ""),
        "empty": nobody_works_here(),
    }
    return render(request, "desk/sessions/form.html", page, status=status)
