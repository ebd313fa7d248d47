"""Naming somebody for a role in one case, when nobody has it or somebody else should."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction

from houvast.cases.errors import NotYourRole
from houvast.cases.models import Case, CaseRole
from houvast.core.access.words import Action, Data
from houvast.core.procedure.roles import Role
from houvast.people.clock import day_of
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door


def may_name(by: Viewer, student: Person) -> bool:
    """Who manages the people around a student may name somebody in a case."""
    return door.may(by, student, Data.PEOPLE_AROUND, Action.MANAGE)


def name_for_role(*, case: Case, role: Role, person_id: uuid.UUID, by: Viewer, at: datetime) -> CaseRole:
    """Name a person of the same organisation for this role; earlier names for it end. Gives the tie that lets them in.

    Raises NotYourRole for who may not name, Person.DoesNotExist for a person of elsewhere.
    """
    if not may_name(by, case.student):
        raise NotYourRole(role.value)
    on = day_of(at)
    person = Person.objects.get(
        pk=person_id, organisation_id=case.organisation_id, is_student=False, erased_at__isnull=True
    )
    with transaction.atomic():
        earlier = CaseRole.objects.filter(running_on(on), case=case, role=role.value).exclude(person=person)
        for gone in earlier.select_related("person", "case"):
            _leave(gone, on)
        PersonalRelation.objects.get_or_create(
            kind=PersonalRelation.Kind.CASE_TEAM,
            holder=person,
            student=case.student,
            ends_on=None,
            defaults={"organisation_id": case.organisation_id, "starts_on": on},
        )
        return CaseRole.objects.get_or_create(
            case=case,
            role=role.value,
            person=person,
            ends_on=None,
            defaults={"organisation_id": case.organisation_id, "named_by": by.person, "starts_on": on},
        )[0]


def name_members(
    *, case: Case, role: Role, persons: tuple[Person, ...], named_by: Person, on: date
) -> tuple[Person, ...]:
    """Let exactly these members of a board into the case: gives those who were not in it yet.

    Asks no right: who sits on a board follows from the role they were given. Whoever no longer sits on it leaves, and
    their tie to the student ends when nothing else in this student's cases holds it.
    """
    with transaction.atomic():
        running = CaseRole.objects.filter(running_on(on), case=case, role=role.value)
        known = set(running.values_list("person_id", flat=True))
        for gone in running.exclude(person__in=persons).select_related("person", "case"):
            _leave(gone, on)
        fresh = tuple(person for person in persons if person.pk not in known)
        for person in fresh:
            CaseRole.objects.create(
                organisation_id=case.organisation_id,
                case=case,
                role=role.value,
                person=person,
                named_by=named_by,
                starts_on=on,
            )
            PersonalRelation.objects.get_or_create(
                kind=PersonalRelation.Kind.CASE_TEAM,
                holder=person,
                student=case.student,
                ends_on=None,
                defaults={"organisation_id": case.organisation_id, "starts_on": on},
            )
    return fresh


def _leave(gone: CaseRole, on: date) -> None:
    """This name ends, and the tie to the student with it when no other case of that student holds it."""
    student, person = gone.case.student_id, gone.person
    gone.delete()
    if not CaseRole.objects.filter(running_on(on), case__student=student, person=person).exists():
        ties = PersonalRelation.objects.filter(
            kind=PersonalRelation.Kind.CASE_TEAM, holder=person, student=student, ends_on=None
        )
        ties.filter(starts_on__gte=on).delete()
        ties.update(ends_on=on - timedelta(days=1))
