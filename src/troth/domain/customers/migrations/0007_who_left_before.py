"""Write down who had left before leaving was a dated fact."""

from django.db import migrations

WRITE = """
INSERT INTO customers_leaving (person_id, "left", at, why, by)
SELECT id, true, left_at, '', 'desk' FROM customers_person WHERE left_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0006_leaving")]

    operations = [migrations.RunSQL(WRITE, "DELETE FROM customers_leaving")]
