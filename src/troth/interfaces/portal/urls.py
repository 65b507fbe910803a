"""The customers' addresses, from the root of the site."""

from django.urls import path

from troth.interfaces.portal.views import files, home, messages, outbox, policy, reports, tickets

app_name = "portal"

urlpatterns = [
    path("", home.show, name="home"),
    path("policy", policy.show, name="policy"),
    path("report", reports.ask, name="report"),
    path("report/received", reports.received, name="received"),
    path("t/<str:token>", tickets.show, name="ticket"),
    path("t/<str:token>/messages", messages.create, name="messages"),
    path("t/<str:token>/files/<str:digest>", files.show, name="file"),
    path("t/<str:token>/files/<str:digest>/preview", files.preview, name="preview"),
    path("demo/outbox", outbox.index, name="outbox"),
    path("demo/outbox/<str:key>", outbox.show, name="letter"),
]
