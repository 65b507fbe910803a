import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_teams_and_away"),
        ("promises", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            "standing",
            "team",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.team",
            ),
        ),
        migrations.AddField(
            "standing", "given", models.BooleanField(default=False), preserve_default=False
        ),
        migrations.AddField(
            "standing",
            "channel",
            models.CharField(default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "standing",
            models.Index(
                fields=["team", "queue_at", "chain"],
                condition=Q(in_queue=True, team__isnull=False),
                name="standing_team",
            ),
        ),
        migrations.AddIndex(
            "standing",
            models.Index(
                fields=["chain"],
                condition=Q(in_queue=True, given=False, held=False),
                name="standing_not_given",
            ),
        ),
    ]
