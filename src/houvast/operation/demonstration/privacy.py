"""The privacy officer of the demonstration: a request, reading that asks for a word, an emergency, a term that is over."""

from collections.abc import Mapping
from datetime import timedelta

from houvast.core.access.words import Purpose
from houvast.core.calendar import months_after
from houvast.education.models import Enrolment
from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.ids import new_id
from houvast.people.models import Person, PersonalRelation, RoleAssignment, UnitMembership
from houvast.privacy.models import Emergency, ReadLog, RightsRequest, UnusualReading

LEFT_YEARS_AGO = 3


def tell_privacy(teller: Teller, named: Mapping[str, Person]) -> None:
    """What waits for the privacy officer."""
    school = teller.school
    officer = school.staff("Petra", "", "Wolters", RoleAssignment.Role.PRIVACY_OFFICER, None)
    teller.account(
        officer,
        "Privacyfunctionaris: vragen van studenten, inzage die om een gesprek vraagt en wat gewist mag worden.",
        "Privacy officer: what students ask, reading that asks for a word, and what may be erased.",
    )
    colleague = school.staff("Joost", "", "Veenstra", RoleAssignment.Role.TEACHER, teller.team)
    student = next(iter(named.values()))
    at = clock.now()
    RightsRequest.objects.create(
        organisation=school.organisation,
        student=student,
        asked_by=student,
        kind=RightsRequest.Kind.CORRECT,
        about="talks",
        words="In het verslag staat dat ik te laat was. Mijn bus reed die dag niet; dat heb ik toen gezegd.",
        asked_at=at - timedelta(days=9),
        answer_by=months_after(clock.day_of(at - timedelta(days=9)), 1),
    )
    Emergency.objects.create(
        organisation=school.organisation,
        student=student,
        holder=colleague,
        reason="Flauwgevallen in de les; ik zocht wie ik moest bellen.",
        opened_at=at - timedelta(days=2),
        until=at - timedelta(days=2, hours=-4),
    )
    for reader, purpose, ago in ((teller.staff.coach, Purpose.GUIDANCE, 4), (colleague, Purpose.EMERGENCY, 2)):
        ReadLog.objects.create(
            organisation=school.organisation,
            reader=reader,
            at=at - timedelta(days=ago),
            purpose=purpose,
            page="student",
            request_id=new_id().hex,
            students=[student.pk.hex],
        )
    UnusualReading.objects.create(
        organisation=school.organisation,
        reader=colleague,
        day=teller.day(1),
        sign=UnusualReading.Sign.MANY,
        number=64,
        usual=7,
        found_at=at,
    )
    _somebody_who_left(teller)
    _somebody_of_fifteen(teller)


def _somebody_of_fifteen(teller: Teller) -> None:
    """A mother who asks something about the data of her child; in some months these rights are the child's alone."""
    milan = teller.student("Milan", "", "Kuiper", number="200042", age=15)
    mother = teller.relative("Saskia", "", "Kuiper", milan, PersonalRelation.Kind.GUARDIAN)
    teller.account(
        mother,
        "Moeder van Milan (15): je kunt zijn gegevens zien, meenemen en laten verbeteren, tot hij 16 is.",
        "Mother of Milan (15): you can see his data, take them along and have them put right, until he is 16.",
    )
    RightsRequest.objects.create(
        organisation=teller.school.organisation,
        student=milan,
        asked_by=mother,
        kind=RightsRequest.Kind.CORRECT,
        about="absence",
        words="Op die donderdag was Milan bij de orthodontist. Ik heb het die ochtend gemeld.",
        asked_at=clock.now() - timedelta(days=3),
        answer_by=months_after(teller.day(3), 1),
    )


def _somebody_who_left(teller: Teller) -> None:
    """A student of three years ago, whose term is over."""
    gone = teller.student("Tessa", "van", "Vliet", number="200001", age=22)
    left = clock.today() - timedelta(days=365 * LEFT_YEARS_AGO)
    for model in (Enrolment, UnitMembership, PersonalRelation):
        model._default_manager.filter(student=gone).update(  # noqa: SLF001 - the documented way to any model
            starts_on=left - timedelta(days=600), ends_on=left
        )
