"""The customers' addresses, from the root of the site.

A ticket has two: by the link its people were given, and by its number for whoever has signed in.
"""

from django.urls import path

from troth.interfaces.portal.access import customers_only
from troth.interfaces.portal.views import (
    colleagues,
    company,
    files,
    home,
    messages,
    outbox,
    policy,
    preferences,
    promises,
    reports,
    sessions,
    tickets,
)

app_name = "portal"

urlpatterns = [
    path("", home.show, name="home"),
    path("policy", policy.show, name="policy"),
    path("report", reports.ask, name="report"),
    path("report/promise", promises.show, name="promise"),
    path("report/received", reports.received, name="received"),
    path("company", company.edit, name="company"),
    path("preferences", preferences.edit, name="preferences"),
    path("sessions", sessions.index, name="sessions"),
    path("sessions/others", sessions.end_others, name="sessions-end"),
    path("sessions/<str:ref>", sessions.end, name="session-end"),
    path("tickets", tickets.index, name="tickets"),
    path("tickets/<int:number>", customers_only(tickets.show), name="own-ticket"),
    path("tickets/<int:number>/messages", customers_only(messages.create), name="own-messages"),
    path("tickets/<int:number>/colleagues", colleagues.create, name="own-colleagues"),
    path("tickets/<int:number>/files/<str:digest>", customers_only(files.show), name="own-file"),
    path(
        "tickets/<int:number>/files/<str:digest>/preview",
        customers_only(files.preview),
        name="own-preview",
    ),
    path("t/<str:token>", tickets.show, name="ticket"),
    path("t/<str:token>/messages", messages.create, name="messages"),
    path("t/<str:token>/files/<str:digest>", files.show, name="file"),
    path("t/<str:token>/files/<str:digest>/preview", files.preview, name="preview"),
    path("demo/outbox", outbox.index, name="outbox"),
    path("demo/outbox/<str:key>", outbox.show, name="letter"),
]
