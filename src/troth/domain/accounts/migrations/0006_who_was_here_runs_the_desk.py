"""Let whoever worked here before there were roles go on doing all that they could."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_roles_of_staff")]

    operations = [
        migrations.RunSQL(
            "UPDATE accounts_user SET role = 'administrator' WHERE role = 'agent'",
            "UPDATE accounts_user SET role = 'agent' WHERE role IN"
            " ('lead', 'administrator', 'auditor')",
        )
    ]
