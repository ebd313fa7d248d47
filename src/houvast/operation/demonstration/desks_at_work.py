"""The desks around teacher students: places told by schools, where agreements are written, a switch that was asked."""

from houvast.operation.demonstration.school import School
from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.workplace.actions.offers import keep_offer
from houvast.workplace.actions.pointers import keep_pointer
from houvast.workplace.actions.procedures import begin_with_parts
from houvast.workplace.models import Pointer, TrainingSchool
from houvast.workplace.procedure_names import SWITCH
from houvast.workplace.queries.placing import years

PLACES = {"De Delta": (6, "Twee plekken in Delta West komen in februari vrij."), "De Oever": (4, "")}
WRITTEN = {
    Pointer.About.RESIT: ("Hogeschoolgids, hoofdstuk Toetsing", "Herkansen van werkplekleren"),
    Pointer.About.APPOINTMENT: ("Hogeschoolgids, hoofdstuk Werkplekleren", "Betaalde aanstellingen"),
    Pointer.About.LEADER: ("Programmaleider opleidingsscholen", "opleidingsscholen@roc.example"),
}
WHY = "Ik ben naar mijn ouders verhuisd. Met de bus ben ik nu ruim twee uur onderweg, elke ochtend."


def tell_desks(teller: Teller, office: Person, student: Person) -> None:
    """What the placement office keeps, and one student who asks for another training school."""
    school, by = teller.school, Viewer(office, teller.school.today)
    region = _coordinator(school)
    for one in TrainingSchool.objects.filter(organisation=school.organisation, name__in=PLACES):
        places, remark = PLACES[one.name]
        keep_offer(
            school=one, school_year=years(by)[0], places=places, remark=remark, by=by, on=school.today,
            seen_revision=0,
        )  # fmt: skip
    for about, (title, place) in WRITTEN.items():
        keep_pointer(about=about, title=title, place=place, url="", by=by, on=school.today, seen_revision=0)
    asked = Viewer(student, school.today)
    begin_with_parts(student=student, pack_id=SWITCH, by=asked, own_words=WHY, at=clock.now())
    teller.account(
        region,
        "Regiocoördinator: wat staat er open in de regio, en wie vraagt om een andere opleidingsschool?",
        "Regional coordinator: what is open in the region, and who asks for another training school?",
    )


def _coordinator(school: School) -> Person:
    return school.staff("Rachid", "", "Reuver", RoleAssignment.Role.REGIONAL_COORDINATOR, None)
