"""Tell every process at once of somebody who may no longer sign in, or as something else."""

from django.db import migrations

TELL = """
CREATE FUNCTION accounts_user_doubted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('troth_doubted', OLD.id::text);
    RETURN NULL;
END $$;

CREATE TRIGGER accounts_user_doubted AFTER UPDATE ON accounts_user FOR EACH ROW
WHEN ((OLD.is_active, OLD.role, OLD.password) IS DISTINCT FROM
    (NEW.is_active, NEW.role, NEW.password))
EXECUTE FUNCTION accounts_user_doubted();

CREATE TRIGGER accounts_user_gone AFTER DELETE ON accounts_user FOR EACH ROW
EXECUTE FUNCTION accounts_user_doubted();
"""
HUSH = """
DROP TRIGGER accounts_user_doubted ON accounts_user;
DROP TRIGGER accounts_user_gone ON accounts_user;
DROP FUNCTION accounts_user_doubted;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_who_signs_in_as_what")]

    operations = [migrations.RunSQL(TELL, HUSH)]
