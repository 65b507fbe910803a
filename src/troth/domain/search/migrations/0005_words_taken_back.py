"""Let customers not find what was taken back before it left: only staff read it."""

from django.db import migrations

SHARED = "'reported', 'message_in', 'message_out', 'severity_set'"
PLACE = """
CREATE OR REPLACE FUNCTION
    search_place(number bigint, named bytea, OUT stands_at integer, OUT shared boolean)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    name text := encode(named, 'hex');
BEGIN
    SELECT entry.position,
        entry.kind IN ({shared}) AND coalesce(entry.facts->>'automatic', 'false') = 'false'{more}
    INTO stands_at, shared
    FROM ledger_entry entry WHERE entry.chain_id = number
        AND name IN (entry.facts->>'content', entry.facts->>'reason')
    ORDER BY entry.position LIMIT 1;
END $$;
"""
NOT_TAKEN_BACK = """
            AND NOT EXISTS (SELECT 1 FROM ledger_entry gone WHERE gone.chain_id = number
                AND gone.kind = 'withdrawn' AND (gone.facts->>'message')::int = entry.position)"""

FOLLOW = """
CREATE FUNCTION search_message_taken_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search_rebuild(ARRAY[NEW.chain_id]);
    RETURN NULL;
END $$;

CREATE TRIGGER search_message_taken_back AFTER INSERT ON ledger_entry FOR EACH ROW
WHEN (NEW.kind = 'withdrawn') EXECUTE FUNCTION search_message_taken_back();

SELECT search_rebuild(array_agg(chain_id)) FROM ledger_entry
WHERE kind = 'withdrawn' HAVING count(*) > 0;
"""
LEAVE = """
DROP TRIGGER search_message_taken_back ON ledger_entry;
DROP FUNCTION search_message_taken_back;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0004_words_of_tickets_so_far")]

    operations = [
        migrations.RunSQL(
            PLACE.format(shared=SHARED, more=NOT_TAKEN_BACK) + FOLLOW,
            LEAVE + PLACE.format(shared=SHARED, more=""),
        )
    ]
