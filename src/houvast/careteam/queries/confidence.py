"""The compartment: contacts a student has with helpers outside school, for the student and those helpers alone.

Nobody of the school passes here, whatever their role: the desk lies in another organisation, the tie is found in the
desk's own people, and neither the door nor the school's log of reads is used, so that no page, list, count, search or
log of the school holds a trace (S-131, S-452, S-453, S-523). Reads are kept in the compartment itself, for the student.
"""

import uuid
from collections.abc import Sequence
from contextlib import AbstractContextManager

from django.db.models import Q, QuerySet
from django.http import Http404

from houvast.careteam.models import ConfidentialContact, ConfidentialRead, ConfidentialWord, SeenByHelper
from houvast.careteam.models.confidence import COMPARTMENT
from houvast.core.access.policy import decide
from houvast.core.access.words import Action, Data, Relation
from houvast.core.handover.desks import DeskKind
from houvast.guidance.partners import reading
from houvast.handover.models import Desk
from houvast.handover.queries import units_of_desks
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.vault.keyring import digest

REACHED_ALONE = (DeskKind.YOUTH_TEAM, DeskKind.YOUTH_ADVISER, DeskKind.OUTREACH)
"""Desks that help and report to nobody; an attendance officer or Doorstroompunt has a task by law and is not among
them."""
MOST = 50


def desks_reached_alone(viewer: Viewer) -> Sequence[Desk]:
    """Helpers of other organisations whom a student can reach alone, by name."""
    running = Q(closed_on__isnull=True) | Q(closed_on__gte=viewer.day)
    found = Desk.objects.filter(running, kind__in=REACHED_ALONE, unit__isnull=False, connection__isnull=True)
    return list(found.exclude(of=viewer.organisation_id).order_by("name", "id")[:MOST])


def inside(viewer: Viewer) -> AbstractContextManager[None]:
    """Inside the wall of the student's own organisation and of every helper that can be reached alone."""
    return reading([viewer.organisation_id, *{one.of_id for one in desks_reached_alone(viewer)}])


def digest_of(person_id: uuid.UUID) -> str:
    """The keyed hash under which a student's contacts are found."""
    return digest(COMPARTMENT, person_id.hex)


def digests_of(viewer: Viewer) -> tuple[str, ...]:
    """Of the viewer, a student, and of records that were merged into this one; none for anybody else."""
    if not viewer.person.is_student:
        return ()
    merged = Person.objects.filter(merged_into=viewer.person).values_list("pk", flat=True)
    return tuple(digest_of(one) for one in (viewer.person.pk, *merged))


def is_own(viewer: Viewer, contact: ConfidentialContact) -> bool:
    """Whether the viewer is the student of this contact."""
    return contact.student_digest in digests_of(viewer)


def own_contacts(viewer: Viewer) -> Sequence[ConfidentialContact]:
    """The viewer's own contacts, running first, then latest first. Call it `inside`."""
    found = ConfidentialContact.objects.filter(student_digest__in=digests_of(viewer)).select_related("desk")
    return sorted(found.order_by("-asked_at", "-id"), key=lambda one: one.ended_on is not None)


def at_my_desks(viewer: Viewer) -> QuerySet[ConfidentialContact]:
    """What students asked at the desks where the viewer works: for the people of that desk and nobody else.

    An administrator of the helping organisation gives the role there: it opens this once a second person confirmed it.
    """
    units = confided_units(viewer)
    return ConfidentialContact.objects.filter(
        desk__unit_id__in=units, desk__kind__in=REACHED_ALONE, organisation_id=viewer.organisation_id
    )


def confided_units(viewer: Viewer) -> frozenset[uuid.UUID]:
    """The units of the desks at which a second person let this viewer in."""
    confirmed = {one.unit for one in viewer.roles if one.is_confirmed}
    return units_of_desks(viewer) & confirmed


def waiting_at_my_desks(viewer: Viewer) -> Sequence[ConfidentialContact]:
    """Running contacts at the viewer's desks: who was not answered yet first, then the longest running."""
    if not confided_units(viewer):
        return ()
    found = at_my_desks(viewer).filter(ended_on__isnull=True).select_related("desk")
    return sorted(found.order_by("asked_at", "id")[:MOST], key=lambda one: one.taken_at is not None)


def contact_for(viewer: Viewer, contact_id: uuid.UUID, action: Action = Action.SEE) -> ConfidentialContact:
    """The contact behind an id from outside, for its student or a helper of its desk; Http404 for everybody else.

    Call it `inside`.
    """
    mine = ConfidentialContact.objects.filter(pk=contact_id).select_related("desk")
    relation = Relation.SELF
    found = mine.filter(student_digest__in=digests_of(viewer)).first()
    if found is None:
        relation = Relation.CONFIDANT
        found = mine.filter(pk__in=at_my_desks(viewer).values("pk")).first()
    if found is None or not decide({relation}, Data.IN_CONFIDENCE, action).allowed:
        raise Http404
    return found


def words_of(contact: ConfidentialContact) -> Sequence[ConfidentialWord]:
    """What both wrote, first first."""
    return list(ConfidentialWord.objects.filter(contact=contact).order_by("at", "id"))


def reads_of(contact: ConfidentialContact) -> Sequence[ConfidentialRead]:
    """Who of the desk opened it and on which day, latest first."""
    return list(ConfidentialRead.objects.filter(contact=contact).order_by("-on", "id")[:MOST])


def school_knows(viewer: Viewer, contact: ConfidentialContact) -> bool:
    """Whether the student lets the school know that there was contact."""
    return SeenByHelper.objects.filter(student=viewer.person, by_whom=contact.desk.name).exists()
