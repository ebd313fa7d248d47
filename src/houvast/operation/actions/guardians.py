"""The guardians of a student: who they are, whether they have authority, and the consent of an adult student."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data
from houvast.operation.actions.access import tell_by_link
from houvast.people.actions.record import NotYours, note
from houvast.people.actions.staff import NewPerson, add_person, open_access
from houvast.people.models import AdministrativeAct, Person, PersonalRelation
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import write_over
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door


def _must_manage(by: Viewer, student: Person) -> None:
    if not door.may(by, student, Data.PEOPLE_AROUND, Action.MANAGE):
        raise NotYours


def add_guardian(*, student: Person, new: NewPerson, has_authority: bool, by: Viewer, on: date) -> PersonalRelation:
    """Somebody known as a guardian by that address is taken, so that one guardian of two children is one person.

    Raises NotYours, CannotBeDone.
    """
    _must_manage(by, student)
    with transaction.atomic():
        known = None
        if new.email:
            held = PersonalRelation.objects.filter(kind=PersonalRelation.Kind.GUARDIAN).values("holder_id")
            known = (
                Person.objects.filter(organisation_id=student.organisation_id, email__iexact=new.email, pk__in=held)
                .order_by("pk")
                .first()
            )
        holder = known or add_person(new=new, by=by)
        try:
            with transaction.atomic():
                relation = PersonalRelation.objects.create(
                    organisation_id=student.organisation_id,
                    kind=PersonalRelation.Kind.GUARDIAN,
                    holder=holder,
                    student=student,
                    starts_on=on,
                    has_authority=has_authority,
                )
        except IntegrityError as error:
            raise CannotBeDone(_("This person is a guardian of this student already."), "email") from error
        note(by=by, act=AdministrativeAct.Act.GUARDIAN_ADDED, about=student)
    return relation


def change_guardian(
    *,
    relation_id: uuid.UUID,
    student: Person,
    seen: int,
    has_authority: bool,
    student_consents: bool,
    ends_on: date | None,
    by: Viewer,
) -> None:
    """Authority, an adult student's consent, a last day. Raises NotYours, ChangedMeanwhile, CannotBeDone."""
    _must_manage(by, student)
    relation = guardian_relation(relation_id, student)
    if ends_on is not None and ends_on < relation.starts_on:
        raise CannotBeDone(_("The last day lies before the first day."), "ends_on")
    with transaction.atomic():
        write_over(
            PersonalRelation.objects.filter(pk=relation.pk),
            seen,
            relation.holder.name,
            has_authority=has_authority,
            student_consents=student_consents,
            ends_on=ends_on,
        )
        note(by=by, act=AdministrativeAct.Act.GUARDIAN_CHANGED, about=student)


def invite_guardian(*, relation_id: uuid.UUID, student: Person, by: Viewer) -> str:
    """An account for the guardian: the address of the link, which is mailed too. Raises NotYours, CannotBeDone."""
    _must_manage(by, student)
    relation = guardian_relation(relation_id, student)
    if not relation.holder.email:
        raise CannotBeDone(_("There is no e-mail address of this guardian yet."))
    with transaction.atomic():
        token = open_access(person=relation.holder, email=relation.holder.email, by=by)
        return tell_by_link(relation.holder, token, is_invitation=True)


def guardian_relation(relation_id: uuid.UUID, student: Person) -> PersonalRelation:
    """The relation behind an id from outside, of this student only; raises NotYours."""
    found = (
        PersonalRelation.objects.select_related("holder")
        .filter(pk=relation_id, student=student, kind=PersonalRelation.Kind.GUARDIAN)
        .first()
    )
    if found is None:
        raise NotYours
    return found


def guardians_of(student: Person, on: date) -> list[PersonalRelation]:
    """The guardians of a student on a day, by name."""
    rows = PersonalRelation.objects.filter(running_on(on), student=student, kind=PersonalRelation.Kind.GUARDIAN)
    return list(rows.select_related("holder", "holder__account").order_by("holder__sort_name", "pk"))
