"""Begin reading where the ledger ends today: nobody is told of what is long over."""

from django.db import migrations

BEGIN = """
INSERT INTO notices_bookmark (id, upto, seen, fence)
SELECT 1, newest, newest, 0 FROM (SELECT coalesce(max(id), 0) AS newest FROM ledger_entry) AS ledger
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_notice"), ("ledger", "0002_entries_never_change")]

    operations = [migrations.RunSQL(BEGIN, migrations.RunSQL.noop)]
