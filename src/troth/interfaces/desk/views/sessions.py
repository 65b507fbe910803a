"""Signing in and out."""

from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from troth.interfaces.channels.web.client import address_of
from troth.interfaces.desk import attempts
from troth.interfaces.desk.access import is_staff
from troth.interfaces.now import now

WRONG = "No agent has this address with this password."
PAUSE = "Too many tries. Wait five minutes, then try again."


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Sign an agent in. The answer never tells whether the address or the password was wrong."""
    where = _way_back(request)
    if request.method != "POST":
        if is_staff(request):
            return HttpResponseRedirect(where)
        return _form(request, where)

    address, account = address_of(request), request.POST.get("username", "")
    if attempts.too_many(address, account):
        return _form(request, where, say=PAUSE, status=429)
    form = AuthenticationForm(request, request.POST)
    if not form.is_valid() or not form.get_user().is_staff:
        attempts.count(address, account)
        return _form(request, where, say=WRONG, status=422)
    attempts.forget(account)
    login(request, form.get_user())
    return HttpResponseRedirect(where)


@require_POST
def destroy(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return HttpResponseRedirect(reverse("desk:sign-in"))


def _form(request: HttpRequest, where: str, *, say: str = "", status: int = 200) -> HttpResponse:
    page = {
        "now": now(),
        "next": where,
        "say": say,
        "username": request.POST.get("username", ""),
    }
    return render(request, "desk/sessions/form.html", page, status=status)


def _way_back(request: HttpRequest) -> str:
    """Return where to go afterwards: a page of this desk, never another site."""
    said = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        said, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return said if ours else reverse("desk:queue")
