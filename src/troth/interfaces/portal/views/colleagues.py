"""Colleagues on a customer's ticket."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from troth.domain.refusal import Refused
from troth.domain.tickets.actions import colleagues
from troth.interfaces.now import now
from troth.interfaces.portal.access import CustomerRequest, customers_only, find
from troth.interfaces.portal.views.tickets import Tried, page


@require_POST
@customers_only
def create(request: CustomerRequest, number: int) -> HttpResponse:
    """Bring in a colleague of the same customer by their address."""
    way = find(request, number=number)
    email = request.POST.get("email", "").replace("\x00", "")
    try:
        colleagues.add(number, email=email, by=request.user, at=now())
    except Refused as refused:
        return page(request, way, Tried(colleague=email, colleague_say=refused.say))
    return HttpResponseRedirect(way.page + "#colleagues")
