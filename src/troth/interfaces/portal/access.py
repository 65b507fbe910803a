"""Who may see a ticket in the portal: whoever holds its link, or has signed in for its customer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache

from troth.domain.accounts.models import User
from troth.domain.tickets import participants, queries
from troth.domain.tickets.models import Ticket

P = ParamSpec("P")


class CustomerRequest(HttpRequest):
    """A request of a customer's person who has signed in."""

    user: User


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody came to a ticket, so that each link of its page leads on the same way."""

    ticket: Ticket
    person_id: int | None  # who they are
    token: str  # of the link they hold; empty for whoever has signed in

    def to(self, name: str, *more: str) -> str:
        """Return the address of a part of the ticket: "ticket", "messages", "file" …"""
        if self.token:
            return reverse(f"portal:{name}", args=[self.token, *more])
        return reverse(f"portal:own-{name}", args=[self.ticket.number, *more])

    @property
    def page(self) -> str:
        """Return the address of the ticket's page."""
        return self.to("ticket")

    @property
    def messages(self) -> str:
        """Return the address that takes what is written."""
        return self.to("messages")

    @property
    def files(self) -> str:
        """Return the stem of the addresses of files."""
        return self.to("file", "0").removesuffix("0")

    @property
    def signed_in(self) -> bool:
        """Say whether they proved who they are, beyond holding a link."""
        return not self.token


def customer_of(request: HttpRequest) -> User | None:
    """Return the customer's person who has signed in; None for strangers and for agents."""
    user = request.user
    if not user.is_authenticated or user.is_staff or not user.is_active:
        return None
    return user


def find(request: HttpRequest, *, token: str = "", number: int = 0) -> Way:
    """Return the way to a ticket, by its link or for whoever has signed in.

    Raises:
        Http404: there is no such ticket, or it is none of theirs: the same answer.
    """
    if token:
        if found := participants.by_token(token):
            return Way(found[0], found[1], token)
    elif (user := customer_of(request)) and (ticket := queries.own_ticket(user, number)):
        return Way(ticket, user.person_id, "")
    raise Http404("No ticket has this address.")


def customers_only(
    view: Callable[Concatenate[CustomerRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Let customers in who have signed in. A stranger is sent to sign in; an agent finds nothing.

    What a stranger learns is the same for every address, whether there is anything or not.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if customer_of(request):
            return view(request, *args, **kwargs)  # type: ignore[arg-type]
        if request.user.is_authenticated:
            raise Http404("Agents have the desk.")
        back = request.path
        if request.method != "GET":  # a form's own address shows nothing: back to its page
            number = kwargs.get("number")
            back = (
                reverse("portal:own-ticket", args=[number]) if number else reverse("portal:tickets")
            )
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}")

    return never_cache(wrapped)
