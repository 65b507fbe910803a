"""Models and migrations say the same, each room in one line of changes."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


def test_every_change_of_a_model_has_its_migration() -> None:
    loader = MigrationLoader(None)
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("troth.")}

    assert not loader.detect_conflicts(), "two migrations follow the same one: renumber the newer"
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    lacking = {
        label: [str(operation) for one in found for operation in one.operations]
        for label, found in detector.changes(graph=loader.graph).items()
        if label in ours
    }
    assert not lacking
