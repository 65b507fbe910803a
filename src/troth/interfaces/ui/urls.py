"""The address of the design system's own page."""

from django.urls import path

from troth.interfaces.ui.views import specimens

app_name = "ui"

urlpatterns = [path("", specimens.index, name="specimens")]
