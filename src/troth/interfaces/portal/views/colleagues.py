"""Colleagues on a customer's ticket."""

from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from troth.domain.accounts.actions import count_try
from troth.domain.refusal import Refused
from troth.domain.tickets.actions import colleagues
from troth.interfaces.now import now
from troth.interfaces.portal.access import CustomerRequest, customers_only, find
from troth.interfaces.portal.views.tickets import Tried, page

MOST = 30  # tries of one person in an hour


@require_POST
@customers_only
def create(request: CustomerRequest, number: int) -> HttpResponse:
    """Bring in a colleague of the same customer by their address."""
    way = find(request, number=number)
    email = request.POST.get("email", "").replace("\x00", "")
    try:
        _check_pace(request)
        colleagues.add(number, email=email, by=request.user, at=now())
    except Refused as refused:
        return page(request, way, Tried(colleague=email, colleague_say=refused.say))
    return HttpResponseRedirect(way.page + "#colleagues")


def _check_pace(request: CustomerRequest) -> None:
    """Refuse more tries than anybody needs: each one that goes well writes to somebody."""
    tried = count_try("colleague by person", request.user.by, within=timedelta(hours=1), at=now())
    if tried > MOST:
        raise Refused(_("You have added many people within the hour. Go on a little later."))
