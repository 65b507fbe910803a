"""By when the customer needs it, and whether an error, a question or a wish is asked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("promises", "0008_merged_tickets"),
    ]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="needed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="standing",
            name="request",
            field=models.CharField(blank=True, db_default="", default="", max_length=10),
        ),
    ]
