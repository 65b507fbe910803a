"""Take in the words of the tickets that were there before."""

from django.db import migrations

ALL = "SELECT search_rebuild(array_agg(id)) FROM ledger_chain HAVING count(*) > 0"


class Migration(migrations.Migration):
    dependencies = [("search", "0003_people_and_subjects_by_their_parts")]

    operations = [migrations.RunSQL(ALL, migrations.RunSQL.noop)]
