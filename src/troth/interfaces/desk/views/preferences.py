"""How an agent wants to be told, and in which zone they read the time."""

from datetime import time

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from troth.domain.notices import actions, queries
from troth.domain.refusal import Refused
from troth.interfaces.desk.access import AgentRequest, agents_only
from troth.interfaces.desk.screens import notices as screens
from troth.interfaces.now import now


class PreferencesForm(forms.Form):
    """When mail comes, besides the way of each kind."""

    digest_at = forms.TimeField(
        label=gettext_lazy("Daily digest at"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    quiet_from = forms.TimeField(
        label=gettext_lazy("No mail from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    quiet_until = forms.TimeField(
        label=gettext_lazy("Mail again from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )

    def quiet(self) -> tuple[time, time] | None:
        """Return the quiet hours; None where there are none.

        Raises:
            Refused: only one end of them was given.
        """
        begins, ends = self.cleaned_data["quiet_from"], self.cleaned_data["quiet_until"]
        if begins is None and ends is None:
            return None
        if begins is None or ends is None:
            raise Refused(_("Give both ends of the quiet hours, or neither."))
        return begins, ends


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def edit(request: AgentRequest) -> HttpResponse:
    """Show how the agent is told of things, and keep what they choose."""
    wishes = queries.wishes_of(request.user)
    if request.method != "POST":
        form = PreferencesForm(
            initial={
                "digest_at": f"{wishes.digest_at:%H:%M}",
                "quiet_from": wishes.quiet_from and f"{wishes.quiet_from:%H:%M}",
                "quiet_until": wishes.quiet_until and f"{wishes.quiet_until:%H:%M}",
            }
        )
        return _page(request, form, screens.choices(wishes))
    form = PreferencesForm(request.POST)
    wishes.ways = {one.kind: request.POST.get(one.field, "") for one in screens.choices(wishes)}
    if form.is_valid():
        try:
            actions.wish(
                by=request.user,
                ways=wishes.ways,
                digest_at=form.cleaned_data["digest_at"],
                quiet=form.quiet(),
            )
        except Refused as refused:
            form.add_error(None, refused.say)
        else:
            messages.success(request, _("Your preferences are kept."))
            return HttpResponseRedirect(reverse("desk:preferences"))
    return _page(request, form, screens.choices(wishes), status=422)


def _page(
    request: AgentRequest,
    form: PreferencesForm,
    choices: list[screens.Choice],
    status: int = 200,
) -> HttpResponse:
    page = {"now": now(), "here": "preferences", "form": form, "choices": choices}
    return render(request, "desk/notices/preferences.html", page, status=status)
