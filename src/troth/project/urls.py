"""Every address of the desk, joined from the interfaces."""

from django.urls import URLPattern, URLResolver, path

from troth.interfaces.worker.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health, name="health"),
]
