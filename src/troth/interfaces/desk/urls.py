"""The agents' addresses, mounted at /desk/. Nouns; what is done to them is the view's verb."""

from django.urls import path

from troth.interfaces.desk.views import (
    analyses,
    assignments,
    calls,
    closures,
    decisions,
    files,
    holds,
    notes,
    notices,
    preferences,
    queue,
    renderings,
    replies,
    resolutions,
    sessions,
    tickets,
    triages,
    whys,
)

app_name = "desk"

urlpatterns = [
    path("", queue.index, name="queue"),
    path("sign-in", sessions.create, name="sign-in"),
    path("sign-out", sessions.destroy, name="sign-out"),
    path("notices", notices.index, name="notices"),
    path("notices/bell", notices.bell, name="bell"),
    path("notices/reading", notices.read_all, name="notices-read"),
    path("notices/<int:notice>/reading", notices.read, name="notice-read"),
    path("preferences", preferences.edit, name="preferences"),
    path("queue/<slug:only>", queue.index, name="tab"),
    path("tickets/<int:number>", tickets.show, name="ticket"),
    path("tickets/<int:number>/news", tickets.news, name="news"),
    path("tickets/<int:number>/history", tickets.history, name="history"),
    path("tickets/<int:number>/promises/<slug:what>/<int:made_by>", whys.show, name="why"),
    path("tickets/<int:number>/files/<str:digest>", files.show, name="file"),
    path("tickets/<int:number>/files/<str:digest>/preview", files.preview, name="preview"),
    path("renderings", renderings.create, name="preview-text"),
    path("tickets/<int:number>/reply", replies.create, name="reply"),
    path("tickets/<int:number>/note", notes.create, name="note"),
    path("tickets/<int:number>/call", calls.create, name="call"),
    path("tickets/<int:number>/triage", triages.create, name="triage"),
    path("tickets/<int:number>/analysis", analyses.create, name="analysis"),
    path("tickets/<int:number>/resolution", resolutions.create, name="resolution"),
    path("tickets/<int:number>/closure", closures.create, name="closure"),
    path("tickets/<int:number>/decision", decisions.create, name="decision"),
    path("tickets/<int:number>/acceptance", holds.create, name="acceptance"),
    path("tickets/<int:number>/declining", holds.destroy, name="declining"),
    path("tickets/<int:number>/assignment", assignments.create, name="assignment"),
]
