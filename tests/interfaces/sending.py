"""Having one message sent, as the worker would."""

from datetime import timedelta

from troth.domain.tickets.models import Sending
from troth.interfaces.now import now
from troth.interfaces.worker.dispatch import work_off


def send(number: int, position: int) -> None:
    """Let this message alone be tried now, if it is still to be sent."""
    waiting = Sending.objects.exclude(next_try_at=None)
    waiting.update(next_try_at=now() + timedelta(days=1))
    waiting.filter(ticket=number, position=position).update(next_try_at=now())
    work_off()
