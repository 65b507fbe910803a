"""Which tickets are to be resolved with a patch that is out."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_tell_of_who_may_no_longer"),
        ("ledger", "0003_replies_that_may_be_taken_back"),
        ("promises", "0005_promise_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="patch",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("patch", ""), _negated=True),
                fields=["queue_at", "chain"],
                name="standing_patched",
            ),
        ),
    ]
