"""Addresses for machines, mounted at /hooks/."""

from django.urls import path

from troth.interfaces.hooks import patches

app_name = "hooks"

urlpatterns = [path("patches", patches.create, name="patches")]
