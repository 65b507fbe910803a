"""Addresses that pages of the desk and of the portal share."""

from django.urls import path

from troth.interfaces.channels.web import drafts, uploading

app_name = "web"

urlpatterns = [
    path("drafts", drafts.drafts, name="drafts"),
    path("uploads", uploading.create, name="uploads"),
    path("uploads/<str:word>", uploading.part, name="upload"),
]
