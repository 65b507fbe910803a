"""Let messages that were on their way go on: by their own rows, instead of jobs."""

from django.db import migrations

GO_ON = """
UPDATE tickets_sending AS sending SET begun = attempts,
    by_hand = (SELECT coalesce(entry.facts->>'automatic', 'false') = 'false'
        FROM ledger_entry AS entry
        WHERE entry.chain_id = sending.ticket_id AND entry.position = sending.position),
    next_try_at = coalesce((SELECT max(job.scheduled_at) FROM procrastinate_jobs AS job
        WHERE job.task_name = 'mail.send' AND job.status = 'todo'
            AND job.args = jsonb_build_object(
                'ticket', sending.ticket_id, 'position', sending.position)), now())
WHERE state IN ('queued', 'unknown');
DELETE FROM procrastinate_jobs WHERE task_name = 'mail.send';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0005_sending_is_its_own_job"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [migrations.RunSQL(GO_ON, migrations.RunSQL.noop)]
