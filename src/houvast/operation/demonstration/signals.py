"""Alerts in every state: raised by a rule, by a teacher and by a student, answered, climbed, closed with a word back."""

import uuid
from datetime import timedelta

from houvast.alerts import actions
from houvast.alerts.measuring.running import measure_news_inside
from houvast.alerts.models import Alert, Capacity
from houvast.alerts.queries.place import open_alerts_of
from houvast.attendance.models import Absence
from houvast.core.alerts.words import AnswerKind, Outcome, Signal
from houvast.education.actions import touch
from houvast.education.models import Touched
from houvast.operation.demonstration.teller import Teller
from houvast.people import clock
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer

PER_WEEK = 4
HOUR = 60


def tell_alerts(teller: Teller, students: dict[str, Person]) -> None:
    """What came in these weeks about Carla's students, and what people did with it. `students` by given name."""
    teacher = teller.school.staff("Koen", "", "Blom", RoleAssignment.Role.TEACHER, teller.team)
    teller.account(
        teacher,
        "Docent: meld een zorg of geef een compliment in twee tikken, en lees wat ermee is gedaan.",
        "Teacher: raise a concern or give kudos in two taps, and read what was done with it.",
    )
    Capacity.objects.create(
        organisation=teller.school.organisation, per_week=PER_WEEK, valid_from=teller.day(100),
        set_by=teller.staff.team_leader, set_at=clock.now(),
    )  # fmt: skip
    _before(teller, students)
    _a_concern_that_came_round(teller, teacher, students["Noor"])
    _out_of_reach(teller, students["Otis"])
    _contested(teller, students["Jesse"])
    _good(teller, teacher, students["Amira"])
    _now(teller, teacher, students)


def _away(teller: Teller, student: Person, days_ago: int, minutes: int, kind: Absence.Kind) -> None:
    """Absent on that day, or the Friday before when it was a weekend."""
    day = teller.day(days_ago)
    day -= timedelta(days=max(0, day.weekday() - 4))
    Absence.objects.get_or_create(
        student=student, day=day, lesson="", starts_at=None, external_id="",
        defaults={
            "organisation": teller.school.organisation, "minutes": minutes, "kind": kind, "confirmed": True,
            "source": "demonstration",
        },
    )  # fmt: skip
    touch([student], Touched.Kind.ABSENCE, clock.now(), organisation_id=teller.school.organisation.pk)


def _measure(teller: Teller) -> None:
    organisation = teller.school.organisation.pk
    while measure_news_inside(organisation, clock.today(), clock.now()):
        pass
    actions.offer_alerts(organisation_id=organisation, at=clock.now())
    actions.climb_alerts(organisation_id=organisation, at=clock.now())


def _before(teller: Teller, students: dict[str, Person]) -> None:
    """Two weeks ago a rule spoke about Lars, and nobody has answered yet."""
    with teller.on(14):
        for days_ago in (21, 20, 15, 14):
            _away(teller, students["Lars"], days_ago, 3 * HOUR, Absence.Kind.UNAUTHORISED)
        _measure(teller)


def _a_concern_that_came_round(teller: Teller, teacher: Person, student: Person) -> None:
    coach = Viewer(teller.staff.coach, teller.day(9))
    with teller.on(10):
        by = Viewer(teacher, teller.day(10))
        words = "Ze is de laatste weken stil en zit achterin. Dat ken ik niet van haar."
        actions.raise_concern(student=student, by=by, signals=[Signal.WITHDRAWN], words=words, at=clock.now())
    with teller.on(9):
        alerts = open_alerts_of(student)
        actions.reach_out(student=student, alerts=alerts, by=coach, way="at_school", reached=True, at=clock.now())
        words = "We hebben gepraat. Thuis is het druk; we zoeken een rustige plek om te leren."
        actions.answer(
            student=student, alerts=alerts, by=coach, kind=AnswerKind.TALK, words=words, seen=_seen(alerts),
            at=clock.now(),
        )  # fmt: skip
    with teller.on(2):
        alerts = open_alerts_of(student)
        words = "Dank je dat je het zag. We hebben gepraat en er is hulp."
        actions.close(
            student=student, alerts=alerts, by=coach, outcome=Outcome.HELP_RUNS, words=words, seen=_seen(alerts),
            at=clock.now(),
        )  # fmt: skip


def _seen(alerts: list[Alert]) -> dict[uuid.UUID, int]:
    return dict(Alert.objects.filter(pk__in=[one.pk for one in alerts]).values_list("pk", "revision"))


def _out_of_reach(teller: Teller, student: Person) -> None:
    """Absent for weeks, three tries without response: a visit at home is asked for."""
    with teller.on(9):
        for days_ago in (16, 15, 14, 11, 10, 9):
            _away(teller, student, days_ago, 5 * HOUR, Absence.Kind.UNAUTHORISED)
        _measure(teller)
    coach = Viewer(teller.staff.coach, teller.day(8))
    for days_ago, way in ((8, "call"), (6, "message"), (3, "family")):
        with teller.on(days_ago):
            alerts = open_alerts_of(student)
            actions.reach_out(student=student, alerts=alerts, by=coach, way=way, reached=False, at=clock.now())
    with teller.on(2):
        for days_ago in (6, 5, 2):
            _away(teller, student, days_ago, 5 * HOUR, Absence.Kind.UNAUTHORISED)
        words = "Al ruim twee weken niets gehoord. Een bekend gezicht aan de deur helpt misschien."
        actions.ask_visit(student=student, alerts=open_alerts_of(student), by=coach, words=words, at=clock.now())


def _contested(teller: Teller, student: Person) -> None:
    with teller.on(7):
        for days_ago in (20, 19, 18, 17, 13, 12, 11, 10):
            _away(teller, student, days_ago, 10, Absence.Kind.LATE)
        _measure(teller)
    with teller.on(5):
        words = "Ik was twee keer te laat door de trein. Dat heb ik gemeld."
        own = Viewer(student, teller.day(5))
        alerts = open_alerts_of(student)
        actions.say(student=student, alerts=alerts, by=own, words=words, contests=True, at=clock.now())


def _good(teller: Teller, teacher: Person, student: Person) -> None:
    with teller.on(3):
        words = "Amira hielp een klasgenoot met het netwerkpracticum. Heel mooi om te zien."
        actions.give_kudos(student=student, by=Viewer(teacher, teller.day(3)), words=words, at=clock.now())


def _now(teller: Teller, teacher: Person, students: dict[str, Person]) -> None:
    """This week: Sam asks for contact, a teacher is concerned about Femke, and several students are much absent."""
    own = Viewer(students["Sam"], teller.day(1))
    with teller.on(1):
        words = "Kunnen we praten over de stage?"
        actions.raise_concern(student=students["Sam"], by=own, signals=(), words=words, at=clock.now())
        by = Viewer(teacher, teller.day(1))
        signals = [Signal.CONCENTRATION]
        actions.raise_concern(student=students["Femke"], by=by, signals=signals, at=clock.now())
        for name in ("Milan", "Lotte", "Daan"):
            for days_ago in (13, 12, 6, 5):
                _away(teller, students[name], days_ago, 3 * HOUR, Absence.Kind.UNAUTHORISED)
        _measure(teller)
