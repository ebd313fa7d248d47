"""Facts of the core, stored as rows: what is known of a student becomes what a school would have in its database."""

from datetime import date, timedelta
from itertools import count

from houvast.attendance.models import Absence
from houvast.core.alerts.facts import AbsenceFact, AbsenceKind, Facts
from houvast.education.models import Enrolment, Placement, Programme, ProgressNorm, Result
from houvast.guidance.models import Agreement, Contact, Talk
from houvast.people.clock import now
from houvast.people.models import Organisation, Person, UnitMembership
from tests.houvast_testing.cast import make_organisation, make_person, make_unit

LEVELS = {0: "on_course", 1: "attention", 2: "concern", None: "not_discussed"}
LONG_AGO = date(2000, 1, 1)
_numbers = count(1)


def school() -> Organisation:
    return make_organisation("ROC Meten")


def store(facts: Facts, organisation: Organisation, recorded_on: tuple[date, ...] = ()) -> Person:
    """A student alone in a class, with these facts. Where absence is recorded, a classmate was absent on these days."""
    number = next(_numbers)
    student = make_person(organisation, "Noor", f"Meting{number}", is_student=True)
    room = make_unit(organisation, "class", f"K{number}")
    UnitMembership.objects.create(organisation=organisation, student=student, unit=room, starts_on=LONG_AGO)
    programme = Programme.objects.create(organisation=organisation, name=f"Opleiding {number}", crebo="25655", level=3)
    Enrolment.objects.create(
        organisation=organisation, student=student, programme=programme, pathway="BOL", starts_on=facts.enrolled_on
    )
    if facts.absence_known:
        mate = make_person(organisation, "Bas", f"Klasgenoot{number}", is_student=True)
        UnitMembership.objects.create(organisation=organisation, student=mate, unit=room, starts_on=LONG_AGO)
        Absence.objects.bulk_create(
            Absence(organisation=organisation, student=mate, day=day, minutes=60, kind=1, source="test")
            for day in recorded_on
        )
    add_absences(student, facts.absences)
    _store_progress(student, programme, facts)
    _store_contact(student, facts)
    return student


def add_absences(student: Person, absences: tuple[AbsenceFact, ...]) -> None:
    Absence.objects.bulk_create(
        Absence(
            organisation=student.organisation,
            student=student,
            day=one.day,
            minutes=one.minutes,
            kind=Absence.Kind[AbsenceKind(one.kind).name],
            source="test",
            external_id=str(next(_numbers)),
        )
        for one in absences
    )


def _store_progress(student: Person, programme: Programme, facts: Facts) -> None:
    ours = student.organisation
    Result.objects.bulk_create(
        Result(
            organisation=ours,
            student=student,
            on=one.on,
            title=one.unit,
            unit=one.unit,
            passed=one.passed,
            attempt=one.attempt,
            credits_earned=one.credits,
        )
        for one in facts.results
    )
    ProgressNorm.objects.bulk_create(
        ProgressNorm(organisation=ours, programme=programme, measure=one.measure, weeks=one.weeks, amount=one.amount)
        for one in facts.norms
    )
    if facts.hours_done is not None:
        Placement.objects.create(
            organisation=ours, student=student, state=Placement.State.RUNNING, hours_done=facts.hours_done
        )


def _store_contact(student: Person, facts: Facts) -> None:
    ours = student.organisation
    coach = make_person(ours, "Coach", f"Van{next(_numbers)}")
    talks = [
        Talk(
            organisation=ours,
            student=student,
            kind=Talk.Kind.PROGRESS,
            held_on=one.on,
            led_by=coach,
            report="Gesproken.",
            professional_attitude=LEVELS[one.attitude],
            wellbeing=LEVELS[one.life],
            recorded_at=now(),
        )
        for one in facts.talks
    ]
    Talk.objects.bulk_create(talks)
    if facts.latest_meeting_on is not None:
        Contact.objects.create(organisation=ours, student=student, latest_meeting_on=facts.latest_meeting_on)
    if not facts.agreements:
        return
    # An agreement needs a talk; one so late that no measure has reached it does not change what is measured.
    about = talks[0] if talks else Talk.objects.create(
        organisation=ours, student=student, kind=Talk.Kind.OTHER, held_on=date(2999, 1, 1), led_by=coach,
        report="Later.", recorded_at=now(),
    )  # fmt: skip
    Agreement.objects.bulk_create(
        Agreement(
            organisation=ours,
            student=student,
            talk=about,
            what="Een afspraak.",
            due_on=one.due_on,
            status="open" if one.answered_on is None else "kept" if one.kept else "not_kept",
            answered_on=one.answered_on,
            said_done_on=one.due_on - timedelta(days=1) if one.said_done else None,
        )
        for one in facts.agreements
    )
