"""The pager's addresses, mounted at /page/."""

from django.urls import path

from troth.interfaces.pager.views import pages

app_name = "pager"

urlpatterns = [path("<str:token>", pages.show, name="page")]
