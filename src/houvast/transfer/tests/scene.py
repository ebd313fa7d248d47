"""A feeder school, an mbo and a municipality around one pupil: who plays in the tests of the transfer."""

from dataclasses import dataclass
from datetime import date

from django.test import Client

from houvast.people.models import Organisation, Person, PersonalRelation, RoleAssignment, Unit
from houvast.people.viewer import Viewer
from houvast.transfer.matching import keys_of_pupil
from houvast.transfer.models import Application, BoardRow, Pupil
from houvast.transfer.queries.pupil import Details, details_of_row
from houvast.transfer.renewing import renew
from tests.houvast_testing.cast import give_role, make_account, make_person, make_unit, relate

ROLE = RoleAssignment.Role
KIND = Organisation.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Three organisations, everybody has an account."""

    school: Organisation
    other_school: Organisation
    roc: Organisation
    town: Organisation
    unit: Unit
    mentor: Person
    counsellor: Person
    colleague: Person
    intake: Person
    officer: Person
    guardian: Person
    student: Person
    pupil: Pupil
    application: Application
    year: int

    def client(self, member: str) -> Client:
        client = Client()
        client.force_login(getattr(self, member).account)
        return client

    def viewer(self, member: str) -> Viewer:
        return Viewer(Person.objects.select_related("organisation").get(pk=getattr(self, member).pk))

    def row(self, organisation: Organisation) -> BoardRow:
        return BoardRow.objects.get(organisation=organisation, pupil=self.pupil)

    def details(self, member: str) -> Details:
        viewer = self.viewer(member)
        return details_of_row(self.row(viewer.person.organisation), viewer)

    def standing(self, organisation: Organisation) -> str:
        return self.row(organisation).standing


def make_scene(*, day: date | None = None, born: date = date(2010, 5, 1)) -> Scene:
    """The pupil applied at the ROC in February, for a level 4 programme, from vmbo-kader."""
    day = day or date(2027, 2, 10)
    school = Organisation.objects.create(name="Vmbo Noord", code="01NO", kind=KIND.FEEDER_SCHOOL)
    other = Organisation.objects.create(name="Vmbo Zuid", code="01ZU", kind=KIND.FEEDER_SCHOOL)
    roc = Organisation.objects.create(name="ROC Midden", code="25MI")
    town = Organisation.objects.create(name="Gemeente Midden", kind=KIND.MUNICIPALITY)
    unit = make_unit(school, Unit.Kind.GROUP, "4K1")
    people = {
        "mentor": make_person(school, "Mies", "Mentor"),
        "counsellor": make_person(school, "Daan", "Decaan"),
        "colleague": make_person(school, "Kees", "Collega"),
        "intake": make_person(roc, "Ina", "Intake"),
        "officer": make_person(town, "Lena", "Leerplicht"),
        "guardian": make_person(school, "Ouder", "Bos"),
        "student": make_person(school, "Ada", "Bos", is_student=True, birth_date=born, number="1"),
    }
    give_role(people["counsellor"], ROLE.SUPPORT_ADVISOR)
    give_role(people["colleague"], ROLE.TEACHER, make_unit(school, Unit.Kind.GROUP, "4K2"))
    give_role(people["intake"], ROLE.INTAKE)
    give_role(people["officer"], ROLE.ATTENDANCE_OFFICER)
    relate(people["mentor"], people["student"], PersonalRelation.Kind.COACH)
    relate(people["guardian"], people["student"], PersonalRelation.Kind.GUARDIAN)
    for person in people.values():
        make_account(person)
    pupil = make_pupil(school, people["student"], municipality=town)
    application = Application.objects.create(
        organisation=school, pupil=pupil, institution=roc, institution_name=roc.name, programme="Verpleging",
        crebo="25655", level=4, applied_on=date(2027, 2, 1), number="A1",
    )  # fmt: skip
    renew([pupil], on=day)
    return Scene(
        school=school, other_school=other, roc=roc, town=town, unit=unit, pupil=pupil, application=application,
        year=2026, **people,
    )  # fmt: skip


def make_pupil(school: Organisation, student: Person, **more: object) -> Pupil:
    person_key, _ = keys_of_pupil(student, None)
    fields: dict[str, object] = {"school_type": "vmbo-kb", "diploma": "expected", "person_key": person_key, **more}
    return Pupil.objects.create(organisation=school, student=student, leaving_year="2026-2027", **fields)


def another_pupil(scene: Scene, given: str, family: str, **more: object) -> Pupil:
    student = make_person(scene.school, given, family, is_student=True, birth_date=date(2010, 5, 1))
    return make_pupil(scene.school, student, **more)
