"""The addresses of streams and of who is there, mounted at /live/."""

from django.urls import path

from troth.interfaces.live import views

app_name = "live"

urlpatterns = [
    path("desk", views.desk, name="desk"),
    path("tickets/<int:number>", views.ticket, name="ticket"),
    path("tickets/<int:number>/company", views.company, name="company"),
    path("tickets/<int:number>/writing", views.writing, name="writing"),
]
