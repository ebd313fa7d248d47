"""The life of an alert, through the pages, as the people concerned: raised, answered, closed, and a word back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from houvast.alerts.actions import climb_alerts, offer_alerts
from houvast.alerts.models import Alert, AlertStep
from houvast.alerts.tests.staging import apply, finding, raised
from houvast.education.models import Touched
from houvast.outbox.models import Mail
from houvast.people import clock
from houvast.people.clock import now, today
from houvast.people.models import Person, RoleAssignment
from houvast.people.submissions import new_key
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person


@pytest.fixture
def teacher(cast: Cast) -> Person:
    person = make_person(cast.organisation, "Tom", "Docent")
    give_role(person, RoleAssignment.Role.TEACHER, cast.team)
    make_account(person)
    return person


def url(name: str, cast: Cast) -> str:
    return reverse(name, args=(cast.student.pk,))


def post(cast: Cast, who: str | Person, name: str, **typed: str) -> str:
    """Send a form as somebody; where it leads, or the page when it stays."""
    client = cast.client(who) if isinstance(who, str) else _client(who)
    seen = [f"{one.pk}:{one.revision}" for one in Alert.objects.filter(student=cast.student).exclude(state="closed")]
    answer = client.post(url(name, cast), {"submission": new_key(), "seen": seen, **typed})
    return answer["Location"] if answer.status_code == 302 else f"{answer.status_code} {answer.content.decode()}"


def _client(person: Person) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def read(cast: Cast, who: str | Person, path: str) -> str:
    client = cast.client(who) if isinstance(who, str) else _client(who)
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.content.decode())


@pytest.mark.req("S-622", "S-623", "S-652")
def test_a_teacher_raises_a_concern_in_two_taps_and_gets_a_word_back(cast: Cast, teacher: Person) -> None:
    assert url("alert-concern", cast) in read(cast, teacher, reverse("student", args=(cast.student.pk,)))
    form = read(cast, teacher, url("alert-concern", cast))
    for signal in ("Is er vaak niet", "Komt vaak te laat", "Is vaak ziek", "Kan zich moeilijk concentreren"):
        assert signal in form
    assert "Stemming wisselt sterk" in form
    post(cast, teacher, "alert-concern", signal="concentration")
    alert = Alert.objects.get()
    assert (alert.owner, alert.state, alert.offered_on) == (cast.coach, "owned", today())
    assert "Sam" not in str(Mail.objects.get(recipient=cast.coach).body)
    assert "kan zich moeilijk concentreren" in read(cast, "coach", "/")
    assert post(cast, "coach", "alert-answer", kind="talk", words="We hebben gepraat.") == url("alert-place", cast)
    done = post(cast, "coach", "alert-close", outcome="better", words="Dank je dat je het zag.")
    assert done == url("alert-place", cast)
    back = read(cast, teacher, reverse("alerts-raised"))
    assert "Dank je dat je het zag." in back
    assert "Het gaat beter" in back
    assert "We hebben gepraat." not in back
    assert Mail.objects.filter(recipient=teacher).count() == 1
    assert "Dank je" not in str(Mail.objects.get(recipient=teacher).body)
    assert [one.act for one in AlertStep.objects.order_by("at", "id")] == ["raised", "offered", "answered", "closed"]


@pytest.mark.req("S-438", "S-523", "S-524", "S-578")
def test_an_alert_says_what_to_try_first_and_brings_in_help_from_outside_in_time(cast: Cast) -> None:
    apply(cast.student, [finding(cast.student, "life-area-concern", 2), finding(cast.student, "sickness-pattern", 3)])
    page = read(cast, "coach", url("alert-place", cast))
    assert "Haal hulp erbij die los staat van school" in page
    assert "Wacht niet tot uitschrijven in beeld is." in page
    assert "jeugdarts" in page
    assert "Haal hulp erbij" not in read(cast, "student", url("alert-place", cast))


def test_a_teacher_sees_neither_the_alerts_nor_what_they_rest_on(cast: Cast, teacher: Person) -> None:
    raised(cast.student)
    client = _client(teacher)
    assert client.get(url("alert-place", cast)).status_code == 404
    assert client.get(url("alert-answer", cast)).status_code == 404


def test_raising_again_adds_to_what_stands_and_two_people_bring_signals_together(cast: Cast, teacher: Person) -> None:
    post(cast, teacher, "alert-concern", signal="mood")
    post(cast, teacher, "alert-concern", signal="withdrawn", words="Nu al twee weken.")
    alert = Alert.objects.get()
    assert alert.signals == ["mood", "withdrawn"]
    assert Touched.objects.filter(student=cast.student, kind="concern").count() == 2
    post(cast, "team_leader", "alert-concern", signal="lateness")
    together = Alert.objects.get(rule="mentor-signals")
    assert (together.value, together.owner) == (3, cast.coach)


def test_a_concern_without_a_signal_is_asked_again_and_keeps_what_was_typed(cast: Cast, teacher: Person) -> None:
    page = post(cast, teacher, "alert-concern", words="Hij is stil.")
    assert page.startswith("422")
    assert "Hij is stil." in page
    assert not Alert.objects.exists()


@pytest.mark.req("S-521", "S-522")
def test_a_student_asks_for_contact_without_having_to_say_why(cast: Cast) -> None:
    assert url("alert-concern", cast) in read(cast, "student", "/")
    assert post(cast, "student", "alert-concern", words="") == url("alert-place", cast)
    alert = Alert.objects.get()
    assert (alert.rule, alert.owner) == ("own-concern", cast.coach)
    assert "de student vraagt zelf om contact" in read(cast, "coach", reverse("alerts"))
    post(cast, "coach", "alert-answer", kind="talk", words="Morgen om tien uur?")
    assert "Morgen om tien uur?" in read(cast, "student", url("alert-place", cast))


@pytest.mark.req("S-605")
def test_kudos_are_as_easy_and_the_student_reads_them(cast: Cast, teacher: Person) -> None:
    post(cast, teacher, "alert-kudos", words="Je hielp een klasgenoot.")
    assert "Je kreeg een compliment." in read(cast, "student", "/")
    assert "Je hielp een klasgenoot." in read(cast, "student", url("alert-place", cast))
    assert "compliment" in read(cast, "coach", reverse("alerts"))
    assert not Alert.objects.exclude(state="closed").exists()


@pytest.mark.req("S-605")
def test_good_news_is_said_to_the_student_in_one_tap(cast: Cast) -> None:
    apply(cast.student, [finding(cast.student, "back-after-absence", 7)])
    assert "weer aanwezig" in read(cast, "coach", reverse("alerts"))
    assert "Fijn dat je er weer bent!" in read(cast, "student", "/")
    post(cast, "coach", "alert-seen")
    assert "Ik heb het gezien" in read(cast, "student", url("alert-place", cast))
    assert Alert.objects.get().state == "closed"


@pytest.mark.req("S-579", "S-607", "S-651", "S-520")
def test_the_student_sees_the_alert_with_its_evidence_adds_and_contests(cast: Cast) -> None:
    raised(cast.student)
    page = read(cast, "student", url("alert-place", cast))
    assert "We hebben je gemist: 8 uur in 4 weken" in page
    assert "Rekenen" in page
    assert "geeft een signaal vanaf" in page
    post(cast, "student", "alert-say", words="Ik was bij de tandarts.")
    post(cast, "student", "alert-contest", words="Die dag was ik er wel.")
    staff = read(cast, "coach", url("alert-place", cast))
    assert "Ik was bij de tandarts." in staff
    assert "Die dag was ik er wel." in staff
    assert "de student is het er niet mee eens" in read(cast, "coach", reverse("alerts"))
    assert Alert.objects.get().state == "owned"
    assert Mail.objects.filter(recipient=cast.coach, key__contains="/said/").count() == 1


@pytest.mark.req("S-546", "S-578", "S-524")
def test_an_unanswered_alert_climbs_to_the_coordinator_who_asks_somebody_else(cast: Cast) -> None:
    alert = raised(cast.student)
    assert alert.answer_by is not None
    assert "Sam de Wit" not in read(cast, "team_leader", reverse("alerts-climbed"))
    with clock.set_to(alert.answer_by + timedelta(days=1)):
        assert climb_alerts(organisation_id=cast.organisation.pk, at=now()) == 1
        assert climb_alerts(organisation_id=cast.organisation.pk, at=now()) == 0
        assert "Sam de Wit" in read(cast, "team_leader", reverse("alerts-climbed"))
        assert "Sam de Wit" in read(cast, "team_leader", "/")
        mail = Mail.objects.get(recipient=cast.team_leader)
        assert "Sam" not in str(mail.body)
        post(cast, "team_leader", "alert-hand-on", to=str(cast.support_advisor.pk), words="Kun jij dit doen?")
        assert "Sam de Wit" not in read(cast, "team_leader", reverse("alerts-climbed"))
        assert "8 uur" in read(cast, "support_advisor", reverse("alerts"))
    alert.refresh_from_db()
    assert (alert.owner, alert.climbed_on) == (cast.support_advisor, None)


@pytest.mark.req("S-284", "S-454", "S-526", "S-525")
def test_outreach_without_response_is_recorded_and_a_visit_at_home_can_be_asked_for(cast: Cast) -> None:
    raised(cast.student)
    start = today() - timedelta(days=today().weekday()) + timedelta(days=7)
    for day, way in enumerate(("call", "message", "family")):
        with clock.set_to(start + timedelta(days=day)):
            post(cast, "coach", "alert-outreach", way=way, reached="no")
    with clock.set_to(start + timedelta(days=3)):
        page = read(cast, "coach", url("alert-place", cast))
        assert "Op 3 dagen is contact gezocht zonder reactie." in page
        assert "Naar de student toe gaan?" in page
        post(cast, "coach", "alert-visit", words="Al drie weken niets gehoord.")
        assert "Om een huisbezoek is gevraagd" in read(cast, "team_leader", reverse("alerts-climbed"))
        assert "Sam de Wit" in read(cast, "support_advisor", reverse("alerts-climbed"))
        post(cast, "support_advisor", "alert-outreach", way="visit", reached="no", words="Niemand thuis.")
        assert "Om een huisbezoek is gevraagd" not in read(cast, "team_leader", reverse("alerts-climbed"))
        post(cast, "coach", "alert-answer", kind="referral", words="Het jeugdteam gaat langs.")
        assert post(cast, "coach", "alert-close", outcome="no_response", words="") == url("alert-place", cast)
    assert Alert.objects.get().outcome == "no_response"


def test_no_response_needs_tries_and_no_action_needs_a_reason(cast: Cast) -> None:
    raised(cast.student)
    page = post(cast, "coach", "alert-answer", kind="no_action", words="")
    assert page.startswith("422")
    post(cast, "coach", "alert-answer", kind="talk", words="Gesproken.")
    page = post(cast, "coach", "alert-close", outcome="no_response", words="tevergeefs")
    assert page.startswith("422")
    assert "drie verschillende dagen" in page
    assert "tevergeefs" in page
    post(cast, "coach", "alert-answer", kind="no_action", words="De registratie klopte niet.")
    alert = Alert.objects.get()
    assert (alert.state, alert.outcome) == ("closed", "not_needed")
    assert "De registratie klopte niet." in read(cast, "student", url("alert-place", cast))


def test_what_belongs_together_is_answered_together(cast: Cast) -> None:
    apply(cast.student, [finding(cast.student), finding(cast.student, "lateness-pattern", 5)])
    raised(cast.student)
    assert Alert.objects.filter(state="owned").count() == 2
    post(cast, "coach", "alert-answer", kind="plan", words="We kijken naar de reis.")
    assert set(Alert.objects.values_list("state", flat=True)) == {"answered"}


def test_two_who_answer_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    alert = raised(cast.student)
    seen = f"{alert.pk}:{alert.revision}"
    first = {"submission": new_key(), "seen": seen, "kind": "talk", "words": "Ik bel vanmiddag."}
    second = {"submission": new_key(), "seen": seen, "kind": "plan", "words": "Ik maak een plan."}
    assert cast.client("coach").post(url("alert-answer", cast), first).status_code == 302
    assert cast.client("coach").post(url("alert-answer", cast), first).status_code == 302
    conflict = cast.client("team_leader").post(url("alert-answer", cast), second)
    assert conflict.status_code == 409
    assert "Ik maak een plan." in conflict.content.decode()
    assert AlertStep.objects.filter(act="answered").count() == 1


def test_a_student_without_a_coach_goes_to_the_coordinator_at_once(cast: Cast) -> None:
    cast.student.relations.filter(kind="coach").update(ends_on=today() - timedelta(days=1))
    apply(cast.student, [finding(cast.student)])
    offer_alerts(organisation_id=cast.organisation.pk, at=now())
    assert "nog bij niemand" in read(cast, "team_leader", reverse("alerts-climbed"))
    post(cast, "team_leader", "alert-take")
    assert Alert.objects.get().owner == cast.team_leader


@pytest.mark.parametrize(
    "name",
    ["alert-place", "alert-answer", "alert-close", "alert-outreach", "alert-visit", "alert-hand-on", "alert-say"],
)
@pytest.mark.parametrize("who", ["colleague", "guardian", "partner", "director", "trusted_person", "stranger_coach"])
def test_a_stranger_gets_nothing(cast: Cast, name: str, who: str) -> None:
    assert cast.client(who).get(url(name, cast)).status_code == 404


def test_looking_changes_nothing(cast: Cast) -> None:
    alert = raised(cast.student)
    for name in ("alert-place", "alert-answer", "alert-close", "alert-concern", "alert-kudos", "alert-say"):
        cast.client("coach").get(url(name, cast))
    assert cast.client("coach").get(url("alert-take", cast)).status_code == 405
    alert.refresh_from_db()
    assert (alert.revision, Alert.objects.count()) == (2, 1)
