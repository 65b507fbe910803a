"""Count the tries of which nobody knows whether the next hop took the message.

Each may have been followed by a second copy; nothing else ever is.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tickets", "0002_colleagues")]

    operations = [
        migrations.AddField(
            model_name="sending",
            name="unsure",
            field=models.PositiveSmallIntegerField(default=0, db_default=0),
        ),
    ]
