"""Refuse to change, delete or truncate editions: promises were made under them."""

from django.db import migrations

GUARD = """
CREATE FUNCTION contracts_edition_never_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an edition is never changed or removed (% refused); publish a new version',
        TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER contracts_edition_never_changes
BEFORE UPDATE OR DELETE OR TRUNCATE ON contracts_edition
FOR EACH STATEMENT EXECUTE FUNCTION contracts_edition_never_changes();
"""

UNGUARD = """
DROP TRIGGER contracts_edition_never_changes ON contracts_edition;
DROP FUNCTION contracts_edition_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("contracts", "0001_edition")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
