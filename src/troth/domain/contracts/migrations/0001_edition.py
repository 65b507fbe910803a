"""Store published policies."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=160, unique=True)),
                ("vendor", models.CharField(max_length=200)),
                ("product", models.CharField(max_length=200)),
                ("version", models.CharField(max_length=40)),
                ("effective", models.DateField()),
                ("effective_at", models.DateTimeField()),
                ("source", models.TextField()),
                ("frozen", models.JSONField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["-effective_at", "-id"],
                "indexes": [
                    models.Index(fields=["-effective_at", "-id"], name="edition_latest_effective")
                ],
            },
        ),
    ]
