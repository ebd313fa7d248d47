"""The administrator's start page: how far the school is set up, and who can sign in and sees nothing."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext

from houvast.desk.links import address_of
from houvast.desk.queries.section import Section
from houvast.people.models import Account, PersonalRelation, RoleAssignment, Unit, UnitMembership
from houvast.people.viewer import Viewer, running_on
from houvast.web.components import Link, Row

SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of setting up a school: done or not, and where it is done."""

    label: str
    done: bool
    page: str


def set_up(viewer: Viewer) -> Section:
    """What still has to be done before the school can work with Houvast."""
    steps = _steps(viewer)
    waiting = [step for step in steps if not step.done]
    done = gettext("done")
    return Section(
        title=gettext("Setting up the school"),
        rows=tuple(
            Row(
                name=step.label,
                url=address_of(step.page) or reverse("start"),
                why=done if step.done else gettext("still to do"),
                action_label="" if step.done else gettext("Open"),
                action_url="" if step.done else address_of(step.page),
            )
            for step in (steps if waiting else ())
        ),
        empty=gettext("The school is set up."),
        more=Link(label=gettext("Administration"), url=address_of("administration")),
    )


def _steps(viewer: Viewer) -> tuple[Step, ...]:
    organisation = viewer.organisation_id
    roles = RoleAssignment.objects.filter(running_on(viewer.day), organisation_id=organisation)
    coached = PersonalRelation.objects.filter(
        running_on(viewer.day), organisation_id=organisation, kind=PersonalRelation.Kind.COACH
    )
    return (
        Step(
            label=gettext("Colleges, teams and classes"),
            done=Unit.objects.filter(organisation_id=organisation).exists(),
            page="administration-units",
        ),
        Step(
            label=gettext("Staff with a role"),
            done=roles.exclude(role=RoleAssignment.Role.ADMINISTRATOR).exists(),
            page="administration-staff",
        ),
        Step(
            label=gettext("Students"),
            done=UnitMembership.objects.filter(organisation_id=organisation).exists(),
            page="import",
        ),
        Step(label=gettext("A coach for every class"), done=coached.exists(), page="administration-coaches"),
    )


def without_role(viewer: Viewer) -> Section:
    """Accounts of staff that can sign in and then see nothing."""
    roles = RoleAssignment.objects.filter(running_on(viewer.day), person_id=OuterRef("person_id"))
    relations = PersonalRelation.objects.filter(running_on(viewer.day), holder_id=OuterRef("person_id"))
    found = (
        Account.objects.filter(
            ~Exists(roles),
            ~Exists(relations),
            organisation_id=viewer.organisation_id,
            is_active=True,
            person__is_student=False,
        )
        .select_related("person")
        .order_by("person__sort_name", "pk")[:SHOWN]
    )
    return Section(
        title=gettext("People without a role"),
        rows=tuple(
            Row(
                name=account.person.name,
                url=address_of("administration-staff-member", account.person_id) or reverse("start"),
                about=account.email,
                why=gettext("can sign in, and sees nothing yet"),
            )
            for account in found
        ),
        empty=gettext("Everybody who can sign in has a role."),
    )
