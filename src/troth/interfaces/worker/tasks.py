"""The tasks the domain asks for, by name. Each takes ids, may run twice, and decides nothing."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from troth.domain.defects.actions.telling import tell_some
from troth.domain.tickets.actions.trying import pause
from troth.interfaces.now import now
from troth.interfaces.worker import codes, digests, paging, recordings, securing, sending


class Patiently(BaseRetryStrategy):
    """Try again, later each time; give up only where there is nothing to be sent."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again; None for what no waiting can cure."""
        if isinstance(exception, LookupError):
            return None
        return RetryDecision(retry_in={"seconds": int(pause(job.attempts).total_seconds())})


@app.task(name="defects.announce", retry=Patiently())
def announce(announcement: int) -> None:
    """Tell every ticket of an announcement that has not been told, a chunk at a time."""
    while tell_some(announcement, at=now()):
        pass


@app.task(name="notices.send", retry=Patiently())
def notices_send(memo: int) -> None:
    """Mail an agent what they asked to be told of."""
    sending.tell(memo)


@app.task(name="mail.code", retry=Patiently())
def mail_code(letter: int) -> None:
    """Mail a code to whoever may sign in by it."""
    codes.send(letter)


@app.task(name="mail.security", retry=Patiently())
def mail_security(act: int) -> None:
    """Mail somebody what was done about their sign-in."""
    securing.tell(act)


@app.task(name="mail.password", retry=Patiently())
def mail_password(letter: int) -> None:
    """Mail a link to choose a password by, to whoever has one."""
    securing.send_link(letter)


@app.task(name="mail.copy", retry=Patiently())
def mail_copy(ticket: int, position: int, person: int) -> None:
    """Send a colleague what was written to the reporter."""
    sending.copy(ticket, position, person)


@app.task(name="mail.digest", retry=Patiently())
def mail_digest(person: int) -> None:
    """Mail a customer's person which of their tickets were answered."""
    digests.send(person)


@app.task(name="page.reach", retry=Patiently())
def page_reach(ticket: int, position: int) -> None:
    """Try the agent whom an attempt asks for."""
    paging.try_agent(ticket, position)


@app.task(name="phone.fetch", retry=Patiently())
def phone_fetch(recording: int) -> None:
    """Fetch what a caller said."""
    recordings.fetch(recording)
