"""Keep texts under way."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner", models.CharField(max_length=80)),
                ("key", models.CharField(max_length=120)),
                ("writer", models.CharField(blank=True, max_length=40)),
                ("turn", models.BigIntegerField(default=0)),
                ("body", models.JSONField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="draft_by_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "key", "writer"), name="draft_one_per_writer"
                    )
                ],
            },
        ),
    ]
