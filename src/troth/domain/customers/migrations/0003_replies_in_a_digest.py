"""Let a customer's person have replies once a day instead of each at once."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_replies_by_mail")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="digest_since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=Q(replies_by_mail=False) | Q(digest_since=None),
                name="person_told_at_once_or_in_a_digest",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["digest_since"],
                condition=Q(digest_since__isnull=False),
                name="person_has_a_digest",
            ),
        ),
    ]
