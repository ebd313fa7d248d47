"""Measuring what is new looks at what is new only, and leaves what measuring everybody leaves."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houvast.alerts.measuring import running
from houvast.alerts.measuring.models import Due
from houvast.alerts.measuring.tests.stored import add_absences, school, store
from houvast.alerts.measuring.tests.test_running import ON, a_school, everything, measure, news
from houvast.alerts.models import Alert, NoData, RuleSetting
from houvast.attendance.models import Absence
from houvast.core.alerts.facts import AbsenceFact, AbsenceKind, Facts, TalkFact
from houvast.education.actions import touch
from houvast.education.models import Placement, Result, Touched
from houvast.guidance.models import Agreement, Talk
from houvast.people.clock import now
from houvast.people.models import Organisation, Person, UnitMembership
from tests.houvast_testing.cast import make_person

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
LEVELS = ("on_course", "attention", "concern")


def something_new(random: Random, student: Person, on: date) -> Touched.Kind:
    """One change of a kind that is drawn; gives the kind."""
    ours, day = student.organisation, on - random.randrange(20) * DAY
    match kind := random.choice(list(KINDS)):
        case Touched.Kind.ABSENCE if random.random() < 0.3:
            Absence.objects.filter(student=student, day__gte=on - 30 * DAY).update(withdrawn_on=on)
        case Touched.Kind.ABSENCE:
            add_absences(student, (AbsenceFact(day=day, minutes=480, kind=random.choice(list(AbsenceKind))),))
        case Touched.Kind.RESULT:
            unit, passed = random.choice("abcd"), random.choice((True, False))
            Result.objects.create(
                organisation=ours, student=student, on=day, title=unit, unit=unit, passed=passed, attempt=9,
                credits_earned=5 * passed,
            )  # fmt: skip
        case Touched.Kind.PLACEMENT:
            Placement.objects.update_or_create(
                student=student,
                defaults={"organisation": ours, "hours_done": random.randrange(100), "state": "running"},
            )
        case Touched.Kind.TALK:
            Talk.objects.create(
                organisation=ours, student=student, kind=Talk.Kind.PROGRESS, held_on=day, report="Gesproken.",
                led_by=make_person(ours, "Coach", "Van Nieuws"), recorded_at=now(),
                professional_attitude=random.choice(LEVELS), wellbeing=random.choice(LEVELS),
            )  # fmt: skip
        case _:
            Agreement.objects.filter(student=student, status="open").update(status="kept", answered_on=on)
    return kind


KINDS = (
    Touched.Kind.ABSENCE,
    Touched.Kind.RESULT,
    Touched.Kind.PLACEMENT,
    Touched.Kind.TALK,
    Touched.Kind.AGREEMENT,
)


def a_day_of_news(random: Random, students: list[Person], on: date) -> None:
    for student in random.sample(students, 5):
        for _ in range(random.choice((1, 1, 2))):
            touch([student], something_new(random, student, on), now(), organisation_id=student.organisation_id)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_new_the_alerts_are_those_of_a_night(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SMALL_CHUNK", 3)
    organisation, students = a_school(12, seed)
    random = Random(200 + seed)
    measure(organisation)
    for on in (ON, ON + DAY, ON + 4 * DAY, ON + 11 * DAY, ON + 40 * DAY):
        a_day_of_news(random, students, on)
        news(organisation, on)
        assert not Touched.objects.exists()
        assert not Due.objects.filter(on__lte=on).exists()
        by_news = everything(organisation, days_too=False)
        measure(organisation, on)
        assert everything(organisation, days_too=False) == by_news, on
        a_day_of_news(random, students, on)
        news(organisation, on)
        with_figures = everything(organisation)
        measure(organisation, on)
        assert everything(organisation) == with_figures, f"after the night of {on} also the figures"


@pytest.mark.parametrize("seed", range(4))
def test_without_any_night_news_of_many_days_leaves_the_alerts_of_one(seed: int) -> None:
    organisation, students = a_school(12, seed)
    random = Random(300 + seed)
    measure(organisation)
    for number in range(12):
        on = ON + 3 * number * DAY
        a_day_of_news(random, students, on)
        news(organisation, on)
    by_news = everything(organisation, days_too=False)
    measure(organisation, on)
    assert everything(organisation, days_too=False) == by_news


def with_a_concern() -> tuple[Organisation, Person]:
    """Measured, and then a talk that nobody told of: only by looking at talks again is it seen."""
    facts = Facts(enrolled_on=date(2026, 8, 24), talks=(TalkFact(on=ON - 5 * DAY, attitude=0, life=0),))
    organisation = school()
    student = store(facts, organisation, (ON - 5 * DAY,))
    measure(organisation)
    Talk.objects.filter(student=student).update(wellbeing="concern")
    return organisation, student


def tables_asked(organisation: Organisation, on: date = ON) -> str:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        news(organisation, on)
    return " ".join(one["sql"] for one in asked.captured_queries)


def test_new_absence_makes_no_other_kind_of_data_looked_at() -> None:
    organisation, student = with_a_concern()
    add_absences(student, (AbsenceFact(day=ON, minutes=480, kind=AbsenceKind.UNAUTHORISED),))
    touch([student], Touched.Kind.ABSENCE, now(), organisation_id=organisation.pk)
    sql = tables_asked(organisation)
    assert "attendance_absence" in sql
    assert not any(table in sql for table in ("education_result", "education_placement", "guidance_talk"))
    raised = {one.rule for one in Alert.objects.filter(student=student)}
    assert "unauthorised-absence" in raised
    assert "life-area-concern" not in raised


def test_a_new_talk_makes_no_absence_looked_at() -> None:
    organisation, student = with_a_concern()
    touch([student], Touched.Kind.TALK, now(), organisation_id=organisation.pk)
    assert "SUM(CASE WHEN kind" not in tables_asked(organisation)
    assert Alert.objects.filter(student=student, rule="life-area-concern").exists()


@pytest.mark.parametrize("first", ["a day has come", "nothing is known of the days", "another kind", "a rule was set"])
def test_everything_is_looked_at_where_absence_alone_may_not_say_it(first: str) -> None:
    organisation, student = with_a_concern()
    touch([student], Touched.Kind.ABSENCE, now(), organisation_id=organisation.pk)
    if first == "a day has come":
        Due.objects.filter(student=student).update(on=ON)
    elif first == "nothing is known of the days":
        Due.objects.filter(student=student).delete()
    elif first == "another kind":
        touch([student], Touched.Kind.ENROLMENT, now(), organisation_id=organisation.pk)
    else:
        RuleSetting.objects.create(
            organisation=organisation, rule="no-talk", threshold=40, valid_from=ON, why="Eerder.",
            set_by=make_person(organisation, "Ad", "Min"), set_at=now(),
        )  # fmt: skip
    news(organisation)
    assert Alert.objects.filter(student=student, rule="life-area-concern").exists()


def test_what_is_touched_while_others_are_measured_is_looked_at_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits in a later stretch is touched again, in another kind, after an earlier one was measured."""
    monkeypatch.setattr(running, "SMALL_CHUNK", 1)
    organisation, facts = school(), Facts(enrolled_on=date(2026, 8, 24), talks=(TalkFact(on=ON - 5 * DAY, life=0),))
    students = [store(facts, organisation, (ON - 5 * DAY,)) for _ in range(2)]
    earlier, later = sorted(students, key=lambda one: one.pk)
    measure(organisation)
    touch([earlier, later], Touched.Kind.ABSENCE, now(), organisation_id=organisation.pk)
    Talk.objects.filter(student=later).update(wellbeing="concern")

    def again(done: int, _total: int) -> None:
        if done == 1:
            touch([later], Touched.Kind.TALK, now(), organisation_id=organisation.pk)

    running.measure_news(organisation_id=organisation.pk, on=ON, at=now(), progress=again)
    assert not Touched.objects.exists()
    assert Alert.objects.filter(student=later, rule="life-area-concern").exists()


def test_a_class_where_absence_begins_is_measured_in_the_same_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also who was measured before the stretch in which it begins."""
    monkeypatch.setattr(running, "SMALL_CHUNK", 1)
    organisation = school()
    first = store(Facts(enrolled_on=date(2026, 8, 24)), organisation)
    measure(organisation)
    mate = Person.objects.get(given_name="Bas")
    assert UnitMembership.objects.filter(student=mate).exists()
    assert NoData.objects.filter(student=first, source="absence").exists()
    add_absences(mate, (AbsenceFact(day=ON, minutes=60, kind=AbsenceKind.SICK),))
    touch([first, mate], Touched.Kind.ABSENCE, now(), organisation_id=organisation.pk)
    assert news(organisation).students == 3, "the first once more"
    assert not NoData.objects.filter(student=first, source="absence").exists()
    assert not Touched.objects.exists()
