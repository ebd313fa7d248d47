"""A student contests a decision: begin, write, hand in with proof of receipt (S-344 to S-346, S-386, S-650)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language, gettext

from houvast.cases import actions as cases
from houvast.cases import journal, pack_library
from houvast.cases.errors import CannotNow, RunsAlready
from houvast.cases.models import Case
from houvast.cases.pinned import pack_of
from houvast.core.access.words import Action, Data
from houvast.core.law.errors import QuestionError
from houvast.core.procedure.log import Do
from houvast.core.procedure.roles import Role
from houvast.documents.actions import store_letter
from houvast.helpdesk.actions.sitting import seat_board
from houvast.helpdesk.letter import is_in_time, letter_of, receipt_of
from houvast.helpdesk.models import Contest
from houvast.helpdesk.routes import route_for
from houvast.helpdesk.words import BODIES
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door

FILED, DECIDE = "filed", "decide"
KNOWN_LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the student wrote; any of it may be empty while it is a draft."""

    decision: str = ""
    happened: str = ""
    disagree: str = ""
    wanted: str = ""
    along: str = ""
    late: str = ""
    urgent: bool = False


def begin(*, student: Person, by: Viewer, matter: str, notified_on: date | None, at: datetime) -> Contest:
    """A draft, with the route and the last day by the rule of law. Raises CannotBeDone where no route here is open."""
    _own(by, student)
    try:
        way = route_for(matter, notified_on, on=day_of(at))
    except QuestionError as error:
        raise CannotBeDone(error.text.en if get_language() == "en" else error.text.nl, "notified_on") from error
    if way.route not in Contest.Route.values:
        raise CannotBeDone(
            gettext("On the day of this decision the way was the civil court. The helpdesk looks along with you."),
            "notified_on",
        )
    return Contest.objects.create(
        organisation_id=student.organisation_id,
        student=student,
        route=way.route,
        matter=matter,
        notified_on=notified_on,
        last_day=way.last_day,
        source=way.source[:200],
        began_at=at,
    )


def write(*, contest: Contest, by: Viewer, words: Words, seen_revision: int) -> None:
    """Keep what the student wrote. Raises ChangedMeanwhile, CannotBeDone for what was handed in."""
    _own(by, contest.student)
    _is_draft(contest)
    values = {name: getattr(words, name) for name in Words.__dataclass_fields__}
    changed = Contest.objects.filter(pk=contest.pk, revision=seen_revision, status=Contest.Status.DRAFT)
    if not changed.update(revision=F("revision") + 1, **values):
        raise ChangedMeanwhile("The letter")
    contest.refresh_from_db()


def throw_away(*, contest: Contest, by: Viewer) -> None:
    """A draft that is not needed. Nothing of it stays."""
    _own(by, contest.student)
    _is_draft(contest)
    contest.delete()


def hand_in(*, contest: Contest, by: Viewer, at: datetime, seen_revision: int) -> Contest:
    """(1) the case begins and its receipt stands in the log, (2) letter and proof are made and sealed, (3) the members
    of the board get to see it. All of it or nothing. Raises CannotBeDone or ChangedMeanwhile.
    """
    student = contest.student
    _own(by, student)
    _is_draft(contest)
    missing = missing_in(contest, at)
    if missing:
        raise CannotBeDone(missing)
    language = student.language if student.language in KNOWN_LANGUAGES else KNOWN_LANGUAGES[0]
    with transaction.atomic():
        case = _file(contest, by, at)  # 1
        decide_by = _decide_by(case)
        letter = store_letter(
            student=student, kind=f"{contest.route}-letter", key=f"contest/{contest.pk}/letter",
            letter=letter_of(contest, at), language=language, addressee=None, by=by, at=at,
        )  # fmt: skip
        receipt = store_letter(
            student=student, kind="receipt", key=f"contest/{contest.pk}/receipt",
            letter=receipt_of(contest, letter.sha256, at, decide_by), language=language, addressee=student, by=by,
            at=at,
        )  # fmt: skip
        changed = Contest.objects.filter(pk=contest.pk, revision=seen_revision, status=Contest.Status.DRAFT).update(
            status=Contest.Status.HANDED_IN,
            handed_in_at=at,
            case=case,
            decide_by=decide_by,
            letter_id=letter.pk,
            receipt_id=receipt.pk,
            revision=F("revision") + 1,
        )  # 2
        if not changed:
            raise ChangedMeanwhile("The letter")
        contest.refresh_from_db()
        seat_board(contest, on=day_of(at), at=at)  # 3
    return contest


def missing_in(contest: Contest, at: datetime) -> str:
    """What a letter cannot do without, in words; empty when it can be handed in."""
    if not (contest.happened or contest.disagree):
        return gettext("Write what happened, or why you do not agree. A few sentences are enough.")
    if not contest.wanted:
        return gettext("Write what you ask of %(body)s.") % {"body": BODIES[contest.route]}
    if not is_in_time(contest, at) and not contest.late:
        return gettext("The last day has passed. Write why it is later: the board can excuse that.")
    return ""


def _file(contest: Contest, by: Viewer, at: datetime) -> Case:
    """Begins the procedure as the student and records the receipt in it."""
    pack = pack_library.pack_in_use(contest.organisation_id, contest.route, day_of(at))
    try:
        case = cases.begin(student=contest.student, pack=pack, role=Role.STUDENT, by=by, at=at)
        return cases.act(
            case_id=case.pk,
            action=Do(
                act=FILED,
                by=str(by.person.pk),
                role=Role.STUDENT,
                data={
                    "received": day_of(at).isoformat(),
                    "what": contest.decision or contest.happened or contest.disagree or "",
                    "in_time": is_in_time(contest, at),
                },
            ),
            by=by,
            at=at,
            seen_revision=case.revision,
        )
    except RunsAlready as error:
        raise CannotBeDone(
            gettext("You have one of these running already. You can add to it on its own page.")
        ) from error
    except CannotNow as refused:
        english = get_language() == "en"
        said = " ".join(one.text.en if english else one.text.nl for one in refused.reasons)
        raise CannotBeDone(said) from refused


def _decide_by(case: Case) -> date | None:
    """The last day for the decision, by the term of the procedure that runs until the decision."""
    pack = pack_of(case.pack_version)
    state = journal.state_of(case, pack)
    ends = [state.term(name) for name, term in pack.terms.items() if term.until == DECIDE]
    return next((running.due for running in ends if running is not None), None)


def _own(by: Viewer, student: Person) -> None:
    if by.person.pk != student.pk or not door.decision(by, student, Data.CONTEST, Action.SIGN).allowed:
        raise PermissionDenied


def _is_draft(contest: Contest) -> None:
    if contest.status != Contest.Status.DRAFT:
        raise CannotBeDone(gettext("This letter was handed in already."))
