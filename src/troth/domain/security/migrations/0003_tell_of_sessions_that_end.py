"""Tell every process of a session that ended, and end those of whoever may sign in no more."""

from django.db import migrations

TELL = """
CREATE FUNCTION security_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('troth_doubted', OLD.user_id::text);
    RETURN NULL;
END $$;

CREATE TRIGGER security_session_ended AFTER DELETE ON security_session FOR EACH ROW
WHEN (OLD.user_id IS NOT NULL)
EXECUTE FUNCTION security_session_ended();

CREATE FUNCTION security_user_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM security_session WHERE user_id = NEW.id;
    DELETE FROM security_device WHERE user_id = NEW.id;
    DELETE FROM security_link WHERE user_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER security_user_left AFTER UPDATE ON accounts_user FOR EACH ROW
WHEN (OLD.is_active AND NOT NEW.is_active)
EXECUTE FUNCTION security_user_left();
"""
HUSH = """
DROP TRIGGER security_user_left ON accounts_user;
DROP FUNCTION security_user_left();
DROP TRIGGER security_session_ended ON security_session;
DROP FUNCTION security_session_ended();
"""


class Migration(migrations.Migration):
    dependencies = [("security", "0002_acts_never_change")]

    operations = [migrations.RunSQL(TELL, HUSH)]
