"""Which ticket a merged one goes on in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0007_standing_waits"),
    ]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="merged_into",
            field=models.BigIntegerField(null=True),
        ),
    ]
