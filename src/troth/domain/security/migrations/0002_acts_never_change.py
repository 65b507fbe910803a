"""Refuse to change, delete or truncate what was written down about somebody's sign-in."""

from django.db import migrations

GUARD = """
CREATE FUNCTION security_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'acts are only ever appended to (% of % refused)', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER security_act_never_changes
BEFORE UPDATE OR DELETE OR TRUNCATE ON security_act
FOR EACH STATEMENT EXECUTE FUNCTION security_never_changes();
"""
UNGUARD = """
DROP TRIGGER security_act_never_changes ON security_act;
DROP FUNCTION security_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("security", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
