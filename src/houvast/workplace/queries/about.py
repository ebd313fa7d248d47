"""How the guidance of teacher students is organised: who does what, in which order, and where that is written."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from houvast.people.viewer import Viewer
from houvast.web.components import Fact
from houvast.workplace.models import Pointer, TrainingSchool
from houvast.workplace.queries.rights import judges_switches, judges_third_chances, manages, works_here

ABOUT: dict[str, str | Promise] = {
    Pointer.About.GUIDANCE: _("How we guide students at work"),
    Pointer.About.RESIT: _("Resit and third chance of workplace learning"),
    Pointer.About.APPOINTMENT: _("Paid appointments"),
    Pointer.About.LEADER: _("Who leads the training schools at the institute"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A subject with where it is written, when the office said so."""

    about: str
    title: str
    pointer: Pointer | None


def may_read(viewer: Viewer) -> bool:
    """Students and staff of an institute whose students learn at training schools."""
    for_them = (
        viewer.person.is_student
        or works_here(viewer)
        or judges_switches(viewer)
        or judges_third_chances(viewer)
        or bool(viewer.roles)
    )
    return for_them and TrainingSchool.objects.filter(organisation_id=viewer.organisation_id).exists()


def pointer_of(viewer: Viewer, about: str) -> Pointer | None:
    """Where this is written at the viewer's institute."""
    return Pointer.objects.filter(organisation_id=viewer.organisation_id, about=about).first()


def about_page(viewer: Viewer) -> dict[str, Any]:
    """Who does what, what happens when something is wrong, and where it is written."""
    kept = {one.about: one for one in Pointer.objects.filter(organisation_id=viewer.organisation_id)}
    return {
        "own": viewer.person.is_student,
        "people": tuple(Fact(label=label, value=text) for label, text in _people(own=viewer.person.is_student)),
        "steps": _steps(own=viewer.person.is_student),
        "named": tuple(Named(about=one, title=str(title), pointer=kept.get(one)) for one, title in ABOUT.items()),
        "written": bool(kept),
        "manages": manages(viewer),
    }


def _people(*, own: bool) -> tuple[tuple[str, str], ...]:
    office = gettext("Finds a place for every student. You do not apply yourself.")
    coach = gettext("From your first day. About your studies and how you are, some four times a year.")
    supervisor = gettext("A teacher at your training school. Sees your lessons every week.")
    educator = gettext("Your contact at the institute, and first in charge when something is wrong.")
    counsellor = gettext("For illness, a disability or trouble at home. Nobody else reads what you say.")
    if not own:
        office = gettext("Finds a place for every student. Students do not apply themselves.")
        coach = gettext("From the first day. About the studies and how the student is, some four times a year.")
        supervisor = gettext("A teacher at the training school. Sees the student's lessons every week.")
        educator = gettext("Guides from the institute, and is first in charge when something is wrong.")
        counsellor = gettext("For illness, a disability or trouble at home. Nobody else reads what is said there.")
    return (
        (gettext("Coach"), coach),
        (gettext("Workplace supervisor"), supervisor),
        (gettext("School-based educator"), gettext("Guides all students of the training school.")),
        (gettext("Institute-based educator"), educator),
        (gettext("Placement office"), office),
        (gettext("Student counsellor"), counsellor),
    )


def _steps(*, own: bool) -> tuple[str, ...]:
    moving = gettext("Another training school goes by a fixed procedure, with a place from the placement office.")
    doubt = gettext("Is there doubt about the profession? Then the student counsellor helps too.")
    if not own:
        return (
            gettext("Something is wrong? The supervisor calls in both educators first."),
            gettext("They talk it over with the student and write down what is agreed."),
            gettext("First a solution within the training school is looked for."),
            moving,
            doubt,
        )
    return (
        gettext("Something is wrong? Your supervisor calls in both educators."),
        gettext("You talk it over together and write down what you agree."),
        gettext("First you look for a solution within the training school."),
        moving,
        doubt,
    )
