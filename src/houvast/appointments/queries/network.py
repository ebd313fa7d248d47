"""The student's own network: who is family, what they see, and until when by law."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houvast.appointments.queries.people import family_of
from houvast.core.access.words import Data
from houvast.core.calendar import anniversary
from houvast.people.models import Account, Person, PersonalRelation
from houvast.people.viewer import Viewer
from houvast.privacy.relations import ADULT_AT


@dataclass(frozen=True, slots=True, kw_only=True)
class Shareable:
    """Kinds of data that are shared together; the first names them in a form."""

    data: tuple[Data, ...]
    label: Promise


KINDS = (
    Shareable(data=(Data.SUCCESSES,), label=_("What went well (those I share)")),
    Shareable(data=(Data.PLANNED_TALKS,), label=_("Talks I invite them to")),
    Shareable(data=(Data.RESULTS,), label=_("My results")),
    Shareable(data=(Data.ABSENCE, Data.SICK_REPORT), label=_("My absence and sick reports")),
    Shareable(data=(Data.PLACEMENT,), label=_("My work placement")),
    Shareable(data=(Data.PLAN,), label=_("My plan (the parts I share)")),
    Shareable(data=(Data.ENROLMENT, Data.PEOPLE_AROUND), label=_("My programme and who helps me")),
    Shareable(
        data=(Data.CASES, Data.LETTERS, Data.HANDOVER, Data.TRANSFER), label=_("Procedures, letters and handovers")
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Somebody of the network; `shared` are the groups (by their first kind) an adult student shares.

    `is_waiting`: was invited and has not chosen a password yet.
    """

    relation: PersonalRelation
    is_guardian: bool
    sees_by_law: bool
    shared: tuple[Shareable, ...]
    is_waiting: bool = False


def adult_on(student: Person) -> date | None:
    """The eighteenth birthday; None when the birth date is not known."""
    return anniversary(student.birth_date, ADULT_AT) if student.birth_date else None


def ties_of(student: Person, on: date) -> tuple[Tie, ...]:
    """The network of a student, family first."""
    birthday = adult_on(student)
    is_minor = birthday is not None and on < birthday
    family = family_of(student, on)
    accounts = Account.objects.filter(person__in=[one.holder_id for one in family])
    waiting = {one.person_id for one in accounts if not one.has_usable_password()}
    return tuple(_tie(one, is_minor=is_minor, is_waiting=one.holder_id in waiting) for one in family)


def _tie(relation: PersonalRelation, *, is_minor: bool, is_waiting: bool) -> Tie:
    is_guardian = relation.kind == PersonalRelation.Kind.GUARDIAN
    everything = relation.student_consents and not relation.shared_data
    return Tie(
        relation=relation,
        is_guardian=is_guardian,
        sees_by_law=is_guardian and is_minor and relation.has_authority,
        shared=tuple(one for one in KINDS if everything or f",{one.data[0]}," in relation.shared_data)
        if relation.student_consents
        else (),
        is_waiting=is_waiting,
    )


def own_tie_for(viewer: Viewer, relation_id: uuid.UUID) -> PersonalRelation:
    """The tie of somebody to this student; Http404 for anybody else's."""
    found = next((one for one in family_of(viewer.person, viewer.day) if one.pk == relation_id), None)
    if found is None:
        raise Http404
    return found
