"""Every address of the desk, joined from the interfaces."""

from django.urls import URLPattern, URLResolver, include, path

from troth.interfaces.worker.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("troth.interfaces.portal.urls")),
    path("", include("troth.interfaces.channels.web.urls")),
    path("sign-in", include("troth.interfaces.portal.signing_in.urls")),
    path("desk/", include("troth.interfaces.desk.urls")),
    path("hooks/", include("troth.interfaces.hooks.urls")),
    path("phone/", include("troth.interfaces.phone.urls")),
    path("page/", include("troth.interfaces.pager.urls")),
    path("live/", include("troth.interfaces.live.urls")),
    path("ui", include("troth.interfaces.ui.urls")),
    path("health", health, name="health"),
]

handler400 = "troth.interfaces.ui.views.faults.bad_request"
handler500 = "troth.interfaces.ui.views.faults.server_error"
