"""Where customers sign in and out, under the names that django-allauth looks for."""

from django.urls import path

from troth.interfaces.portal.signing_in import views

urlpatterns = [
    path("", views.ask, name="account_login"),
    path("", views.ask, name="account_request_login_code"),
    path("/code", views.confirm, name="account_confirm_login_code"),
    path("/out", views.destroy, name="account_logout"),
]
