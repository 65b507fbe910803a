"""Write leaving a customer, and coming back, down as dated facts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0005_addresses_can_be_stopped")]

    operations = [
        migrations.CreateModel(
            name="Leaving",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("left", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                ("by", models.CharField(max_length=40)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leavings",
                        to="customers.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-at", "-id"], name="leaving_of_a_person")
                ],
            },
        ),
    ]
