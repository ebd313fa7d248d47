"""Measuring a school: twice is once, some equals all, and nothing depends on the order in which facts came."""

import json
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from click.testing import CliRunner

from houvast.alerts.measuring import running
from houvast.alerts.measuring.models import MeasuringRun
from houvast.alerts.measuring.running import measure_all, measure_news
from houvast.alerts.measuring.tasks import measure_everybody, measure_what_is_new
from houvast.alerts.measuring.tests.stored import add_absences, school, store
from houvast.alerts.measuring.tests.test_same_as_core import drawn
from houvast.alerts.models import Alert, AlertStep, NoData
from houvast.attendance.models import Absence
from houvast.core.alerts.facts import AbsenceFact, AbsenceKind, Facts
from houvast.core.alerts.words import Measure
from houvast.education.actions import touch
from houvast.education.models import Touched
from houvast.operation.cli.alerts import command
from houvast.outbox.registry import REGISTRY, Asked
from houvast.packbook.alerts import rule
from houvast.people.clock import AMSTERDAM, now
from houvast.people.models import Organisation, Person

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
ON = date(2026, 12, 1)
COUNTS_DAYS = {Measure.DAYS_WITHOUT_TALK, Measure.DAYS_BACK}


def everything(organisation: Organisation, *, days_too: bool = True) -> set[tuple[object, ...]]:
    """What stands: open alerts with state and figures, and where there is no data."""
    found: set[tuple[object, ...]] = set()
    for one in Alert.objects.filter(organisation=organisation, raised_by=None).exclude(state="closed"):
        counts_days = rule(one.rule).measure in COUNTS_DAYS
        figures = (one.value, one.measured_on, one.since) if days_too and not counts_days else ()
        found.add((one.student_id, one.rule, one.faded_on is None, *figures))
    silent = NoData.objects.filter(organisation=organisation).values_list("student_id", "source", "since")
    return found | set(silent)


def a_school(students: int, seed: int = 1) -> tuple[Organisation, list[Person]]:
    organisation, random = school(), Random(seed)
    days = tuple(date(2026, 8, 24) + number * DAY for number in range(0, 150, 20))
    return organisation, [store(drawn(random), organisation, days) for _ in range(students)]


def measure(organisation: Organisation, on: date = ON, chunk: int = 7) -> running.Measured:
    return measure_all(organisation_id=organisation.pk, on=on, at=now(), chunk=chunk)


def news(organisation: Organisation, on: date = ON) -> running.Measured:
    return measure_news(organisation_id=organisation.pk, on=on, at=now())


def test_measuring_twice_changes_nothing() -> None:
    organisation, _ = a_school(15)
    first = measure(organisation)
    stands = everything(organisation)
    again = measure(organisation)
    assert first.raised > 0
    assert again.raised == 0
    assert everything(organisation) == stands
    assert AlertStep.objects.count() == Alert.objects.count()


def test_the_size_of_a_chunk_does_not_matter() -> None:
    organisation, _ = a_school(12)
    measure(organisation, chunk=1)
    stands = everything(organisation)
    Alert.objects.all().delete()
    NoData.objects.all().delete()
    measure(organisation, chunk=1_000)
    assert everything(organisation) == stands


@pytest.mark.parametrize("seed", range(4))
def test_measuring_what_is_new_leaves_what_measuring_everybody_leaves(seed: int) -> None:
    organisation, students = a_school(12, seed)
    random = Random(100 + seed)
    measure(organisation)
    for on in (ON, ON + DAY, ON + 9 * DAY, ON + 40 * DAY):
        for student in random.sample(students, 3):
            day = on - random.randrange(5) * DAY
            add_absences(student, (AbsenceFact(day=day, minutes=480, kind=random.choice(list(AbsenceKind))),))
            touch([student], Touched.Kind.ABSENCE, now(), organisation_id=organisation.pk)
        news(organisation, on)
        by_news = everything(organisation, days_too=False)
        assert not Touched.objects.exists()
        measure(organisation, on)
        assert everything(organisation, days_too=False) == by_news


def test_on_the_same_day_also_the_figures_are_the_same() -> None:
    organisation, students = a_school(12)
    measure(organisation)
    for student in students[:5]:
        add_absences(student, (AbsenceFact(day=ON, minutes=480, kind=AbsenceKind.UNAUTHORISED),))
    touch(students[:5], Touched.Kind.ABSENCE, now(), organisation_id=organisation.pk)
    news(organisation)
    by_news = everything(organisation)
    measure(organisation)
    assert everything(organisation) == by_news


def test_only_who_is_touched_or_due_is_looked_at() -> None:
    organisation, students = a_school(12)
    measure(organisation)
    assert news(organisation).students == 0
    touch(students[:2], Touched.Kind.TALK, now(), organisation_id=organisation.pk)
    assert news(organisation).students == 2
    assert news(organisation).students == 0


def test_the_order_in_which_absence_comes_does_not_matter_nor_does_coming_twice() -> None:
    facts = Facts(
        enrolled_on=date(2026, 8, 24),
        absences=tuple(
            AbsenceFact(day=ON - number * DAY, minutes=200, kind=AbsenceKind.UNAUTHORISED) for number in range(4)
        ),
    )
    organisation, other = school(), school()
    store(facts, organisation, (ON,))
    backwards = store(facts.model_copy(update={"absences": ()}), other, (ON,))
    for one in reversed(facts.absences):
        add_absences(backwards, (one,))
        touch([backwards], Touched.Kind.ABSENCE, now(), organisation_id=other.pk)
        news(other)
        news(other)
    measure(organisation)
    assert {one[1:] for one in everything(other) if one[1] == "unauthorised-absence"} == {
        one[1:] for one in everything(organisation) if one[1] == "unauthorised-absence"
    }
    assert Alert.objects.filter(organisation=other, rule="unauthorised-absence").count() == 1


def test_a_night_raises_an_alert_and_a_corrected_absence_lets_it_fade() -> None:
    facts = Facts(
        enrolled_on=date(2026, 8, 24),
        absences=(AbsenceFact(day=ON - DAY, minutes=480, kind=AbsenceKind.UNAUTHORISED),),
    )
    organisation = school()
    student = store(facts, organisation, (ON - DAY,))
    at = datetime.combine(ON, time(3), AMSTERDAM)
    assert REGISTRY.handler("alerts.measure_all")(Asked(organisation_id=organisation.pk, arguments={}, at=at)) is False
    alert = Alert.objects.get(student=student, rule="unauthorised-absence")
    assert (alert.value, alert.evidence[0][3]) == (480, 480)
    Absence.objects.filter(student=student).update(withdrawn_on=ON)
    touch([student], Touched.Kind.ABSENCE, at, organisation_id=organisation.pk)
    assert measure_what_is_new(Asked(organisation_id=organisation.pk, arguments={}, at=at)) is False
    alert.refresh_from_db()
    assert alert.faded_on == ON


def test_a_night_that_was_done_is_not_done_again() -> None:
    organisation, _ = a_school(3)
    asked = Asked(organisation_id=organisation.pk, arguments={}, at=now())
    measure_everybody(asked)
    measure_everybody(asked)
    assert MeasuringRun.objects.filter(organisation=organisation).count() == 1


def test_a_class_in_which_absence_begins_to_be_recorded_is_measured_again() -> None:
    organisation = school()
    student = store(Facts(enrolled_on=date(2026, 8, 24)), organisation, ())
    measure(organisation)
    assert NoData.objects.filter(student=student, source="absence").exists()
    mate = Person.objects.get(given_name="Bas")
    add_absences(mate, (AbsenceFact(day=ON, minutes=60, kind=AbsenceKind.SICK),))
    touch([mate], Touched.Kind.ABSENCE, now(), organisation_id=organisation.pk)
    assert news(organisation).students == 2
    assert not NoData.objects.filter(student=student, source="absence").exists()


@pytest.mark.req("S-579", "S-607", "S-652")
def test_the_command_measures_everybody_and_again_raises_nothing() -> None:
    facts = Facts(
        enrolled_on=date(2026, 8, 24),
        absences=(AbsenceFact(day=ON - DAY, minutes=480, kind=AbsenceKind.UNAUTHORISED),),
    )
    organisation = school()
    student = store(facts, organisation, (ON - DAY,))
    done = CliRunner().invoke(command, ["run", "--full", "--on", str(ON), "--json"])
    assert done.exit_code == 0, done.output
    (report,) = json.loads(done.stdout)
    assert report["raised"] > 0
    assert Alert.objects.filter(student=student, rule="unauthorised-absence").exists()
    again = CliRunner().invoke(command, ["run", "--on", str(ON)])
    assert " 0 alerts raised" in again.output
    assert CliRunner().invoke(command, ["run", "--institution", "nowhere"]).exit_code == 1
