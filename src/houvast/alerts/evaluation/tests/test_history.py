"""Scorecards over a school's own past, and a ranking that is learned on the first part and tried on the second."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from houvast.alerts.evaluation.history import scorecards
from houvast.alerts.evaluation.ranking import NotBetterThanRules, learn_ranking, learned_order, places, turn
from houvast.alerts.evaluation.scorecard import Card, Verdict, as_data
from houvast.alerts.measuring.tests.stored import school, store
from houvast.alerts.models import Alert, LearnedRanking, RuleSetting
from houvast.alerts.queries.scorecards import latest_cards
from houvast.core.alerts.facts import AbsenceFact, AbsenceKind, Facts
from houvast.core.alerts.words import Tone
from houvast.education.models import Enrolment
from houvast.operation.cli.alerts import command
from houvast.people.clock import now
from houvast.people.models import Organisation, Person
from tests.houvast_testing.cast import make_person

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
BEGIN, END = date(2025, 9, 1), date(2026, 6, 30)
SPOKEN, CONCERN = "unauthorised-absence", "staff-concern"


def a_past(organisation: Organisation, *, truants: int, leavers_among: int, others: int, leavers_else: int) -> None:
    """Students who stay away in November; so many of those, and of the others, leave in February."""
    for number in range(truants + others):
        truant = number < truants
        days = tuple(date(2025, 11, 3) + spread * DAY for spread in (0, 1, 2))
        absences = tuple(AbsenceFact(day=day, minutes=240, kind=AbsenceKind.UNAUTHORISED) for day in days)
        facts = Facts(enrolled_on=date(2025, 8, 25), absences=absences if truant else ())
        recorded = tuple(date(2025, 9, 1) + 40 * spread * DAY for spread in range(8))
        student = store(facts, organisation, recorded)
        leaves = number < leavers_among if truant else number - truants < leavers_else
        if leaves:
            leave(student, date(2026, 2, 10))


def leave(student: Person, on: date) -> None:
    Enrolment.objects.filter(student=student).update(ends_on=on, expected_end_on=date(2027, 7, 31))


def card_of(organisation: Organisation, rule: str = SPOKEN) -> Card:
    return next(one for one in scorecards(organisation.pk, BEGIN, END) if one.rule == rule)


def test_a_rule_that_speaks_of_who_leaves_says_something_and_how_long_before() -> None:
    organisation = school()
    a_past(organisation, truants=14, leavers_among=11, others=30, leavers_else=1)
    card = card_of(organisation)
    assert card.verdict is Verdict.SAYS_SOMETHING
    assert (card.worth.precision.hits, card.worth.precision.of) == (11, 14)
    assert (card.worth.recall.hits, card.worth.recall.of) == (11, 12)
    assert card.lead_days is not None
    assert 60 < card.lead_days < 110
    assert not Alert.objects.exists(), "looking back raises nothing"


def test_a_rule_that_speaks_of_everybody_alike_says_nothing() -> None:
    organisation = school()
    a_past(organisation, truants=14, leavers_among=5, others=28, leavers_else=10)
    assert card_of(organisation).verdict is Verdict.SAYS_NOTHING


def test_what_was_said_after_leaving_does_not_count() -> None:
    organisation = school()
    a_past(organisation, truants=12, leavers_among=0, others=12, leavers_else=0)
    for student in Person.objects.filter(given_name="Noor"):
        leave(student, date(2025, 11, 2))
    card = card_of(organisation)
    assert card.worth.precision.of == 0
    assert card.verdict is Verdict.TOO_FEW


def test_a_threshold_the_school_set_is_judged_on_later_days_only() -> None:
    organisation = school()
    a_past(organisation, truants=14, leavers_among=11, others=30, leavers_else=1)
    administrator = make_person(organisation, "Ad", "Beheer")
    RuleSetting.objects.create(
        organisation=organisation, rule=SPOKEN, threshold=480, valid_from=date(2026, 6, 1), why="Zo is het hier.",
        set_by=administrator, set_at=now().replace(year=2026, month=6, day=1),
    )  # fmt: skip
    card = card_of(organisation)
    assert card.first == date(2026, 6, 2)
    assert card.worth.precision.of == 0


def test_small_groups_are_hidden_and_what_has_no_past_is_not_judged() -> None:
    organisation = school()
    a_past(organisation, truants=14, leavers_among=11, others=30, leavers_else=1)
    card = card_of(organisation)
    assert {(name, value): worth is None for name, value, worth in card.groups} == {
        ("age", "unknown"): False,
        ("level", "3"): False,
        ("pathway", "BOL"): False,
    } or any(worth is None for _, _, worth in card.groups)
    assert card_of(organisation, "agreements-overdue").verdict is Verdict.NO_HISTORY


def test_what_people_told_is_judged_from_the_first_day_anybody_did() -> None:
    organisation = school()
    a_past(organisation, truants=14, leavers_among=11, others=30, leavers_else=1)
    assert card_of(organisation, CONCERN).verdict is Verdict.NO_HISTORY, "nobody told anything"
    teacher = make_person(organisation, "Do", "Cent")
    left = Enrolment.objects.filter(ends_on=date(2026, 2, 10)).values_list("student", flat=True)
    stayed = Enrolment.objects.exclude(ends_on=date(2026, 2, 10)).values_list("student", flat=True)
    of = [*((one, date(2025, 12, 8)) for one in left[:10]), *((one, date(2026, 1, 5)) for one in stayed[:3])]
    for student, day in (*of, (left[11], date(2026, 2, 12))):
        Alert.objects.create(
            organisation=organisation, student_id=student, rule=CONCERN, raised_by=teacher, raised_on=day,
            measured_on=day, tone=Tone.CONCERN,
        )  # fmt: skip
    card = card_of(organisation, CONCERN)
    assert card.first == date(2025, 12, 8)
    assert (card.worth.precision.hits, card.worth.precision.of) == (10, 13), "after leaving is too late"
    assert (card.worth.recall.hits, card.worth.recall.of) == (10, 12)
    assert card.verdict is Verdict.SAYS_SOMETHING
    assert card_of(organisation, "own-concern").verdict is Verdict.NO_HISTORY


@pytest.mark.req("S-580", "S-651")
def test_the_command_gives_the_cards_and_keeps_them_for_the_page() -> None:
    organisation = school()
    a_past(organisation, truants=14, leavers_among=11, others=16, leavers_else=1)
    asked = ["evaluate", "--from", str(BEGIN), "--to", str(END), "--json"]
    done = CliRunner().invoke(command, asked)
    assert done.exit_code == 0, done.output
    (report,) = json.loads(done.stdout)
    (card,) = (one for one in report["rules"] if one["rule"] == SPOKEN)
    assert card["verdict"] == "says_something"
    kept = latest_cards(organisation.pk)
    assert kept is not None
    assert kept.by_rule[SPOKEN] == card
    told = CliRunner().invoke(command, asked[:-1])
    assert "says something" in told.output


def a_learnable_past() -> Organisation:
    """Truants leave, five of them before the turn of the year: in both halves there is something to see."""
    organisation = school()
    a_past(organisation, truants=16, leavers_among=12, others=30, leavers_else=1)
    early = Enrolment.objects.filter(ends_on=date(2026, 2, 10)).order_by("pk").values_list("pk", flat=True)[:5]
    Enrolment.objects.filter(pk__in=list(early)).update(ends_on=date(2025, 12, 20))
    return organisation


def test_a_ranking_is_off_and_cannot_be_turned_on_when_it_does_not_beat_the_rules() -> None:
    organisation = a_learnable_past()
    ranking = learn_ranking(organisation_id=organisation.pk, first=BEGIN, last=END, at=now())
    assert (ranking.is_on, ranking.beats_rules) == (False, False), "so few who left prove nothing"
    assert set(ranking.card) >= {"learned_on", "tried_on", "learned", "rules", "groups", "weights"}
    assert learned_order(organisation.pk, [Person.objects.filter(is_student=True)[0].pk], END) == {}
    with pytest.raises(NotBetterThanRules):
        turn(ranking, on=True, by=None, at=now())
    assert not LearnedRanking.objects.filter(is_on=True).exists()


def test_a_ranking_that_is_on_only_orders_and_says_why() -> None:
    organisation = a_learnable_past()
    ranking = learn_ranking(organisation_id=organisation.pk, first=BEGIN, last=END, at=now())
    ranking.beats_rules = True
    ranking.save(update_fields=["beats_rules"])
    turn(ranking, on=True, by=None, at=now())
    on = date(2025, 11, 10)
    students = [one.pk for one in Person.objects.filter(given_name="Noor", enrolments__ends_on=None).order_by("pk")]
    truant, other = students[0], students[-1]
    found = places(organisation.pk, [truant, other], on)
    assert found[truant].score > found[other].score
    assert {one.column for one in found[truant].because} & {SPOKEN, "much-absence", "sudden-change"}
    order = learned_order(organisation.pk, [truant, other], on)
    assert (order[other], order[truant] > 0) == (0, True)
    assert not Alert.objects.exists(), "it orders and never raises"


def test_the_command_learns_and_refuses_to_turn_on_what_does_not_beat_the_rules() -> None:
    a_learnable_past()
    done = CliRunner().invoke(command, ["learn", "--from", str(BEGIN), "--to", str(END), "--json"])
    assert done.exit_code == 0, done.output
    (report,) = json.loads(done.stdout)
    assert (report["beats_rules"], report["is_on"]) == (False, False)
    refused = CliRunner().invoke(command, ["learn", "--turn-on"])
    assert refused.exit_code == 1
    assert "stays off" in refused.output


def test_figures_of_a_card_can_be_written_to_a_file() -> None:
    organisation = school()
    a_past(organisation, truants=3, leavers_among=1, others=3, leavers_else=0)
    assert json.loads(json.dumps(as_data(card_of(organisation))))["verdict"] == "too_few"
