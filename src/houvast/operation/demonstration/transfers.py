"""The transfer board of the demonstration: a feeder school with leavers of this year and of the one before."""

from dataclasses import dataclass
from datetime import date, timedelta

from houvast.core.calendar import school_year_of
from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.models import Organisation, Person, PersonalRelation, RoleAssignment
from houvast.privacy.scope import organisation_scope
from houvast.transfer.matching import keys_of_pupil, suggest
from houvast.transfer.models import Application, ConsentItem, Need, Pupil, TransferEvent
from houvast.transfer.renewing import renew

Kind = TransferEvent.Kind
Status = Application.Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """One leaver: school type, programme and level applied for, its status, and what happened so many days ago."""

    given: str
    family: str
    school_type: str
    programme: str = ""
    level: int | None = None
    status: str = Status.RECEIVED
    events: tuple[tuple[str, int, str], ...] = ()
    last_year: bool = False


LEAVERS = (
    Leaver(given="Amina", family="Haddad", school_type="vmbo-kb", programme="Verpleegkunde", level=4,
           events=((Kind.ORIENTATION, 20, "Open avond bezocht"), (Kind.INTRODUCTION_INVITED, 2, ""))),
    Leaver(given="Jesse", family="Kok", school_type="vmbo-tl", programme="Marketing en communicatie", level=4,
           events=((Kind.CHOICE_GUIDANCE, 12, "Twijfelt nog tussen twee opleidingen"),)),
    Leaver(given="Sofie", family="Blom", school_type="pro"),
    Leaver(given="Sophie", family="Blom", school_type="pro"),
    Leaver(given="Daan", family="Maas", school_type="vmbo-bb", programme="Eerste monteur elektrotechnische installaties",
           level=3),
    Leaver(given="Elif", family="Aydin", school_type="vmbo-gl"),
    Leaver(given="Luuk", family="Post", school_type="vmbo-kb", programme="Kok", level=3, status=Status.WITHDRAWN,
           events=((Kind.WITHDRAWN, 5, "Kiest toch iets anders"),)),
    Leaver(given="Nora", family="Visser", school_type="vmbo-tl", programme="Verkoopspecialist", level=3,
           status=Status.AGREEMENT_OFFERED, last_year=True,
           events=((Kind.INTAKE_HELD, 220, ""), (Kind.PLACED, 200, "Welkom bij ons"), (Kind.STARTED, 80, ""))),
    Leaver(given="Owen", family="Prins", school_type="vmbo-bb", programme="Medewerker ICT support", level=2,
           status=Status.AGREEMENT_OFFERED, last_year=True,
           events=((Kind.PLACED, 200, ""), (Kind.NO_SHOW, 78, ""), (Kind.ATTEMPT, 70, "Thuis langs geweest"))),
    Leaver(given="Yara", family="Smit", school_type="vso", programme="Assistent dienstverlening en zorg", level=1,
           status=Status.AGREEMENT_OFFERED, last_year=True,
           events=((Kind.PLACED, 190, ""), (Kind.STARTED, 80, ""), (Kind.BROKE_OFF, 30, "Te veel ineens"))),
)  # fmt: skip


def tell_transfers(teller: Teller) -> None:
    """A feeder school beside the demonstration, its mentor and counsellor, the intake of the mbo, and its leavers."""
    roc = teller.school.organisation
    town = Organisation.objects.filter(name="Gemeente Houvast").first()
    vmbo = Organisation.objects.create(name="Vmbo Houvast", code="99VM", kind=Organisation.Kind.FEEDER_SCHOOL)
    ids = [one.pk for one in (roc, vmbo, town) if one is not None]
    with organisation_scope(ids):
        mentor = _person(teller, vmbo, "Mies", "Mentor", RoleAssignment.Role.STUDY_COACH)
        counsellor = _person(teller, vmbo, "Daan", "Decaan", RoleAssignment.Role.SUPPORT_ADVISOR)
        intake = _person(teller, roc, "Ina", "Intake", RoleAssignment.Role.INTAKE)
        teller.account(
            mentor,
            "Mentor op het vmbo: wie van je klas heeft zich nog niet aangemeld, en wie was er bij de start niet?",
            "Mentor at a vmbo school: who of your class has not applied yet, and who did not appear at the start?",
        )
        teller.account(
            counsellor,
            "Decaan op het vmbo: alle schoolverlaters, en twee regels die misschien één leerling zijn.",
            "School counsellor: all leavers, and two rows that may be one pupil.",
        )
        teller.account(
            intake,
            "Intake van het mbo: wie komt er, wie heeft een beslissing nodig, en wat mag je weten?",
            "Intake of the mbo: who comes, who needs a decision, and what may you know?",
        )
        pupils = [_leaver(teller, one, vmbo, roc, town, mentor, intake) for one in LEAVERS]
        renew(pupils, on=teller.school.today)
        suggest(pupils, [], at=clock.now())


def _person(teller: Teller, of: Organisation, given: str, family: str, role: str) -> Person:
    person = Person.objects.create(
        organisation=of, given_name=given, family_name=family, sort_name=f"{family} {given}".lower(),
        email=f"{given}.{family}@demonstratie.example".lower(), created_at=clock.now(),
    )  # fmt: skip
    RoleAssignment.objects.create(organisation=of, person=person, role=role, starts_on=teller.day(300))
    return person


def _leaver(
    teller: Teller,
    one: Leaver,
    vmbo: Organisation,
    roc: Organisation,
    town: Organisation | None,
    mentor: Person,
    intake: Person,
) -> Pupil:
    today = teller.school.today
    year = school_year_of(today).begins_in - (1 if one.last_year else 0)
    student = Person.objects.create(
        organisation=vmbo, given_name=one.given, family_name=one.family, is_student=True,
        birth_date=date(year - 16, 4, 12), sort_name=f"{one.family} {one.given}".lower(),
        email=f"{one.given}@vmbo.example".lower(), created_at=clock.now(),
    )  # fmt: skip
    PersonalRelation.objects.create(
        organisation=vmbo, kind=PersonalRelation.Kind.COACH, holder=mentor, student=student, starts_on=teller.day(100)
    )
    key, _ = keys_of_pupil(student, None)
    pupil = Pupil.objects.create(
        organisation=vmbo, student=student, leaving_year=f"{year}-{year + 1}", school_type=one.school_type,
        diploma=Pupil.Diploma.EXPECTED, municipality=town, person_key=key,
        dossier_complete_on=today - timedelta(days=10) if one.events else None,
    )  # fmt: skip
    application = None
    if one.programme:
        application = Application.objects.create(
            organisation=vmbo, pupil=pupil, institution=roc, institution_name=roc.name, programme=one.programme,
            level=one.level, status=one.status, applied_on=teller.day(230 if one.last_year else 15),
        )  # fmt: skip
    by_school = {Kind.ORIENTATION, Kind.CHOICE_GUIDANCE, Kind.WITHDRAWN, Kind.ATTEMPT}
    for kind, days_ago, note in one.events:
        by = mentor if kind in by_school else intake
        TransferEvent.objects.create(
            organisation=vmbo, pupil=pupil, application=None if kind == Kind.ATTEMPT else application, kind=kind,
            on=teller.day(days_ago), at=clock.now(), by=by, by_name=by.name, by_organisation_id=by.organisation_id,
            note=note,
        )  # fmt: skip
    if one.given == "Amina":
        _says(teller, pupil)
    return pupil


def _says(teller: Teller, pupil: Pupil) -> None:
    """What one pupil wrote and agreed to; she can be picked on the sign-in page."""
    pupil.own_words, pupil.comes_along = "Een rustige plek om te eten, en iemand die me rondleidt.", "Tante Sara"
    pupil.expects_support = Pupil.Support.YES
    pupil.save(update_fields=["own_words", "comes_along", "expects_support"])
    on = teller.day(8)
    Need.objects.create(
        organisation_id=pupil.organisation_id, pupil=pupil, area=Need.Area.SUPPORT, on=on, source="school",
        text="Extra tijd bij toetsen.", by_organisation_id=pupil.organisation_id,
    )  # fmt: skip
    ConsentItem.objects.create(
        organisation_id=pupil.organisation_id, pupil=pupil, item=ConsentItem.Item.SUPPORT,
        party=ConsentItem.Party.INSTITUTION, given=True, on=on, said_by="pupil", by=pupil.student,
    )  # fmt: skip
    teller.account(
        pupil.student,
        "Leerling op het vmbo: waar sta ik, wat komt er, en wat wordt aan wie verteld?",
        "Pupil at a vmbo school: where do I stand, what comes next, and what is told to whom?",
    )
