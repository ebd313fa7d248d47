"""Reading handovers and followings: what a viewer may see of them, and what waits."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, UUIDField
from django.http import Http404

from houvast.core.access.words import Action, Data, Purpose
from houvast.core.handover.steps import OPEN, State, still_shares
from houvast.education.models import Enrolment
from houvast.handover.duty import duty_of
from houvast.handover.models import Connection, ConsentLink, Desk, Following, FollowUp, Handover, SigningKey, TheirKey
from houvast.people.models import Person, RoleAssignment
from houvast.people.prepared import MakesHole, PreparedRecord, Question
from houvast.people.viewer import DESK_ROLES, Viewer, running_on
from houvast.privacy import door

PAGE = 50
STAFF = frozenset(
    {RoleAssignment.Role.STUDY_COACH, RoleAssignment.Role.TEAM_LEADER, RoleAssignment.Role.SUPPORT_ADVISOR}
)
MOST_COLLEAGUES = 500


def handover_for(viewer: Viewer, handover_id: uuid.UUID, action: Action = Action.SEE) -> Handover:
    """The handover behind an id from outside; Http404 when the viewer may not."""
    found = (
        Handover.objects.filter(pk=handover_id)
        .select_related("student", "desk", "colleague", "asked_by", "organisation")
        .first()
    )
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.HANDOVER, action)
    return found


def handovers_of(student: Person) -> tuple[Handover, ...]:
    """All handovers of a student, newest first."""
    return tuple(_OF_STUDENT.all(student=student.pk))


def desks_to_choose(viewer: Viewer) -> QuerySet[Desk]:
    """Every desk that takes people now, by kind and name, except the viewer's own."""
    found = Desk.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=viewer.day))
    found = found.filter(Q(connection__isnull=True) | Q(connection__of=viewer.organisation_id))
    found = found.filter(Q(connection__isnull=True) | Q(connection__revoked_at__isnull=True))
    return found.exclude(unit_id__in=units_of_desks(viewer)).order_by("kind", "name", "id")


def colleagues_to_choose(viewer: Viewer) -> QuerySet[Person]:
    """Coaches, team leaders and support advisors of the own organisation, by name."""
    holds = RoleAssignment.objects.filter(running_on(viewer.day), person=OuterRef("pk"), role__in=STAFF)
    people = Person.objects.filter(Exists(holds), organisation_id=viewer.organisation_id, erased_at__isnull=True)
    return people.exclude(pk=viewer.person.pk).order_by("sort_name", "id")


def enrolment_in_words(student: Person) -> str:
    """Programme and period, to begin with when a handover is asked."""
    latest = Enrolment.objects.filter(student=student).select_related("programme").order_by("-starts_on", "pk").first()
    return f"{latest.programme.name}, {latest.pathway}".strip(", ") if latest else ""


def units_of_desks(viewer: Viewer) -> frozenset[uuid.UUID]:
    """The units of the desks at which this viewer works."""
    return frozenset(role.unit for role in viewer.roles if role.role in DESK_ROLES and role.path and role.unit)


def works_at_a_desk(viewer: Viewer) -> bool:
    """Whether this viewer works at a desk that others can choose."""
    return bool(units_of_desks(viewer))


def my_desks(viewer: Viewer) -> tuple[Desk, ...]:
    units = units_of_desks(viewer)
    return tuple(Desk.objects.filter(unit_id__in=units).order_by("name", "id")) if units else ()


def _mine(viewer: Viewer) -> Q:
    """Files of the viewer's desks, and what a colleague handed to the viewer: each desk its own people."""
    return Q(desk__unit_id__in=units_of_desks(viewer)) | Q(desk__isnull=True, holder=viewer.person)


def following_for(viewer: Viewer, following_id: uuid.UUID, action: Action = Action.SEE) -> Following:
    """The file behind an id from outside; Http404 for another desk, and once it is closed."""
    found = (
        Following.objects.filter(_mine(viewer), pk=following_id, closed_on__isnull=True)
        .select_related("person", "desk", "holder", "organisation")
        .first()
    )
    if found is None:
        raise Http404
    door.student(viewer, found.person_id, Data.FOLLOWING, action)
    return found


def may_read_told(following: Following, on: date) -> bool:
    """Whether what was told may still be read: while the handover shares, up to its last day."""
    return following.until is not None and still_shares(State(following.state), until=following.until, on=on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A person on the list of a desk. `status` and `until`: what the law says today (education-duty)."""

    following: Following
    status: str
    until: date | None


WAITS, FOLLOWS = "waits", "follows"


def desk_list(
    viewer: Viewer, *, show: str, group: str = "", after: int = 0, most: int = PAGE, due_by: date | None = None
) -> tuple[tuple[Followed, ...], bool]:
    """One page of a desk's people, first what is due first; and whether there are more. Noted as shown."""
    found = Following.objects.filter(
        _mine(viewer), person__in=door.students(viewer, Data.FOLLOWING), closed_on__isnull=True
    )
    found = found.filter(accepted_on__isnull=True) if show == WAITS else found.filter(accepted_on__isnull=False)
    if group:
        found = found.filter(group=group)
    if due_by is not None:
        found = found.filter(next_on__lte=due_by)
    rows = list(found.select_related("person", "desk", "holder").order_by("next_on", "id")[after : after + most + 1])
    door.note_shown([row.person_id for row in rows[:most]], Purpose.HANDED_OVER)
    return tuple(followed(row, viewer.day) for row in rows[:most]), len(rows) > most


def followed(following: Following, on: date) -> Followed:
    """With what the law says of this person on this day."""
    status, until = duty_of(following.person.birth_date, tuple(following.qualifications), on=on)
    return Followed(following=following, status=status, until=until)


def counted(viewer: Viewer) -> tuple[int, int]:
    """How many wait for an answer of this viewer's desks, and how many are followed."""
    mine = Following.objects.filter(_mine(viewer), closed_on__isnull=True)
    return mine.filter(accepted_on__isnull=True).count(), mine.filter(accepted_on__isnull=False).count()


def follow_up_for(viewer: Viewer, follow_up_id: uuid.UUID) -> FollowUp:
    """A moment of looking back of either side; Http404 when the viewer may not answer it."""
    found = FollowUp.objects.filter(pk=follow_up_id).select_related("handover__student", "following__person").first()
    if found is None:
        raise Http404
    if found.following_id is not None:
        found.following = following_for(viewer, found.following_id, Action.RECORD)
    else:
        assert found.handover_id is not None
        found.handover = handover_for(viewer, found.handover_id, Action.RECORD)
    return found


def waits_for_guardian(student: Person) -> list[Handover]:
    """Handovers that the student agreed to and that a guardian is asked to agree to as well."""
    found = Handover.objects.filter(student=student, state=State.ASKED, agreed_at__isnull=False)
    return list(found.select_related("desk", "colleague").order_by("asked_at", "id"))


def asked_of_student(student: Person) -> list[Handover]:
    """Handovers that wait for the student's own answer, the first asked first."""
    return _ASKED.all(student=student.pk)


def asked_for_own_page(student: Person) -> tuple[Question, ...]:
    """What `handovers_of` and `asked_of_student` ask."""
    return tuple(one.question(student=student.pk) for one in (_OF_STUDENT, _ASKED))


def _of_student(handovers: QuerySet[Handover], hole: MakesHole) -> QuerySet[Handover]:
    return handovers.filter(student=hole("student", UUIDField())).order_by("-asked_at", "-id")[:PAGE]


def _asked(handovers: QuerySet[Handover], hole: MakesHole) -> QuerySet[Handover]:
    waits = handovers.filter(student=hole("student", UUIDField()), state=State.ASKED, agreed_at__isnull=True)
    return waits.order_by("asked_at", "id")


_OF_STUDENT = PreparedRecord(Handover, _of_student, related=("desk", "colleague"))
_ASKED = PreparedRecord(Handover, _asked, related=("desk", "colleague"))


def running_of(students: Iterable[uuid.UUID]) -> dict[uuid.UUID, Handover]:
    """The latest handover per student that runs or is done, for lists of other folders; one query."""
    found: dict[uuid.UUID, Handover] = {}
    rows = Handover.objects.filter(student_id__in=list(students), state__in=[*OPEN, State.DONE])
    for row in rows.select_related("desk", "colleague").order_by("asked_at", "id"):
        found[row.student_id] = row
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFact:
    """What a procedure may ask about handovers of a student: offered, accepted, done, and on which day."""

    offered: bool
    accepted_on: date | None
    done_on: date | None


def handover_fact(student: Person, *, since: date | None = None, on: date | None = None) -> HandoverFact:
    """The furthest handover of this student (asked since that day, and not past its last day `on` that day).

    A fact, no reading matter.
    """
    rows = Handover.objects.filter(student=student, colleague__isnull=True).exclude(
        state__in=(State.REFUSED, State.REVOKED)
    )
    if since is not None:
        rows = rows.filter(asked_at__date__gte=since)
    if on is not None:
        rows = rows.filter(until__gte=on)
    days = list(rows.values_list("accepted_on", "done_on"))
    accepted = [one for one, _ in days if one]
    done = [one for _, one in days if one]
    return HandoverFact(offered=bool(days), accepted_on=min(accepted, default=None), done_on=min(done, default=None))


def handovers_with_items(student_id: uuid.UUID) -> list[Handover]:
    """Handovers of a student with what was to be told, newest first."""
    rows = Handover.objects.filter(student_id=student_id).prefetch_related("items")
    return list(rows.order_by("-asked_at", "-id")[:PAGE])


def consent_behind(token: str, *, at: datetime) -> tuple[uuid.UUID, uuid.UUID] | None:
    """The organisation and the handover behind a link that still works."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    found = ConsentLink.objects.filter(token_hash=digest, used_at__isnull=True, expires_at__gt=at).first()
    return (found.of_id, found.handover_id) if found else None


def handover_behind_link(handover_id: uuid.UUID) -> Handover | None:
    """The handover for who holds its link: the student. Only while it waits for the answer."""
    found = Handover.objects.filter(pk=handover_id, state=State.ASKED, agreed_at__isnull=True)
    return found.select_related("student", "desk", "colleague", "asked_by", "organisation").first()


def own_desks(viewer: Viewer) -> tuple[Desk, ...]:
    """The desks of the viewer's organisation, open ones first."""
    mine = Desk.objects.filter(of_id=viewer.organisation_id, unit__isnull=False)
    return tuple(sorted(mine, key=lambda desk: (desk.closed_on is not None, desk.name, desk.pk)))


def desks_at_school(student: Person, viewer: Viewer) -> list[Desk]:
    """The desks whose people are in the student's school now, for who belongs to that school and may see who is around
    the student; by name (S-624, S-625).
    """
    if viewer.organisation_id != student.organisation_id or not door.may(viewer, student, Data.PEOPLE_AROUND):
        return []
    return _AT_SCHOOL.all(organisation=student.organisation_id, day=viewer.day)


def asked_at_school(student: Person, viewer: Viewer) -> tuple[Question, ...]:
    """What `desks_at_school` asks."""
    if viewer.organisation_id != student.organisation_id or not door.may(viewer, student, Data.PEOPLE_AROUND):
        return ()
    return (_AT_SCHOOL.question(organisation=student.organisation_id, day=viewer.day),)


def _at_school(desks: QuerySet[Desk], hole: MakesHole) -> QuerySet[Desk]:
    open_on = Q(closed_on__isnull=True) | Q(closed_on__gte=hole("day", DateField()))
    return desks.filter(open_on, of=hole("organisation", UUIDField()), at_school=True).order_by("name", "id")


_AT_SCHOOL = PreparedRecord(Desk, _at_school)


def own_desk(viewer: Viewer, desk_id: uuid.UUID) -> Desk:
    """A desk of the viewer's own organisation; Http404 for any other."""
    found = Desk.objects.filter(pk=desk_id, of_id=viewer.organisation_id, unit__isnull=False).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """Another installation: its keys (newest first) and desks, and how many messages wait for it or were refused."""

    connection: Connection
    keys: tuple[TheirKey, ...]
    desks: tuple[Desk, ...]
    waiting: int
    refused: int


def connections_of(viewer: Viewer) -> tuple[Connected, ...]:
    """The connections of the viewer's organisation, by name."""
    found = Connection.objects.filter(of_id=viewer.organisation_id).order_by("name", "id")
    counted = found.annotate(
        waiting=Count("messages", filter=Q(messages__delivered_at__isnull=True, messages__refused=""), distinct=True),
        was_refused=Count("messages", filter=~Q(messages__refused=""), distinct=True),
    ).prefetch_related("keys", "desks")
    return tuple(
        Connected(
            connection=one,
            keys=tuple(sorted(one.keys.all(), key=lambda key: key.added_at, reverse=True)),
            desks=tuple(sorted((d for d in one.desks.all() if d.closed_on is None), key=lambda desk: desk.name)),
            waiting=one.waiting,
            refused=one.was_refused,
        )
        for one in counted
    )


def own_connection(viewer: Viewer, connection_id: uuid.UUID) -> Connection:
    """A connection of the viewer's own organisation; Http404 for any other."""
    found = Connection.objects.filter(pk=connection_id, of_id=viewer.organisation_id).first()
    if found is None:
        raise Http404
    return found


def has_signing_key(viewer: Viewer) -> bool:
    """Whether this organisation has a key that counts."""
    return SigningKey.objects.filter(of_id=viewer.organisation_id, revoked_at__isnull=True).exists()
