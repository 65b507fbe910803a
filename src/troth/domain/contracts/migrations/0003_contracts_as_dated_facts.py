"""Remember contracts, what they say and whom they name, as dated facts."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contracts", "0002_editions_never_change"),
        ("customers", "0004_who_left"),
    ]

    operations = [
        migrations.CreateModel(
            name="Checking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("checks", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
            ],
            options={
                "indexes": [models.Index(fields=["-at", "-id"], name="checking_latest")],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=60, unique=True)),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contracts",
                        to="customers.customer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Naming",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain", models.CharField(blank=True, max_length=254)),
                ("named", models.BooleanField()),
                ("at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                ("by", models.CharField(max_length=40)),
                (
                    "contract",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="namings",
                        to="contracts.contract",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["contract", "person", "-at", "-id"], name="naming_of_a_contract"
                    ),
                    models.Index(
                        fields=["domain"], condition=~models.Q(domain=""), name="naming_of_a_domain"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(person=None, domain__gt="")
                        | models.Q(person__isnull=False, domain=""),
                        name="naming_of_a_person_or_a_domain",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(domain=django.db.models.functions.text.Lower("domain")),
                        name="naming_domain_in_lower_case",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("begins", models.DateTimeField()),
                ("ends", models.DateTimeField(null=True)),
                ("plan", models.CharField(blank=True, max_length=80)),
                ("region", models.CharField(blank=True, max_length=80)),
                (
                    "products",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("most_people", models.PositiveIntegerField(null=True)),
                ("changes_a_year", models.PositiveIntegerField(null=True)),
                ("why", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("by", models.CharField(max_length=40)),
                (
                    "administrator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.person",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="contracts.contract",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contracts.edition",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(kind__in=["begun", "renewed", "changed", "ended"]),
                        name="term_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(ends=None) | models.Q(ends__gt=models.F("begins")),
                        name="term_ends_after_it_begins",
                    ),
                ],
            },
        ),
    ]
