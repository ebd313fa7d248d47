"""A third chance that a teacher student asks for: it waits for the education manager, then for the examination board."""

from collections.abc import Mapping
from datetime import timedelta

from houvast.cases.actions import act
from houvast.cases.models import Case
from houvast.core.procedure.log import Do
from houvast.core.procedure.roles import Role
from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.workplace.actions.procedures import begin_with_parts
from houvast.workplace.procedure_names import RESIT

FIRST, RESAT, TALKED, ASKED = 210, 30, 12, 6
"""Days ago: the assessment, the resit well over ten teaching weeks later, the talk, and the request."""
FAILED = {"result": "failed", "portfolio": False, "why": "In het portfolio ontbreken twee lessenreeksen."}
PLAN = "Elke week samen een les voorbereiden en nabespreken."
TALK = {"suited": "Ja: leerlingen leren bij hem.", "feasible": "Met een vaste schrijfochtend lukt het portfolio."}
REQUEST = {"why": "Ik was lang ziek. Mijn lessen zijn nu op orde, alleen het portfolio is nog niet klaar."}


def tell_third_chance(teller: Teller, student: Person, educator: Person) -> None:
    """Everything up to the request; the two desks that answer it have an account."""
    school = teller.school
    manager = school.staff("Emma", "", "Mulders", RoleAssignment.Role.EDUCATION_MANAGER, None)
    board = school.staff("Xander", "", "Aarts", RoleAssignment.Role.EXAMINATION_BOARD, None)
    RoleAssignment.objects.filter(person__in=(manager, board)).update(
        starts_on=school.today - timedelta(days=FIRST + 1)
    )
    guide = Role.INSTITUTE_BASED_TEACHER_EDUCATOR
    on = school.today - timedelta(days=FIRST)
    with clock.set_to(on):
        by = Viewer(educator, on)
        case = begin_with_parts(student=student, pack_id=RESIT, by=by, own_words="", at=clock.now())
    case = _do(teller, case, FIRST, educator, guide, "first", FAILED)
    case = _do(teller, case, FIRST - 7, educator, guide, "plan", {"what": PLAN})
    case = _do(teller, case, RESAT, educator, guide, "resit", FAILED)
    case = _do(teller, case, TALKED, educator, guide, "talk", TALK)
    _do(teller, case, ASKED, student, Role.STUDENT, "request", REQUEST)
    teller.account(
        manager,
        "Onderwijsmanager: wie vraagt om een derde kans, en wat adviseer je?",
        "Education manager: who asks for a third chance, and what do you advise?",
    )
    teller.account(
        board,
        "Examencommissie: over welke verzoeken om een derde kans beslis je?",
        "Examination board: on which requests for a third chance do you decide?",
    )


def _do(
    teller: Teller, case: Case, days_ago: int, person: Person, role: Role, name: str, data: Mapping[str, object]
) -> Case:
    day = teller.school.today - timedelta(days=days_ago)
    with clock.set_to(day):
        action = Do(act=name, by=str(person.pk), role=role, data=data)
        return act(case_id=case.pk, action=action, by=Viewer(person, day), at=clock.now(), seen_revision=case.revision)
