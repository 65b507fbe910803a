"""A release pipeline tells of a patch: signed, once, and nobody else can."""

import json
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.rooms.conftest import flushing_passes_the_guards as flushing_passes_the_guards
from tests.rooms.conftest import ines as ines
from tests.rooms.conftest import policy as policy
from troth.domain.accounts.models import User
from troth.domain.defects import hooks
from troth.domain.defects.actions import recording
from troth.domain.defects.models import Announcement, Defect, Hook, Patch
from troth.interfaces.now import now

Made = tuple[Hook, str]


@pytest.fixture
def defect(policy: None, ines: User) -> Defect:
    return recording.enter(title="Captions lag", by=ines, at=now())


@pytest.fixture
def hook(db: None) -> Made:
    return hooks.make("release pipeline", by="shell", at=now())


def tell(hook: Made, said: object, late: int = 0, **headers: str) -> HttpResponse:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    time = str(int(now().timestamp()) - late)
    signed = {"Troth-Hook": str(hook[0].pk), "Troth-Time": time}
    signed["Troth-Signature"] = hooks.sign(hook[1], time, body)
    browser = Client(enforce_csrf_checks=True)
    sent = signed | {f"Troth-{name}": value for name, value in headers.items()}
    kind = "application/json"
    return browser.post("/hooks/patches", body, content_type=kind, headers=sent)  # type: ignore[return-value]


def test_a_signed_release_is_announced_and_the_same_again_changes_nothing(
    defect: Defect, hook: Made
) -> None:
    said = {"version": "4.2.1", "fixes": [defect.ref], "notes": "Captions start at zero."}

    first, again = tell(hook, said), tell(hook, said)

    assert (first.status_code, again.status_code) == (201, 200)
    assert json.loads(again.content)["new"] is False
    assert Patch.objects.get().by == f"hook:{hook[0].pk}"
    assert Announcement.objects.count() == 1
    assert Announcement.objects.get().author is None
    hook[0].refresh_from_db()
    assert hook[0].used_at is not None
    assert tell(hook, {**said, "notes": "Otherwise."}).status_code == 422


def test_nothing_but_a_young_signature_over_this_very_body_counts(
    defect: Defect, hook: Made
) -> None:
    said = {"version": "4.2.1", "fixes": defect.ref}
    stranger = hook[0], "another-secret"
    missing = Hook(pk=hook[0].pk + 1, salt=hook[0].salt), hook[1]
    refused = [
        tell(stranger, said),
        tell(missing, said),
        tell(hook, said, late=301),
        tell(hook, said, late=-301),
        *(tell(hook, said, Signature=wrong) for wrong in ("", "0" * 64, "ü", "sha256=" * 9)),
        *(tell(hook, said, Time=wrong) for wrong in ("", "-1", "1e9", "9" * 11, "٣")),
        *(tell(hook, said, Hook=wrong) for wrong in ("", "x", "9" * 40, "0")),
    ]
    hooks.end(hook[0].pk, at=now())
    refused.append(tell(hook, said))

    assert {one.status_code for one in refused} == {403}
    assert len({one.content for one in refused}) == 1
    assert not Patch.objects.exists()


def test_a_new_key_of_the_desk_leaves_old_secrets_good(defect: Defect, hook: Made) -> None:
    from django.conf import settings

    old = settings.SECRET_KEY
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[old]):
        assert tell(hook, {"version": "4.2.1", "fixes": defect.ref}).status_code == 201


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"[]",
        b"[" * 100_000,
        b"\xff",
        b'{"version": 4}',
        {"version": "4.2.1"},
        {"version": "4.2.1", "fixes": "DEF-999"},
        {"version": "4.2.1", "fixes": ["x"]},
        {"version": "4.2.1", "fixes": "DEF-1", "text": "As if a person wrote."},
        {"version": "4.2.1", "fixes": "DEF-1", "released_on": "tomorrow"},
        {"version": "4.2.1", "fixes": "DEF-1", "released_on": f"{now() + timedelta(9):%Y-%m-%d}"},
        {"version": "4 2\x00", "fixes": "DEF-1"},
    ],
)
def test_what_a_hook_cannot_mean_is_refused_in_words(hook: Made, said: object) -> None:
    answer = tell(hook, said)

    assert answer.status_code == 422
    assert json.loads(answer.content)["say"]


def test_a_flood_of_words_is_not_read(hook: Made) -> None:
    assert tell(hook, b" " * 300_000).status_code == 413
