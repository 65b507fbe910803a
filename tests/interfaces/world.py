"""Two companies and a desk, with something of everybody's that nobody else may reach."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.interfaces.portal.conftest import REPORT
from tests.interfaces.portal.people import EVE, MARA, NOA, make, signed_in
from tests.rooms.conftest import seen
from tests.times import NOON
from troth.domain.accounts import teams
from troth.domain.accounts.models import User
from troth.domain.contracts.agreeing import Terms, begin
from troth.domain.contracts.models import Checking, Naming, Term
from troth.domain.contracts.naming import leave
from troth.domain.customers.models import Customer, Person
from troth.domain.defects.actions import announcing, linking, recording
from troth.domain.defects.models import Announcement, Change
from troth.domain.drafts.models import CannedReply, Draft
from troth.domain.ledger.models import Entry
from troth.domain.ledger.queries import contents
from troth.domain.notices.actions import find
from troth.domain.notices.models import Notice
from troth.domain.queues import actions as queues
from troth.domain.queues.models import SavedView
from troth.domain.security.models import Act, Session
from troth.domain.security.queries import ref_of
from troth.domain.tickets.actions import conversation
from troth.domain.tickets.filter import ANYTHING
from troth.domain.tickets.models import Ticket
from troth.domain.tickets.participants import token_for

SECRET = "Our secret project is down."
LEA = "lea@acme.example"
AGENTS = frozenset({"the administrator", "a lead", "an agent", "an auditor"})
ACME = frozenset({"the reporter", "a colleague", "who looks after the contract"})
ONE_OF_EACH = (
    *("a stranger", "another customer", "the reporter", "the administrator", "an agent who left"),
)
"""One of each way to be here, where what a role may do makes no difference."""
NORA = "nora@acme.example"


@dataclass(frozen=True)
class World:
    """Who asks, what there is, and what never was: the same gaps filled with each."""

    people: dict[str, Callable[[], Client]]
    theirs: dict[str, str]
    nobodys: dict[str, str]
    tokens: tuple[str, str]  # signed for somebody who takes no part; never signed

    def state(self) -> list[object]:
        """Return everything that a refused request could have changed."""
        return [
            list(Entry.objects.order_by("pk").values_list("chain", "position", "kind")),
            list(Draft.objects.order_by("pk").values("owner", "key", "body")),
            list(Notice.objects.order_by("pk").values("pk", "read_at")),
            list(SavedView.objects.order_by("pk").values("pk", "name", "place")),
            list(CannedReply.objects.order_by("pk").values("pk", "text")),
            list(User.objects.order_by("pk").values("pk", "zone", "away_until", "is_active")),
            list(Person.objects.order_by("pk").values("pk", "replies_by_mail", "customer")),
            list(Customer.objects.order_by("pk").values("pk", "name")),
            list(Term.objects.order_by("pk").values("pk", "kind")),
            list(Naming.objects.order_by("pk").values("pk", "named")),
            list(Change.objects.order_by("pk").values("pk", "defect", "what")),
            Announcement.objects.count(),
            list(Checking.objects.order_by("pk").values("pk", "checks")),
            list(Session.objects.exclude(user=None).order_by("pk").values("pk", "user")),
            list(Act.objects.order_by("pk").values("pk", "kind")),
        ]


def build(ines: User) -> World:
    """Build it: Mara reports for Acme, Ines answers, Tomas mentions Ines in a note."""
    for email, name, company in (
        (MARA, "Mara Lind", "Acme"),
        (NOA, "Noa Berg", "Acme"),
        (LEA, "Lea Sund", "Acme"),
        (NORA, "Nora Eik", "Acme"),
        (EVE, "Eve Hart", "Elsewhere"),
    ):
        make(email, name, company)
    file = SimpleUploadedFile("log.txt", SECRET.encode())
    report = {**REPORT, "email": MARA, "subject": SECRET, "attachments": [file]}
    Client().post("/report", report)
    ticket = Ticket.objects.get()
    tomas = User.objects.create_user("tomas@ivt.example", "Tomas Reyl")
    number, first = ticket.number, seen(ticket)
    conversation.note(number, text=f"@Ines Duarte {SECRET}", seen=first, by=tomas, at=NOON)
    position = seen(ticket)
    conversation.reply(ticket.number, text=SECRET, seen=position, by=ines, at=NOON)
    find(NOON)
    team = teams.form("First line")
    teams.join(team, [ines])
    view = queues.keep(SECRET, "all", ANYTHING, by=ines)
    canned = CannedReply.objects.create(title=SECRET, text=SECRET, changed_at=NOON)
    mara = signed_in(MARA)
    mara.post("/drafts", {"key": "report:text", "text": SECRET, "writer": "w", "turn": "1"})
    upload = mara.post("/uploads", {"name": f"{SECRET}.txt", "size": "9"}).json()["address"]
    (digest,) = _digests(ticket)
    word = upload.rpartition("/")[2]
    acme = Customer.objects.get(name="Acme")
    nora = Person.objects.get(addresses__value=NORA)
    terms = Terms(administrator=nora.pk)
    contract = begin(SECRET, acme, terms, begins=NOON, ends=None, by="shell", at=NOON)
    defect = recording.enter(title=SECRET, what=SECRET, by=ines, at=NOON)
    linking.link(number, defect.pk, seen=None, by=ines, at=NOON)
    patch, _ = announcing.release(
        "4.2.1", fixes=[defect.pk], notes=SECRET, released_on=NOON.date(), by="shell", at=NOON
    )
    elsewhere = _agent(ines).cookies["sessionid"].value
    theirs = {
        "ref": ref_of(elsewhere),
        "defect": str(defect.pk),
        "patch": str(patch.pk),
        "customer": str(acme.pk),
        "contract": str(contract.pk),
        "person": str(ticket.reporter_id),
        "number": str(ticket.number),
        "agent": str(tomas.pk),
        "team": str(team.pk),
        "digest": digest,
        "position": str(position + 1),
        "what": "response",
        "made_by": "1",
        "notice": str(Notice.objects.get(agent=ines).pk),
        "pk": str(view.pk),
        "canned_reply": str(canned.pk),
        "only": "all",
        "word": word,
        "sid": "RE0123456789",
        "step": "hours",
        "key": "20260302T170000-aaaa",
    }
    never = {"number": "89999", "ref": "0" * 24, "digest": "0" * 64, "word": word[:-2] + "__"}
    missing = {name: "9" * len(value) for name, value in theirs.items() if value.isdecimal()}
    eve = User.objects.get(pk=_user(EVE).pk).person_id
    wrong = token_for(ticket, eve)
    return World(_people(ines, tomas), theirs, theirs | missing | never, (wrong, wrong[:-2] + "__"))


def _people(ines: User, tomas: User) -> dict[str, Callable[[], Client]]:
    left = signed_in(LEA)
    leave(Person.objects.get(addresses__value=LEA).pk, by="shell", at=NOON)
    gone = User.objects.create_user("gone@ivt.example", "Gone Agent")
    dismissed = _agent(gone)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    make("out@acme.example", "Out Now", "Acme")
    barred = signed_in("out@acme.example")
    User.objects.filter(email="out@acme.example").update(is_active=False)
    walkers = {
        "a stranger": Client(),
        "another customer": signed_in(EVE),
        "who left the company": left,
        "who may sign in no more": barred,
        "an agent who left": dismissed,
        "the reporter": signed_in(MARA),
        "a colleague": signed_in(NOA),
        "who looks after the contract": signed_in(NORA),
        "the administrator": _agent(ines),
        "an agent": _agent(tomas),
        "a lead": _agent(User.objects.create_user("lena@ivt.example", "Lena", role="lead")),
        "an auditor": _agent(User.objects.create_user("ada@ivt.example", "Ada", role="auditor")),
    }
    return {who: partial(_same, walker) for who, walker in walkers.items()}


def _same(walker: Client) -> Client:
    """Return a browser with the sessions of another: what one walk sets, no other has."""
    fresh = Client()
    if "sessionid" in walker.cookies:
        fresh.cookies["sessionid"] = walker.cookies["sessionid"].value
    return fresh


def _agent(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _user(email: str) -> User:
    signed_in(email)
    return User.objects.get(email=email)


def _digests(ticket: Ticket) -> set[str]:
    bodies = contents(ticket.number).values()
    return {file["digest"] for body in bodies for file in body.get("attachments") or ()}
