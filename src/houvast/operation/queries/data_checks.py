"""Rows that contradict each other or that miss something: how many, and the page on which a person solves it."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from houvast.education.models import Enrolment
from houvast.operation.queries.organisation import with_unknown_identity, without_coach
from houvast.people.models import Account, Person, PersonalRelation, RoleAssignment, UnitMembership
from houvast.people.viewer import Viewer, running_on


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCheck:
    """One kind of inconsistency: what it is, why it matters, how many there are, and where it is solved."""

    name: str | Promise
    why: str | Promise
    solve: str | Promise
    url: str
    count: int


def data_checks(viewer: Viewer) -> tuple[DataCheck, ...]:
    """Every check with its count, one query each."""
    return tuple(
        DataCheck(name=name, why=why, solve=solve, url=url, count=count(viewer))
        for name, why, solve, url, count in (
            (
                _("Students without a coach"),
                _("Nobody is told when something happens to them."),
                _("Choose a coach per class."),
                f"{reverse('administration-students')}?which=without-coach",
                lambda one: without_coach(one).count(),
            ),
            (
                _("Students without a name or birth date"),
                _("Whether guardians sign, and which law holds, depends on the age."),
                _("Type them, or import the file again."),
                f"{reverse('administration-students')}?which=unknown",
                lambda one: with_unknown_identity(one).count(),
            ),
            (
                _("Students in no class today"),
                _("They stand on no coach's or team's list."),
                _("Import the classes, or end the enrolment."),
                reverse("import"),
                _in_no_class,
            ),
            (
                _("Two running enrolments in one programme"),
                _("Absence and results may count twice."),
                _("Import the enrolments again, with the end of the old one."),
                reverse("import"),
                _enrolled_twice,
            ),
            (
                _("Roles in a unit that was closed"),
                _("The role still opens the dossiers of who was in it."),
                _("End the role, or give it in another unit."),
                reverse("administration-staff"),
                _roles_in_closed_units,
            ),
            (
                _("Staff who can sign in without any role"),
                _("They see nobody; a forgotten account is a risk."),
                _("End their access, or give a role."),
                reverse("administration-staff"),
                _accounts_without_role,
            ),
            (
                _("Two roles that are the same"),
                _("Ending one leaves the other."),
                _("End one of them."),
                reverse("administration-staff"),
                _same_role_twice,
            ),
        )
    )


def _students(viewer: Viewer) -> Q:
    return Q(organisation_id=viewer.organisation_id, is_student=True, erased_at__isnull=True)


def _in_no_class(viewer: Viewer) -> int:
    enrolled = Enrolment.objects.filter(running_on(viewer.day), student=OuterRef("pk"))
    placed = UnitMembership.objects.filter(running_on(viewer.day), student=OuterRef("pk"))
    return Person.objects.filter(_students(viewer), Exists(enrolled), ~Exists(placed)).count()


def _enrolled_twice(viewer: Viewer) -> int:
    running = Enrolment.objects.filter(running_on(viewer.day), organisation_id=viewer.organisation_id)
    return running.values("student_id", "programme_id").annotate(n=Count("id")).filter(n__gt=1).count()


def _roles_in_closed_units(viewer: Viewer) -> int:
    return RoleAssignment.objects.filter(
        running_on(viewer.day), organisation_id=viewer.organisation_id, unit__closed_on__lte=viewer.day
    ).count()


def _accounts_without_role(viewer: Viewer) -> int:
    roles = RoleAssignment.objects.filter(running_on(viewer.day), person=OuterRef("person_id"))
    relations = PersonalRelation.objects.filter(running_on(viewer.day), holder=OuterRef("person_id"))
    staff = Account.objects.filter(
        organisation_id=viewer.organisation_id, is_active=True, has_reach=False, person__is_student=False
    )
    return staff.filter(~Exists(roles), ~Exists(relations)).count()


def _same_role_twice(viewer: Viewer) -> int:
    running = RoleAssignment.objects.filter(running_on(viewer.day), organisation_id=viewer.organisation_id)
    return running.values("person_id", "role", "unit_id").annotate(n=Count("id")).filter(n__gt=1).count()
