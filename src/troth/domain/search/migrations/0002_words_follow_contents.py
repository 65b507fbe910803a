"""Let the words of a ticket follow its contents: added with them, and gone with them."""

from django.db import migrations

# Signs that glue words together for PostgreSQL's parser part them here, so that 4.2.1,
# ERR_CONN_RESET and mara@acme.example are found by their parts and as a phrase. Letters that have
# no plain form are lowered by hand: the cluster's locale may be C, which lowers none of them.
SIGNS = "[!-/:-@[-`{-~]+"
UPPER = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯІЇЄҐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
LOWER = "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґαβγδεζηθικλμνξοπρστυφχψω"

# Kinds whose content the customer reads too; the automatic among them are for staff.
SHARED = "'reported', 'message_in', 'message_out', 'severity_set'"

FOLLOW = f"""
-- A narrow table: its words lie beside it, so that going through matches reads few pages.
ALTER TABLE search_ticketwords SET (toast_tuple_target = 128, fillfactor = 90);
ALTER TABLE search_ticketwords ALTER COLUMN words SET STORAGE EXTERNAL;

-- In PL/pgSQL, which keeps its plans: as plain SQL these took three times as long.
CREATE FUNCTION search_spelled(said text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
    plain text := lower(unaccent(said));
BEGIN
    IF octet_length(plain) <> length(plain) THEN
        plain := translate(plain, '{UPPER}', '{LOWER}');
    END IF;
    RETURN regexp_replace(plain, '{SIGNS}', ' ', 'g');
END $$;

-- Receipts and notices are written when they are sent and hold no words.
CREATE FUNCTION search_is_automatic(body jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT body ? 'purpose' AND body->>'text' = ''
$$;

CREATE FUNCTION search_text(body jsonb) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT left(concat_ws(' ', body->>'text', body->>'confirmed', body->>'cause',
        body->>'specifications',
        (SELECT string_agg(file->>'name', ' ') FROM jsonb_array_elements(
            CASE jsonb_typeof(body->'attachments') WHEN 'array' THEN body->'attachments'
            ELSE '[]' END) AS file)), 60000)
$$;

CREATE FUNCTION search_words_in(body jsonb, shared boolean) RETURNS tsvector
LANGUAGE plpgsql STABLE AS $$
DECLARE
    subject text := body->>'subject';
    people text := concat_ws(' ', body->>'name', body->>'email', body->>'company',
        body->>'contract');
    words tsvector := setweight(to_tsvector('simple', search_spelled(search_text(body))),
        CASE WHEN shared THEN 'C'::"char" ELSE 'D' END);
BEGIN
    IF people <> '' THEN
        words := words || setweight(to_tsvector('simple', search_spelled(people)),
            CASE WHEN shared THEN 'B'::"char" ELSE 'D' END);
    END IF;
    IF subject <> '' THEN
        words := words || setweight(to_tsvector('simple', search_spelled(subject)),
            CASE WHEN shared THEN 'A'::"char" ELSE 'D' END);
    END IF;
    RETURN words;
END $$;

-- Where a content stands: its entry's position, and whether the customer reads it.
CREATE FUNCTION search_place(number bigint, named bytea, OUT stands_at integer, OUT shared boolean)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    name text := encode(named, 'hex');
BEGIN
    SELECT entry.position,
        entry.kind IN ({SHARED}) AND coalesce(entry.facts->>'automatic', 'false') = 'false'
    INTO stands_at, shared
    FROM ledger_entry entry WHERE entry.chain_id = number
        AND name IN (entry.facts->>'content', entry.facts->>'reason')
    ORDER BY entry.position LIMIT 1;
END $$;

-- Derived anew from all that stands in the ledger; what the triggers add up to.
CREATE FUNCTION search_rebuild(numbers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE one record;
BEGIN
    DELETE FROM search_ticketwords WHERE ticket_id = ANY (numbers);
    FOR one IN SELECT content.* FROM ledger_content content
        LEFT JOIN LATERAL search_place(content.chain_id, content.digest) place ON true
        WHERE content.chain_id = ANY (numbers) AND NOT search_is_automatic(content.body)
        ORDER BY content.chain_id, place.stands_at
    LOOP
        PERFORM search_take_in(one.chain_id, one.digest, one.body);
    END LOOP;
END $$;

CREATE FUNCTION search_take_in(number bigint, named bytea, body jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_ticketwords AS kept (ticket_id, words, size) VALUES (
        number,
        search_words_in(body, coalesce((search_place(number, named)).shared, false)),
        octet_length(search_text(body))
    ) ON CONFLICT (ticket_id) DO UPDATE
        SET words = kept.words || excluded.words, size = kept.size + excluded.size
        WHERE kept.size < 240000; -- a vector holds no more than a MiB
END $$;

CREATE FUNCTION search_content_comes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search_take_in(NEW.chain_id, NEW.digest, NEW.body);
    RETURN NULL;
END $$;

CREATE FUNCTION search_content_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search_rebuild(array_agg(DISTINCT gone.chain_id)) FROM gone;
    RETURN NULL;
END $$;

CREATE TRIGGER search_content_comes AFTER INSERT ON ledger_content FOR EACH ROW
WHEN (NOT search_is_automatic(NEW.body))
EXECUTE FUNCTION search_content_comes();

CREATE TRIGGER search_content_goes AFTER DELETE ON ledger_content
REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION search_content_goes();

-- What a seeker typed, as a query: a phrase of its parts, the last one perhaps only begun.
CREATE FUNCTION search_asked(said text, begun boolean) RETURNS tsquery LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN begun AND numnode(query) > 0 THEN (query::text || ':*')::tsquery
        ELSE query END
    FROM phraseto_tsquery('simple', search_spelled(said)) AS query
$$;

-- Through the index whatever the planner thinks: it does not know that the words lie elsewhere.
CREATE FUNCTION search_numbers(asked tsquery, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
BEGIN
    RETURN QUERY SELECT ticket_id FROM search_ticketwords WHERE words @@ asked LIMIT most;
END $$;
"""  # noqa: S608 (our own names)

LEAVE = """
DROP TRIGGER search_content_comes ON ledger_content;
DROP TRIGGER search_content_goes ON ledger_content;
DROP FUNCTION search_numbers, search_asked, search_content_goes, search_content_comes,
    search_rebuild, search_take_in, search_place, search_words_in, search_text,
    search_is_automatic, search_spelled;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
        ("ledger", "0002_entries_never_change"),
    ]

    operations = [migrations.RunSQL(FOLLOW, LEAVE)]
