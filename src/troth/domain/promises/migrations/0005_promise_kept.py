"""Find the promises kept today without reading all that ever were."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # so that the desk works on while the index is made

    dependencies = [("promises", "0004_what_the_customer_asks")]

    operations = [
        AddIndexConcurrently(
            model_name="storedpromise",
            index=models.Index(
                fields=["kept_at"],
                condition=models.Q(("kept_at__isnull", False)),
                name="promise_kept",
            ),
        )
    ]
