"""Which board rows a viewer may see, in two forms that mean the same: a condition for lists, a decision for one row."""

import uuid

from django.db.models import Q, QuerySet
from django.http import Http404

from houvast.core.access.policy import decide, relations_allowing
from houvast.core.access.words import Action, Data, Decision, Purpose, Relation
from houvast.core.calendar import school_year_named
from houvast.core.transfer.phases import followed_by_municipality, phase_on, year_on
from houvast.core.transfer.standing import Standing
from houvast.people.clock import now
from houvast.people.models import Organisation, PersonalRelation, RoleAssignment
from houvast.people.viewer import ROLE_RELATION, Viewer
from houvast.privacy import door
from houvast.privacy.models import ReadLog
from houvast.transfer.chain import details_of
from houvast.transfer.models import BoardRow

Role = RoleAssignment.Role
RECEIVING = frozenset(
    {Role.INTAKE, Role.STUDY_COACH, Role.TEAM_LEADER, Role.SUPPORT_ADVISOR, Role.STUDENT_ADMINISTRATION}
)
"""Who receives pupils at a school where they applied."""
FOLLOWING = frozenset({Role.ATTENDANCE_OFFICER, Role.RMC})
"""Who follows pupils for a municipality or region."""
FAMILY = frozenset({Relation.SELF, Relation.GUARDIAN})
"""Who has a page of their own: the board's pages are for who works with the pupil."""
OFFICES = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.PARTNER)


def _allowing(action: Action) -> frozenset[Relation]:
    return frozenset(yes.relation for yes in relations_allowing(Data.TRANSFER, action))


def has_board(viewer: Viewer) -> bool:
    """Whether there is a board for this viewer: a role or relation that may see a transfer, besides one's own."""
    if not viewer.roles and PersonalRelation.Kind.COACH not in viewer.relation_kinds:
        return False
    if viewer.role_names & (RECEIVING | FOLLOWING):
        return True
    allowed = _allowing(Action.SEE)
    by_role = any(ROLE_RELATION.get(Role(name)) in allowed for name in viewer.role_names)
    return by_role or PersonalRelation.Kind.COACH in viewer.relation_kinds


def _whole_school(viewer: Viewer, action: Action) -> bool:
    """A role in the whole school that may do this: then no student needs to be asked about."""
    allowed = _allowing(action)
    return any(one.path is None and ROLE_RELATION.get(Role(one.role)) in allowed for one in viewer.roles)


def visible(viewer: Viewer, action: Action = Action.SEE, *, year: int | None = None) -> QuerySet[BoardRow]:
    """The rows on the viewer's board for the leaving year (its first calendar year; by default that of the day).

    Rows of the viewer's own organisation only, each by the relation of its side. Unordered.
    """
    begins_in = year_on(viewer.day) if year is None else year
    label = f"{begins_in}-{begins_in + 1}"
    rows = BoardRow.objects.filter(organisation=viewer.organisation_id, leaving_year=label, closed_on__isnull=True)
    return rows.filter(_condition(viewer, action, begins_in))


def _condition(viewer: Viewer, action: Action, begins_in: int) -> Q:
    kind = viewer.person.organisation.kind
    if kind in OFFICES:
        return _followed(viewer, action, begins_in)
    condition = Q(side=BoardRow.Side.SCHOOL)
    if not _whole_school(viewer, action):
        condition &= Q(student__in=door.students(viewer, Data.TRANSFER, action))
    if kind == Organisation.Kind.INSTITUTION:
        condition |= _received(viewer, action)
    return condition


def _received(viewer: Viewer, action: Action) -> Q:
    """Rows of pupils who applied here: all for a role in the whole school, else those of the role's units."""
    condition = Q(pk__in=())
    if Relation.RECEIVING_SCHOOL not in _allowing(action):
        return condition
    units: set[uuid.UUID] = set()
    for one in viewer.roles:
        if one.role not in RECEIVING:
            continue
        if one.unit is None:
            return Q(side=BoardRow.Side.INSTITUTION)
        units |= one.units or frozenset()
    return Q(side=BoardRow.Side.INSTITUTION, unit__in=units) if units else condition


def _followed(viewer: Viewer, action: Action, begins_in: int) -> Q:
    """Who stepped down at any time, who has no place in summer, and who did not start from 1 October."""
    if not (viewer.role_names & FOLLOWING) or Relation.DESK not in _allowing(action):
        return Q(pk__in=())
    return Q(side=BoardRow.Side.MUNICIPALITY, standing__in=_followed_standings(viewer, begins_in))


def _followed_standings(viewer: Viewer, begins_in: int) -> list[str]:
    return sorted(followed_by_municipality(phase_on(viewer.day, begins_in).phase))


def relations_to_row(viewer: Viewer, row: BoardRow) -> frozenset[Relation]:
    """What ties the viewer to a pupil of another school, by the row of the viewer's organisation."""
    if row.organisation_id != viewer.organisation_id or row.closed_on is not None:
        return frozenset()
    if row.side == BoardRow.Side.INSTITUTION:
        for one in viewer.roles:
            if one.role in RECEIVING and (one.unit is None or (row.unit_id and row.unit_id in (one.units or ()))):
                return frozenset({Relation.RECEIVING_SCHOOL})
    if row.side == BoardRow.Side.MUNICIPALITY and viewer.role_names & FOLLOWING:
        begins_in = school_year_named(row.leaving_year).begins_in
        if Standing(row.standing) in followed_by_municipality(phase_on(viewer.day, begins_in).phase):
            return frozenset({Relation.DESK})
    return frozenset()


def decision(viewer: Viewer, row: BoardRow, action: Action = Action.SEE) -> Decision:
    """Whether the viewer may do this with the pupil of this row, and because of what."""
    if row.organisation_id != viewer.organisation_id:
        return Decision(because=())
    if row.side == BoardRow.Side.SCHOOL:
        found = door.decision(viewer, row.student, Data.TRANSFER, action)
        return Decision(because=tuple(one for one in found.because if one.relation not in FAMILY))
    return decide(relations_to_row(viewer, row), Data.TRANSFER, action)


def row_for(viewer: Viewer, row_id: uuid.UUID, action: Action = Action.SEE) -> BoardRow:
    """The board row behind an id from outside, noted in the log of reads; Http404 when the viewer may not."""
    row = BoardRow.objects.filter(pk=row_id, organisation=viewer.organisation_id, closed_on__isnull=True).first()
    if row is None:
        raise Http404
    if row.side == BoardRow.Side.SCHOOL:
        row.student = door.student(viewer, row.student_id, Data.TRANSFER, action)
    answer = decision(viewer, row, action)
    if not answer.allowed:
        raise Http404
    if row.side != BoardRow.Side.SCHOOL:
        log_at_school(viewer, row, answer.because[0].purpose)
    return row


def log_at_school(viewer: Viewer, row: BoardRow, purpose: Purpose) -> None:
    """The read stands in the log of the pupil's own school, where the pupil reads who looked."""
    with details_of(row):
        ReadLog.objects.create(
            organisation_id=row.owner_id,
            reader=viewer.person,
            at=now(),
            purpose=str(purpose),
            page="transfer-pupil",
            request_id="",
            students=[row.student_id.hex],
        )


def sees_still(viewer: Viewer, row_id: uuid.UUID) -> bool:
    """Whether the viewer still has this row on the own board, after something of it changed."""
    row = BoardRow.objects.filter(pk=row_id).first()
    return row is not None and decision(viewer, row).allowed


def has_own_way(viewer: Viewer) -> bool:
    """Whether the viewer is a pupil of a feeder school, or a guardian of one: then there may be a page of their own.

    Asks nothing of the database: it is asked on every page.
    """
    is_school = viewer.person.organisation.kind == Organisation.Kind.FEEDER_SCHOOL
    is_family = viewer.person.is_student or PersonalRelation.Kind.GUARDIAN in viewer.relation_kinds
    return is_school and is_family
