"""Looks, in a table that no write-ahead log keeps."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                ("stream", models.UUIDField(primary_key=True, serialize=False)),
                ("ticket", models.BigIntegerField()),
                ("seen_at", models.DateTimeField()),
                ("writes", models.CharField(blank=True, max_length=10)),
                ("wrote_at", models.DateTimeField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ticket"], name="look_by_ticket")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(writes__in=["", "reply", "note"]),
                        name="look_writes_known",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE presence_look SET UNLOGGED", "ALTER TABLE presence_look SET LOGGED"
        ),
    ]
