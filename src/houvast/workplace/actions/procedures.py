"""Beginning a procedure of workplace learning with everybody in it who has a part (S-161 to S-175, S-263 to S-276)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from houvast.cases import actions as cases
from houvast.cases import pack_library
from houvast.cases.actions.naming import name_members
from houvast.cases.errors import CannotNow, NotYourRole, RunsAlready
from houvast.cases.models import Case
from houvast.cases.roles import roles_for
from houvast.core.procedure.log import Do
from houvast.core.procedure.roles import Role
from houvast.people.clock import day_of
from houvast.people.models import Person, RoleAssignment
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer, running_on
from houvast.workplace.procedure_names import RESIT, SWITCH

PARTS = {
    SWITCH: (Role.REGIONAL_COORDINATOR, Role.SUBJECT_COORDINATOR, Role.PLACEMENT_OFFICE),
    RESIT: (Role.EDUCATION_MANAGER, Role.EXAMINATION_BOARD),
}
"""Who of the institute has a part in which procedure: whoever holds the role comes in, and sees what waits."""
OWN_VIEW = "own_view"


def begin_with_parts(*, student: Person, pack_id: str, by: Viewer, own_words: str, at: datetime) -> Case:
    """Open the procedure and let in whoever has a part in it; a student's own words become the first line of the case.

    Raises CannotBeDone when it runs already, or cannot begin now, with the reason in words.
    """
    on = day_of(at)
    pack = pack_library.pack_in_use(student.organisation_id, pack_id, on)
    role = next((one for one in pack.opened_by if one in roles_for(by, student)), None)
    if role is None:
        raise NotYourRole(pack_id)
    with transaction.atomic():
        try:
            case = cases.begin(student=student, pack=pack, role=role, by=by, at=at)
        except RunsAlready:
            raise CannotBeDone(_("This procedure runs already. You find it under your procedures.")) from None
        except CannotNow as refused:
            raise CannotBeDone(" ".join(one.text.in_(by.person.language) for one in refused.reasons)) from None
        for part in PARTS[pack_id]:
            name_members(case=case, role=part, persons=_holders(student, part, at), named_by=by.person, on=on)
        if own_words and role is Role.STUDENT:
            told = Do(act=OWN_VIEW, by=str(by.person.pk), role=role, data={"view": own_words})
            cases.act(case_id=case.pk, action=told, by=by, at=at, seen_revision=case.revision)
        else:
            cases.pass_time(case_id=case.pk, by=by, at=at)
    return case


def _holders(student: Person, part: Role, at: datetime) -> tuple[Person, ...]:
    """Everybody of the institute who holds this role on this day, by name."""
    held = RoleAssignment.objects.filter(
        running_on(day_of(at)), organisation_id=student.organisation_id, role=part.value, person__erased_at__isnull=True
    )
    return tuple(Person.objects.filter(pk__in=held.values("person")).order_by("sort_name", "pk"))
