"""Rights, reading, emergencies and erasure, through the pages of the people concerned."""

from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from houvast.core.access.policy import POLICY
from houvast.core.access.words import Data, Relation
from houvast.outbox.models import Mail
from houvast.people import clock
from houvast.people.models import Person, PersonalRelation, RoleAssignment, UnitMembership
from houvast.privacy.models import Emergency, ErasurePlan, ReadLog, RightsRequest, UnusualReading
from houvast.privacy.watching import watch
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person, make_student, relate

pytestmark = pytest.mark.django_db
YESTERDAY = timedelta(days=1)


@pytest.fixture
def officer(cast: Cast) -> Client:
    person = make_person(cast.organisation, "Prisca", "Privacy")
    account = make_account(person)
    give_role(person, RoleAssignment.Role.PRIVACY_OFFICER)
    client = Client()
    client.force_login(account)
    return client


def ask(cast: Cast) -> RightsRequest:
    said = {"kind": "correct", "about": "talks", "words": "De bus reed niet."}
    answer = cast.client("student").post(reverse("ask-about-data"), said)
    assert answer.status_code == 302
    return RightsRequest.objects.get()


@pytest.mark.req("S-117")
def test_a_student_asks_and_hears_within_a_month(cast: Cast, officer: Client) -> None:
    asked = ask(cast)
    assert asked.answer_by > clock.today() + timedelta(days=27)
    assert Mail.objects.filter(recipient__family_name="Privacy").count() == 1
    desk = officer.get(reverse("privacy-officer"))
    assert cast.student.name in desk.content.decode()
    page = reverse("privacy-request", args=(asked.pk,))
    assert "De bus reed niet." in officer.get(page).content.decode()
    assert officer.post(page, {"state": "refused", "words": "", "revision": 1}).status_code == 422
    said = {"state": "granted", "words": "Verbeterd, dank je.", "revision": 1}
    assert officer.post(page, said).status_code == 302
    own = cast.client("student").get(reverse("my-data")).content.decode()
    assert "Verbeterd, dank je." in own
    mail = Mail.objects.filter(recipient=cast.student).latest("created_at")
    assert "bus" not in str(mail.body) + mail.subject
    assert officer.post(page, said).status_code == 409


def test_the_privacy_officer_sees_whom_an_administrator_lets_in_to_what_is_told_in_confidence(
    cast: Cast, officer: Client
) -> None:
    assert "in vertrouwen is verteld" not in officer.get(reverse("privacy-officer")).content.decode()
    admin = cast.client("administrator")
    page = reverse("administration-staff-member", args=(cast.administrator.pk,))
    given = {"role": "student_counsellor", "unit": "", "starts_on": clock.today().isoformat(), "ends_on": ""}
    assert admin.post(page, given).status_code == 302
    desk = officer.get(reverse("privacy-officer")).content.decode()
    assert "in vertrouwen is verteld" in desk
    assert cast.administrator.name in desk
    assert Mail.objects.filter(recipient__family_name="Privacy").count() == 1


def test_an_administrator_never_sees_the_link_of_who_opens_what_is_told_in_confidence(cast: Cast) -> None:
    admin, path = cast.client("administrator"), reverse("administration-access", args=(cast.coach.pk,))
    page = reverse("administration-staff-member", args=(cast.coach.pk,))
    assert admin.post(path, {"do": "reset"}).status_code == 302
    assert "/link/" in admin.get(page).content.decode()
    give_role(cast.coach, RoleAssignment.Role.STUDENT_COUNSELLOR)
    assert admin.post(path, {"do": "reset"}).status_code == 302
    assert "/link/" not in admin.get(page).content.decode()
    assert Mail.objects.filter(recipient=cast.coach).count() == 2, "it goes by mail"


def test_a_student_takes_a_request_back(cast: Cast) -> None:
    asked = ask(cast)
    cast.client("other_student").post(reverse("withdraw-request", args=(asked.pk,)))
    asked.refresh_from_db()
    assert asked.state == RightsRequest.State.OPEN
    cast.client("student").post(reverse("withdraw-request", args=(asked.pk,)))
    asked.refresh_from_db()
    assert asked.state == RightsRequest.State.WITHDRAWN


@pytest.mark.parametrize("member", ["coach", "team_leader", "administrator", "support_advisor", "guardian", "student"])
def test_the_privacy_desk_is_there_for_the_officer_only(cast: Cast, member: str) -> None:
    asked = ask(cast)
    client = cast.client(member)
    assert client.get(reverse("privacy-officer")).status_code == 404
    assert client.get(reverse("privacy-request", args=(asked.pk,))).status_code == 404


def test_an_officer_of_another_school_finds_nothing(cast: Cast) -> None:
    asked = ask(cast)
    person = make_person(cast.other_organisation, "Otto", "Elders")
    give_role(person, RoleAssignment.Role.PRIVACY_OFFICER)
    client = Client()
    client.force_login(make_account(person))
    assert client.get(reverse("privacy-request", args=(asked.pk,))).status_code == 404
    assert cast.student.name not in client.get(reverse("privacy-officer")).content.decode()


def test_the_officer_opens_no_dossier(cast: Cast, officer: Client) -> None:
    assert officer.get(reverse("student", args=(cast.student.pk,))).status_code == 404


def breaks_the_glass(
    cast: Cast, member: str, reason: str = "Flauwgevallen in de les, wie bel ik?"
) -> tuple[Client, int]:
    client = cast.client(member)
    said = {"number": cast.student.number, "family_name": cast.student.family_name}
    reason = "Flauwgevallen in de les, wie bel ik?"
    return client, client.post(reverse("emergency"), {**said, "reason": reason}).status_code


def test_in_an_emergency_a_colleague_sees_what_helps_and_the_student_is_told(cast: Cast) -> None:
    page = reverse("student", args=(cast.student.pk,))
    stranger = make_person(cast.organisation, "Noor", "Nieuw")
    make_account(stranger)
    other_team = UnitMembership.objects.get(student=cast.other_student).unit
    give_role(stranger, RoleAssignment.Role.TEACHER, other_team)
    client = Client()
    client.force_login(stranger.account)
    assert client.get(page).status_code == 404
    said = {"number": cast.student.number, "family_name": cast.student.family_name, "reason": "Ligt op de gang."}
    assert client.post(reverse("emergency"), {**said, "reason": "nood"}).status_code == 422
    assert client.post(reverse("emergency"), {**said, "reason": "Ligt op de gang, wie bel ik?"}).status_code == 302
    assert client.get(page).status_code == 200
    assert Mail.objects.filter(recipient=cast.student).exists()
    assert "Ligt op de gang" in cast.client("student").get(reverse("my-data")).content.decode()
    assert ReadLog.objects.filter(reader=stranger, purpose__contains="emergency").exists()
    elsewhere = reverse("student", args=(cast.stranger_student.pk,))
    assert client.get(elsewhere).status_code == 404, "one student, not the school"
    emergency = Emergency.objects.get()
    Emergency.objects.update(opened_at=clock.now() - timedelta(hours=5), until=clock.now() - timedelta(hours=1))
    assert client.get(page).status_code == 404, "after its hours"
    Emergency.objects.update(until=clock.now() + timedelta(hours=1))
    assert client.get(page).status_code == 200
    client.post(reverse("close-emergency", args=(emergency.pk,)))
    assert client.get(page).status_code == 404, "after it was closed"


def test_an_emergency_records_nothing_and_opens_no_compartment() -> None:
    rows = {row.data: row.actions for row in POLICY if row.relation is Relation.EMERGENCY}
    assert all(actions == {"see"} for actions in rows.values())
    closed = {
        Data.IN_CONFIDENCE, Data.COUNSELLING, Data.COUNSELLOR_ADVICE, Data.WORKING_NOTES, Data.CARE_TEAM, Data.CASES,
        Data.LETTERS, Data.HANDOVER, Data.FOLLOWING, Data.TRANSFER, Data.READ_LOG,
    }  # fmt: skip
    assert not closed & set(rows)


@pytest.mark.parametrize("member", ["student", "guardian", "partner", "administrator", "trusted_person"])
def test_who_does_not_work_with_students_breaks_no_glass(cast: Cast, member: str) -> None:
    assert breaks_the_glass(cast, member)[1] == 404


def test_nobody_finds_students_of_another_school_by_an_emergency(cast: Cast) -> None:
    assert breaks_the_glass(cast, "stranger_coach")[1] == 422


def test_the_officer_judges_an_emergency_and_the_student_reads_it(cast: Cast, officer: Client) -> None:
    assert breaks_the_glass(cast, "colleague")[1] == 302
    emergency = Emergency.objects.get()
    page = reverse("privacy-emergency", args=(emergency.pk,))
    assert officer.get(page).status_code == 200
    assert officer.post(page, {"review": "right", "words": "De ambulance kwam.", "revision": 1}).status_code == 302
    assert "De ambulance kwam." in cast.client("student").get(reverse("my-data")).content.decode()


def reads(reader: Person, student: Person, day: date) -> None:
    ReadLog.objects.create(
        organisation=student.organisation,
        reader=reader,
        at=datetime.combine(day, time(10), clock.AMSTERDAM),
        purpose="guidance",
        page="student",
        request_id="r",
        students=[student.pk.hex],
    )


def found(cast: Cast) -> set[tuple[str, int]]:
    day = clock.today() - YESTERDAY
    watch(cast.organisation.pk, day, at=clock.now())
    assert watch(cast.organisation.pk, day, at=clock.now()) == 0, "once is enough"
    return set(UnusualReading.objects.values_list("sign", "number"))


def test_very_many_dossiers_on_one_day_ask_for_a_word(cast: Cast, officer: Client) -> None:
    day = clock.today() - YESTERDAY
    for n in range(31):
        reads(cast.coach, make_student(cast.organisation, f"S{n}", "Veel", cast.group), day)
    assert found(cast) == {("many", 31)}
    reading = UnusualReading.objects.get()
    page = reverse("privacy-reading", args=(reading.pk,))
    shown = officer.get(page).content.decode()
    assert "31" in shown
    assert "S1 Veel" not in shown
    assert officer.post(page, {"outcome": "explained", "note": "Rapporten", "revision": 1}).status_code == 302


def test_an_ordinary_day_of_a_busy_reader_is_not_reported(cast: Cast) -> None:
    students = [make_student(cast.organisation, f"S{n}", "Veel", cast.group) for n in range(31)]
    for back in (1, 8, 15):
        for student in students:
            reads(cast.coach, student, clock.today() - timedelta(days=back))
    assert found(cast) == set()


def test_somebody_of_one_s_own_name_is_reported_and_one_s_own_child_not(cast: Cast) -> None:
    day = clock.today() - YESTERDAY
    cousin = make_student(cast.organisation, "Neef", cast.coach.family_name.upper(), cast.group)
    reads(cast.coach, cousin, day)
    assert found(cast) == {("own_family_name", 1)}
    UnusualReading.objects.all().delete()
    relate(cast.coach, cousin, PersonalRelation.Kind.GUARDIAN)
    assert found(cast) == set()


def test_students_who_left_are_reported_but_for_the_administration(cast: Cast) -> None:
    day = clock.today() - YESTERDAY
    for n in range(3):
        gone = make_student(cast.organisation, f"S{n}", "Weg", cast.group)
        UnitMembership.objects.filter(student=gone).update(ends_on=day - timedelta(days=60))
        reads(cast.coach, gone, day)
        reads(cast.administration, gone, day)
    assert found(cast) == {("ex_students", 3)}


@pytest.mark.req("S-117")
def test_the_page_for_students_says_who_sees_what_straight_from_the_policy(cast: Cast) -> None:
    page = cast.client("student").get(reverse("who-sees")).content.decode()
    assert "vanaf je 18e alleen als jij het zegt" in page
    assert "de privacyfunctionaris" in page
    english = cast.client("student")
    english.cookies["django_language"] = "en"
    assert "from 18 on only if you say so" in english.get(reverse("who-sees")).content.decode()


@pytest.mark.parametrize(("who", "back"), [("student", "my-data"), ("guardian", "start")])
def test_who_has_no_data_of_their_own_is_led_back_to_the_start(cast: Cast, who: str, back: str) -> None:
    page = cast.client(who).get(reverse("who-sees")).content.decode()
    assert f'class="hv-back" href="{reverse(back)}"' in page


def test_a_plan_is_proposed_announced_and_approved_by_two_people(cast: Cast, officer: Client) -> None:
    from houvast.education.models import Enrolment

    left = clock.today() - timedelta(days=3 * 365)
    for model in (Enrolment, UnitMembership, PersonalRelation):
        model._default_manager.filter(student=cast.student).update(starts_on=left - timedelta(days=300), ends_on=left)
    answer = officer.post(reverse("privacy-propose"))
    plan = ErasurePlan.objects.get()
    page = reverse("privacy-plan", args=(plan.pk,))
    assert answer["Location"] == page
    said = {"nl": "Het plan gaat over 1 persoon.", "en": "The plan is about 1 person."}
    for language, words in said.items():
        Person.objects.filter(family_name="Privacy").update(language=language)
        shown = officer.get(page, headers={"accept-language": language}).content.decode()
        assert words in shown
        assert f'<span class="hv-hidden">: {cast.student.name}</span>' in shown, "each link says whose it is"
    assert officer.post(page, {"do": "approve"}).status_code == 422, "the same person twice"
    assert Mail.objects.filter(recipient=cast.student).exists()
    assert cast.client("coach").get(page).status_code == 404
    assert cast.client("administrator").post(page, {"do": "approve"}).status_code == 302
    plan.refresh_from_db()
    assert plan.state == ErasurePlan.State.APPROVED


@pytest.mark.req("S-547", "S-117")
def test_the_parent_of_an_adult_sees_nothing_until_the_student_says_so(cast: Cast) -> None:
    page = reverse("student", args=(cast.student.pk,))
    absence = reverse("absence:of-student", args=(cast.student.pk,))
    guardian = cast.client("guardian")
    assert guardian.get(absence).status_code == 200, "of a minor"
    Person.objects.filter(pk=cast.student.pk).update(birth_date=clock.today() - timedelta(days=19 * 366))
    assert guardian.get(absence).status_code == 404
    assert guardian.get(page).status_code == 404
    PersonalRelation.objects.filter(student=cast.student, kind="guardian").update(student_consents=True)
    assert guardian.get(absence).status_code == 200
    PersonalRelation.objects.filter(student=cast.student, kind="guardian").update(student_consents=False)
    assert guardian.get(absence).status_code == 404
