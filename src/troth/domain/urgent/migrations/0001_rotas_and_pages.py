"""Keep rotas, who takes over from whom, how agents are reached, and pages under way."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0003_replies_that_may_be_taken_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OpenPage",
            fields=[
                (
                    "chain",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="open_page",
                        serialize=False,
                        to="ledger.chain",
                    ),
                ),
                ("entry", models.PositiveIntegerField()),
                ("why", models.CharField(max_length=20)),
                ("paged_at", models.DateTimeField()),
                ("look_at", models.DateTimeField(db_index=True)),
                ("missed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RotaEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("source", models.TextField()),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("layer", models.CharField(max_length=80)),
                ("begins", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("made_at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=40)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="overrides",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=["ends"],
                        name="override_that_stands",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))),
                        name="override_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Way",
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
                        choices=[
                            ("voice", "Voice"),
                            ("sms", "Sms"),
                            ("mail", "Mail"),
                            ("apprise", "Apprise"),
                            ("console", "Console"),
                        ],
                        max_length=20,
                    ),
                ),
                ("to", models.CharField(max_length=500)),
                ("after", models.PositiveSmallIntegerField(default=0)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ways",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("removed_at", None)),
                        fields=["agent"],
                        name="way_in_use",
                    )
                ],
            },
        ),
    ]
