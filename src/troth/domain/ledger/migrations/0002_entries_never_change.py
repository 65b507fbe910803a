"""Refuse to change, delete or truncate entries and anchors; begin ticket numbers at 10001."""

from django.db import migrations

GUARD = """
CREATE FUNCTION ledger_never_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only ever appended to (% of % refused)', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER ledger_entry_never_changes
BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_never_changes();

CREATE TRIGGER ledger_anchor_never_changes
BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_anchor
FOR EACH STATEMENT EXECUTE FUNCTION ledger_never_changes();
"""

UNGUARD = """
DROP TRIGGER ledger_anchor_never_changes ON ledger_anchor;
DROP TRIGGER ledger_entry_never_changes ON ledger_entry;
DROP FUNCTION ledger_never_changes();
"""

FIVE_DIGITS = "SELECT setval(pg_get_serial_sequence('ledger_chain', 'id'), 10001, false)"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunSQL(FIVE_DIGITS, migrations.RunSQL.noop),
    ]
