"""`troth search` proves what tickets are found by, and derives it anew."""

import pytest
from click.testing import CliRunner

from tests.rooms.conftest import Opens
from troth.domain.search.models import TicketWords
from troth.interfaces.cli.search import search
from troth.interfaces.now import now

pytestmark = pytest.mark.django_db


def test_what_was_meddled_with_is_found_and_derived_anew(opens: Opens) -> None:
    ticket = opens(at=now())
    told = CliRunner().invoke(search, ["verify"], catch_exceptions=False)
    assert (told.exit_code, told.output[:13]) == (0, "No difference")

    TicketWords.objects.all().delete()
    told = CliRunner().invoke(search, ["verify"], catch_exceptions=False)
    assert told.exit_code == 1
    assert f"#{ticket.number}: is not found by what its contents say" in told.output

    told = CliRunner().invoke(search, ["rebuild"], catch_exceptions=False)
    assert told.output == "1 tickets are found by what their contents say.\n"
    told = CliRunner().invoke(search, ["verify"], catch_exceptions=False)
    assert told.exit_code == 0
