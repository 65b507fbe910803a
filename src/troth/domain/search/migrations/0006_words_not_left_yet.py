"""Let customers not find what has not left yet: until then its writer may take it back."""

from django.db import migrations

FOLLOW = """
CREATE FUNCTION search_not_left(number bigint, instant timestamptz) RETURNS integer[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(position), '{}') FROM ledger_entry
    WHERE chain_id = number AND kind = 'message_out' AND (facts->>'leaves_at')::timestamptz > instant
$$;

-- What a customer may find a ticket by. Nearly always that is what is kept; while a message
-- waits to leave it is put together without it, since a vector cannot be taken apart.
CREATE FUNCTION search_shared_words(number bigint, kept tsvector, instant timestamptz) RETURNS tsvector
LANGUAGE plpgsql STABLE AS $$
DECLARE
    waiting integer[] := search_not_left(number, instant);
    words tsvector := '';
    one record;
BEGIN
    IF waiting = '{}' THEN
        RETURN ts_filter(kept, '{a,b,c}');
    END IF;
    FOR one IN SELECT content.body FROM ledger_content content
        CROSS JOIN LATERAL search_place(content.chain_id, content.digest) AS place
        WHERE content.chain_id = number AND place.shared AND place.stands_at <> ALL (waiting)
            AND NOT search_is_automatic(content.body)
        ORDER BY place.stands_at
    LOOP
        words := words || search_words_in(one.body, true);
    END LOOP;
    RETURN words;
END $$;
"""
LEAVE = "DROP FUNCTION search_shared_words, search_not_left;"


class Migration(migrations.Migration):
    dependencies = [("search", "0005_words_taken_back")]

    operations = [migrations.RunSQL(FOLLOW, LEAVE)]
