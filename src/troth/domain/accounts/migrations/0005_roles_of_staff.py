"""Let staff be agents, leads, administrators or auditors.

Who worked here before keeps what they could do; 0006 sees to it, apart from this change of shape.
"""

from django.db import migrations, models

ROLES = ["agent", "lead", "administrator", "auditor", "customer"]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_tell_of_who_may_no_longer")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="role",
            field=models.CharField(
                choices=[(role, role.capitalize()) for role in ROLES],
                db_default="agent",
                default="agent",
                max_length=20,
            ),
        ),
        migrations.RemoveConstraint(
            model_name="user", name="user_is_staff_or_somebody_of_a_customer"
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("person", None), ("role__in", ROLES[:4])),
                    models.Q(("person__isnull", False), ("role", "customer")),
                    _connector="OR",
                ),
                name="user_is_staff_or_somebody_of_a_customer",
            ),
        ),
    ]
