"""Let a person read replies in the portal alone, where that is where they count."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="replies_by_mail",
            field=models.BooleanField(db_default=True, default=True),
        )
    ]
