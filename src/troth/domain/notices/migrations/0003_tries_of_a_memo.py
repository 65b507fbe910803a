"""Write a try down before it begins: a second copy follows only where nobody knows of the first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_bookmark_at_the_end")]

    operations = [
        migrations.AddField(
            model_name="memo", name="begun_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="memo",
            name="unsure",
            field=models.PositiveSmallIntegerField(default=0, db_default=0),
        ),
    ]
