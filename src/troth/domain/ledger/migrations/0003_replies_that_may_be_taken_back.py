"""Let what may still be taken back be found without reading what cannot."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_entries_never_change"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("facts__has_key", "leaves_at"), ("kind", "message_out")),
                fields=["recorded_at"],
                name="entry_may_be_taken_back",
            ),
        ),
    ]
