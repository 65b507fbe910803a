"""Refuse to change, delete or truncate rotas: pages went by them."""

from django.db import migrations

GUARD = """
CREATE FUNCTION urgent_rota_never_changes() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a rota is never changed or removed (% refused); publish a new one',
        TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER urgent_rota_never_changes
BEFORE UPDATE OR DELETE OR TRUNCATE ON urgent_rotaedition
FOR EACH STATEMENT EXECUTE FUNCTION urgent_rota_never_changes();
"""

UNGUARD = """
DROP TRIGGER urgent_rota_never_changes ON urgent_rotaedition;
DROP FUNCTION urgent_rota_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("urgent", "0001_rotas_and_pages")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
