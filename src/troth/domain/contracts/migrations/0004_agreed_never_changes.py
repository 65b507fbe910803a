"""Refuse to change or delete what was agreed and whom contracts named: reports were decided by it."""

from django.db import migrations

TABLES = ("contracts_contract", "contracts_term", "contracts_naming", "contracts_checking")
GUARD = """
CREATE FUNCTION contracts_agreed_never_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was agreed is never changed or removed (% of % refused); append what'
        ' is agreed now', TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$;
"""
TRIGGER = """
CREATE TRIGGER {table}_never_changes
BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION contracts_agreed_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("contracts", "0003_contracts_as_dated_facts")]

    operations = [
        migrations.RunSQL(
            GUARD + "".join(TRIGGER.format(table=table) for table in TABLES),
            "".join(f"DROP TRIGGER {table}_never_changes ON {table};" for table in TABLES)
            + "DROP FUNCTION contracts_agreed_never_changes();",
        )
    ]
