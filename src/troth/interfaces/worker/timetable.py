"""What the worker does by the clock. None of it locks, and all of it may run twice."""

from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app

from troth.domain.accounts import actions as accounts
from troth.domain.drafts.actions import sweep
from troth.domain.ledger.actions import anchor
from troth.domain.mailroom import actions as mailroom
from troth.domain.notices import actions as notices
from troth.domain.security import passwords, sessions
from troth.domain.tickets import braking
from troth.interfaces.channels import abandoned
from troth.interfaces.channels.web import coming
from troth.interfaces.now import now
from troth.interfaces.worker import alive, digests

STALLED = 10  # seconds without a beat of its worker; procrastinate retries no such job by itself
KEPT = 24  # hours that a finished job stays readable


@app.periodic(cron="* * * * * */15")
@app.task(name="jobs.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Give the jobs of workers that died back to those that live."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED):
        await jobs.retry_job(job)


@app.periodic(cron="35 * * * *")
@app.task(name="jobs.clear", pass_context=True)
async def clear(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Delete jobs that ended well a day ago. Failed ones stay, for somebody to look at."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT)


@app.periodic(cron="50 * * * *")
@app.task(name="accounts.clear")
def clear_tries(timestamp: int) -> None:  # noqa: ARG001
    """Forget tries whose while is over, codes and links that count no more, and old sessions."""
    accounts.clear(at=now())
    passwords.clear(at=now())
    sessions.clear(at=now())


@app.periodic(cron="* * * * *")
@app.task(name="desk.alive")
def tell_that_all_moves_on(timestamp: int) -> None:  # noqa: ARG001
    """Tell the operator's dead man's switch that watch and pager make progress."""
    alive.tell()


@app.periodic(cron="5 * * * *")
@app.task(name="mail.digests")
def ask_for_digests(timestamp: int) -> None:  # noqa: ARG001
    """Ask for the digests of whoever has morning now."""
    digests.ask_for_due(now())


@app.periodic(cron="20 * * * *")
@app.task(name="ledger.anchor")
def anchor_days(timestamp: int) -> None:  # noqa: ARG001
    """Anchor every day of the ledger that has ended. Hourly, so that no day off misses one."""
    anchor(now())


@app.periodic(cron="55 * * * *")
@app.task(name="uploads.sweep")
def sweep_uploads(timestamp: int) -> None:  # noqa: ARG001
    """Delete uploads that nobody has gone on with for a day."""
    coming.sweep(now())


@app.periodic(cron="10 * * * *")
@app.task(name="mail.forget")
def forget_mail(timestamp: int) -> None:  # noqa: ARG001
    """Forget originals of mail that are kept for no longer, where the operator says how long."""
    if settings.TROTH.mail_keep is not None:
        mailroom.forget_old(before=now() - settings.TROTH.mail_keep, at=now())


@app.periodic(cron="15 2 * * *")
@app.task(name="store.sweep")
def sweep_store(timestamp: int) -> None:  # noqa: ARG001
    """Delete files that were sent and never became part of anything."""
    abandoned.sweep(now())


@app.periodic(cron="50 * * * *")
@app.task(name="drafts.sweep")
def sweep_drafts(timestamp: int) -> None:  # noqa: ARG001
    """Forget drafts that nobody has touched for weeks, and those that were sent."""
    sweep(now())


@app.periodic(cron="40 * * * *")
@app.task(name="tickets.forget")
def forget_receipts(timestamp: int) -> None:  # noqa: ARG001
    """Forget receipts that no brake counts any more."""
    braking.forget(now())


@app.periodic(cron="45 * * * *")
@app.task(name="notices.sweep")
def sweep_notices(timestamp: int) -> None:  # noqa: ARG001
    """Forget notices that are months old."""
    notices.sweep(now())
