"""Let an operator say how long originals are kept: what is kept no more says since when."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("mailroom", "0002_mail_set_aside")]

    operations = [
        migrations.AddField(
            model_name="inbound",
            name="forgotten_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="inbound",
            index=models.Index(
                fields=["settled_at"],
                condition=Q(forgotten_at=None) & ~Q(outcome="waiting"),
                name="inbound_kept",
            ),
        ),
    ]
