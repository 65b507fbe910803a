"""Remember that somebody left their customer, without taking their tickets along."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_replies_in_a_digest")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="left_at",
            field=models.DateTimeField(null=True),
        ),
    ]
