"""Fill the new columns from the ledger, as the next change of each ticket would."""

from django.db import migrations

FROM_ENTRIES = """
    UPDATE promises_standing SET
        channel = reported.channel,
        given = EXISTS (
            SELECT FROM ledger_entry
            WHERE chain_id = promises_standing.chain_id AND kind = 'assigned'
        )
    FROM ledger_entry reported
    WHERE reported.chain_id = promises_standing.chain_id AND reported.position = 1
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_entries_never_change"),
        ("promises", "0002_standing_of_teams"),
    ]

    operations = [migrations.RunSQL(FROM_ENTRIES, migrations.RunSQL.noop)]
