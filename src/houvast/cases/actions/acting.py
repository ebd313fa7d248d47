"""Acting in a case: begin one, or do something in it. One transaction: events, tasks, letters and mails, or nothing at
all.
"""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from houvast.cases import journal, mails, whose
from houvast.cases.errors import CannotNow, NotYourRole, RunsAlready
from houvast.cases.letters import send
from houvast.cases.models import Case, CaseTask
from houvast.cases.pack_library import is_offered
from houvast.cases.pinned import pack_of, pin
from houvast.cases.projection import project
from houvast.cases.roles import OWN, roles_for, roles_in
from houvast.cases.world import world_of
from houvast.core.access.words import Action as Right
from houvast.core.access.words import Data
from houvast.core.forms.text import Text
from houvast.core.procedure.engine import catch_up, decide, open_case
from houvast.core.procedure.log import Action, Reason, ReasonKind, Refused
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import Events, State
from houvast.core.procedure.world import World
from houvast.education.queries import educations_of
from houvast.guidance.actions import note_meeting
from houvast.guidance.queries import latest_meeting_of
from houvast.people.clock import day_of
from houvast.people.models import Person
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door


def begin(*, student: Person, pack: Pack, role: Role, by: Viewer, at: datetime) -> Case:
    """Open a case. Raises CannotNow, NotYourRole or RunsAlready."""
    _check_right(by, student, role)
    if role not in roles_for(by, student):
        raise NotYourRole(role.value)
    on = day_of(at)
    if not is_offered(pack, educations_of(student, on)):
        raise CannotNow(Refused(reasons=(_other_education(pack),)))
    with transaction.atomic():
        running = Case.objects.filter(student=student, pack=pack.id, status=Case.Status.OPEN).first()
        if running is not None:
            raise RunsAlready(running.pk)
        world = world_of(student, pack, on)
        found = open_case(pack, world, by=str(by.person.pk), role=role, on=on)
        if isinstance(found, Refused):
            raise CannotNow(found)
        version = pin(student.organisation, pack)
        try:
            with transaction.atomic():
                case = Case.objects.create(
                    organisation_id=student.organisation_id,
                    student=student,
                    pack_version=version,
                    pack=pack.id,
                    opened_on=on,
                )
        except IntegrityError as error:  # somebody else began it between our look and our write
            raise RunsAlready(None) from error
        _write(case, pack, State(), found, world, by, at)
        return case


def _other_education(pack: Pack) -> Reason:
    kinds = ", ".join(kind.value for kind in pack.education)
    text = Text(
        nl=f"Deze procedure is voor het {kinds}. De opleiding van deze student valt daar niet onder.",
        en=f"This procedure is for {kinds}. The programme of this student is of another kind.",
    )
    return Reason(kind=ReasonKind.ORDER, key="education", text=text)


def act(*, case_id: uuid.UUID, action: Action, by: Viewer, at: datetime, seen_revision: int) -> Case:
    """Do something in a case. Raises CannotNow, NotYourRole, ChangedMeanwhile or ErasedDossier; then nothing was
    written.
    """
    with transaction.atomic():
        case = held(case_id)
        _check_right(by, case.student, action.role, case)
        if action.role not in roles_in(by, case):
            raise NotYourRole(action.role.value)
        if case.revision != seen_revision:
            raise ChangedMeanwhile(case.pack_version.title_en)
        pack = pack_of(case.pack_version)
        on = day_of(at)
        before = journal.state_of(case, pack)
        world = world_of(case.student, pack, on, case)
        found = decide(pack, before, action, world, on)
        if isinstance(found, Refused):
            raise CannotNow(found)
        _write(case, pack, before, found, world, by, at)
        return case


def pass_time(*, case_id: uuid.UUID, by: Viewer | None, at: datetime) -> bool:
    """Write what time itself brought (a birthday, a term that ran out) and renew the tasks; True when it brought
    something.
    """
    with transaction.atomic():
        case = held(case_id)
        pack = pack_of(case.pack_version)
        on = day_of(at)
        before = journal.state_of(case, pack)
        world = world_of(case.student, pack, on, case)
        brought = catch_up(pack, before, world, on)
        if brought.events and by is not None:
            _write(case, pack, before, brought, world, by, at)
        elif brought.events:
            journal.append(case, pack, before, brought.events, at)
            project(case, pack, brought.state, world, on)
            save_summary(case)
        else:
            project(case, pack, before, world, on)
            case.save(update_fields=["next_due_on", "latest_meeting_on"])
            note_latest_meeting(case.student)
        return bool(brought.events)


def held(case_id: uuid.UUID) -> Case:
    """The case, locked for this transaction on PostgreSQL; on SQLite the transaction itself lets one writer in."""
    locked = Case.objects.select_for_update(of=("self",)) if _locks() else Case.objects
    return locked.select_related("student__organisation", "pack_version").get(pk=case_id)


def _locks() -> bool:
    from django.db import connection

    return connection.features.has_select_for_update


def _check_right(by: Viewer, student: Person, role: Role, case: Case | None = None) -> None:
    """The policy first: whoever may not work in this student's cases, or in this one, has no role there either."""
    rights = (Right.SIGN,) if role in OWN else (Right.RECORD, Right.DECIDE, Right.SIGN)
    if any(door.may(by, student, Data.CASES, right) for right in rights):
        return
    if case is None or not any(whose.may(by, case, right) for right in rights):
        raise NotYourRole(role.value)


def _write(case: Case, pack: Pack, before: State, found: Events, world: World, by: Viewer, at: datetime) -> None:
    """(1) the log, (2) tasks and summary, (3) letters, (4) mails that say that something is there."""
    on = day_of(at)
    journal.append(case, pack, before, found.events, at)  # 1
    fresh: tuple[CaseTask, ...] = project(case, pack, found.state, world, on)  # 2
    save_summary(case)
    known = {due.key for due in before.letters}
    due = [letter for letter in found.state.letters if letter.key not in known]
    sent = send(case, pack, found.state, due, by, at)  # 3
    told = {notice.key for notice in before.notices}
    notices = [notice for notice in found.state.notices if notice.key not in told]
    mails.ask_for(case, pack, fresh=fresh, sent=sent, notices=notices, by=by, at=at)  # 4


def save_summary(case: Case) -> None:
    """Save the summary against the revision that was read; the second of two writers gets a clear answer."""
    seen = case.revision
    values = {
        name: getattr(case, name)
        for name in (
            "status", "step", "step_nl", "step_en", "outcome", "outcome_nl", "outcome_en",
            "deviated", "closed_on", "next_due_on", "latest_meeting_on",
        )
    }  # fmt: skip
    updated = Case.objects.filter(pk=case.pk, revision=seen).update(revision=F("revision") + 1, **values)
    if updated == 0:
        raise ChangedMeanwhile(case.pack_version.title_en)
    case.revision = seen + 1
    note_latest_meeting(case.student)


def note_latest_meeting(student: Person) -> None:
    """Let the caseload know when the student was last spoken in any procedure; a withdrawn meeting counts no more."""
    met = Case.objects.filter(student=student).aggregate(day=Max("latest_meeting_on"))["day"]
    if met != latest_meeting_of(student):
        note_meeting(student=student, latest_meeting_on=met)
