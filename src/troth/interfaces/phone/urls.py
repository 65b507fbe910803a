"""The telephone's addresses, mounted at /phone/. A provider calls all but the simulator's."""

from django.urls import path

from troth.interfaces.phone.views import agents, calls, simulator

app_name = "phone"

urlpatterns = [
    path("call", calls.create, name="call"),
    path("call/steps/<slug:step>", calls.step, name="step"),
    path("call/end", calls.end, name="end"),
    path("agents/<int:agent>", agents.whisper, name="whisper"),
    path("agents/<int:agent>/answer", agents.answer, name="answer"),
    path("page/<str:token>", agents.page, name="page"),
    path("page/<str:token>/answer", agents.take, name="page-answer"),
    path("simulator", simulator.show, name="simulator"),
    path("simulator/recordings/<slug:sid>", simulator.recording, name="simulator-recording"),
    path("simulator/signature", simulator.sign, name="simulator-signature"),
]
