"""Find people, companies and subjects by any three letters of them."""

from django.db import migrations

PARTS = {
    "search_subject": ("tickets_ticket", "subject"),
    "search_customer": ("customers_customer", "name"),
    "search_person": ("customers_person", "name"),
    "search_company": ("customers_person", "company"),
    "search_address": ("customers_address", "value"),
}
SPELL = "CREATE INDEX {name} ON {table} USING gin ({column} gin_trgm_ops)"


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words_follow_contents")]

    operations = [
        migrations.RunSQL(SPELL.format(name=name, table=table, column=column), f"DROP INDEX {name}")
        for name, (table, column) in PARTS.items()
    ]
