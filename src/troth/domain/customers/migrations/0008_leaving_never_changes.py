"""Refuse to change or delete who left when: reports were decided on by it."""

from django.db import migrations

GUARD = """
CREATE FUNCTION customers_leaving_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'who left when is never changed or removed (% refused); append that they are'
        ' back', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER customers_leaving_never_changes
BEFORE UPDATE OR DELETE OR TRUNCATE ON customers_leaving
FOR EACH STATEMENT EXECUTE FUNCTION customers_leaving_never_changes();
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0007_who_left_before")]

    operations = [
        migrations.RunSQL(
            GUARD,
            "DROP TRIGGER customers_leaving_never_changes ON customers_leaving;"
            "DROP FUNCTION customers_leaving_never_changes;",
        )
    ]
