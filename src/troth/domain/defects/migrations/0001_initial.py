"""Defects, the tickets they gather, patches, announcements and hooks."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tickets", "0004_brakes_and_reports_of_delivery"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("salt", models.CharField(max_length=64)),
                ("made_by", models.CharField(max_length=40)),
                (
                    "made_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Defect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("defect", "Defect"), ("request", "Request")],
                        default="defect",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("what", models.TextField(blank=True)),
                ("component", models.CharField(blank=True, max_length=120)),
                ("workaround", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("fixed", "Fixed"), ("declined", "Declined")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=20)),
                ("by", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                (
                    "defect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="defects.defect",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Gathered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "defect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gathered",
                        to="defects.defect",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gathered",
                        to="tickets.ticket",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Patch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(max_length=60, unique=True)),
                ("released_on", models.DateField()),
                ("notes", models.TextField(blank=True)),
                ("notes_told", models.BooleanField(default=True)),
                ("entered_at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("defects", models.ManyToManyField(related_name="patches", to="defects.defect")),
            ],
            options={
                "verbose_name_plural": "patches",
            },
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("resolves", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("cursor", models.BigIntegerField(default=0)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "defect",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcements",
                        to="defects.defect",
                    ),
                ),
                (
                    "patch",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="announcement",
                        to="defects.patch",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(null=True)),
                ("why_not", models.CharField(blank=True, max_length=20)),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="defects.announcement",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tickets.ticket",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="defect",
            index=models.Index(fields=["state", "-id"], name="defect_by_state"),
        ),
        migrations.AddConstraint(
            model_name="defect",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "fixed", "declined"])),
                name="defect_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="defect",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["defect", "request"])), name="defect_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="gathered",
            constraint=models.UniqueConstraint(
                fields=("defect", "ticket"), name="gathered_once_a_ticket"
            ),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("defect__isnull", False), ("patch", None)),
                    models.Q(("defect", None), ("patch__isnull", False)),
                    _connector="OR",
                ),
                name="announcement_of_a_patch_or_a_workaround",
            ),
        ),
        migrations.AddConstraint(
            model_name="announcement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolves", False), ("text", "")),
                    ("author__isnull", False),
                    _connector="OR",
                ),
                name="announcement_in_words_has_an_author",
            ),
        ),
        migrations.AddConstraint(
            model_name="told",
            constraint=models.UniqueConstraint(
                fields=("announcement", "ticket"), name="told_once_a_ticket"
            ),
        ),
    ]
