"""Who is in charge, concerns of who guides, and the student review meeting twice a year."""

from datetime import date

import pytest

from houvast.core.access.words import Relation
from houvast.education.models import Enrolment
from houvast.outbox.models import Mail
from houvast.people.clock import set_to
from houvast.privacy.relations import relations_to
from houvast.workplace.models import Concern, Discussed, MeetingAgreement, ReviewMeeting, Triad
from houvast.workplace.tests.school import School, make_school

DAY = date(2026, 11, 23)
CONCERN = {"goes_well": "Leerlingen luisteren naar haar.", "seen": "Drie lesplannen te laat.", "weight": "attention"}


@pytest.fixture
def school(db: None) -> School:
    return make_school()


def shown(school: School, member: str, path: str, on: date = DAY) -> str:
    with set_to(on):
        answer = school.client(member).get(path)
    return answer.content.decode() if answer.status_code == 200 else ""


def concern(school: School, member: str, student: str, weight: str = "attention") -> int:
    path = f"/workplace/students/{getattr(school, student).pk}/concern/"
    with set_to(DAY):
        return school.client(member).post(path, {**CONCERN, "weight": weight}).status_code


@pytest.mark.req("S-078", "S-101", "S-102", "S-121")
def test_everybody_reads_that_the_institute_based_educator_is_in_charge_full_time_and_part_time(
    school: School,
) -> None:
    Triad.objects.filter(student=school.noor).update(mode="part_time")
    for student in ("mila", "noor"):
        path = f"/workplace/students/{getattr(school, student).pk}/"
        for member in (student, "institute_educator", "school_educator", "supervisor", "coach", "office"):
            words = "You are in charge" if member == "institute_educator" else "Ilse Instituut is in charge"
            assert words in shown(school, member, path)
    assert "part-time" in shown(school, "noor", f"/workplace/students/{school.noor.pk}/")


@pytest.mark.req("S-078", "S-112")
def test_a_part_time_student_without_an_institute_based_educator_stands_on_the_offices_list(school: School) -> None:
    Triad.objects.filter(student=school.noor).update(mode="part_time", institute_educator=None)
    Triad.objects.filter(student=school.pim).update(supervisor=school.supervisor)
    office = shown(school, "office", "/workplace/")
    assert "still to be found: institute-based educator" in office
    assert "nobody is in charge yet" in shown(school, "noor", f"/workplace/students/{school.noor.pk}/").lower()


@pytest.mark.req("S-108", "S-109", "S-110")
def test_after_five_years_the_programme_is_in_charge_with_one_person_named(school: School) -> None:
    Enrolment.objects.filter(student=school.noor).update(starts_on=date(2021, 12, 1))
    path = f"/workplace/students/{school.noor.pk}/"
    assert "Ilse Instituut is in charge" in shown(school, "noor", path, date(2026, 11, 30))
    assert "The programme is in charge: Carla Coach" in shown(school, "noor", path, date(2026, 12, 1))


@pytest.mark.req("S-103", "S-118")
def test_a_supervisor_raises_a_concern_and_who_is_in_charge_gets_word_without_content(school: School) -> None:
    assert concern(school, "supervisor", "mila") == 302
    mail = Mail.objects.get(recipient=school.institute_educator)
    assert "lesplannen" not in str(mail.body)
    own = shown(school, "mila", f"/workplace/students/{school.mila.pk}/")
    assert own.index("Leerlingen luisteren") < own.index("Drie lesplannen")
    assert concern(school, "other_educator", "mila") == 404
    assert concern(school, "office", "mila") == 404
    one = Concern.objects.get()
    with set_to(DAY):
        closing = {"outcome": "Samen een planning gemaakt.", "revision": one.revision}
        answer = school.client("institute_educator").post(f"/workplace/concerns/{one.pk}/", closing)
        assert answer.status_code == 302
    assert Mail.objects.filter(recipient=school.supervisor).count() == 1


@pytest.mark.req("S-105")
def test_who_is_on_schedule_is_told_that_a_few_talks_are_enough(school: School) -> None:
    assert "a few talks a year are enough" in shown(school, "mila", f"/workplace/students/{school.mila.pk}/")


@pytest.mark.req("S-106", "S-114", "S-115", "S-129")
def test_twice_a_year_both_sides_discuss_who_needs_attention_and_keep_what_they_agreed(school: School) -> None:
    concern(school, "supervisor", "noor", "concern")
    concern(school, "school_educator", "mila")
    client = school.client("school_educator")
    with set_to(DAY):
        plan = f"/workplace/schools/{school.delta.pk}/meetings/new/"
        assert "0 held, 0 planned of 2" in client.get("/workplace/").content.decode()
        assert client.post(plan, {"number": "1", "planned_on": "2026-12-07"}).status_code == 302
        assert client.post(plan, {"number": "1", "planned_on": "2026-12-08"}).status_code == 422
        assert client.post(plan, {"number": "2", "planned_on": "2025-01-01"}).status_code == 422, "a year ago"
        assert client.post(plan, {"number": "2", "planned_on": "2027-04-19"}).status_code == 302
        assert "of 2" not in client.get("/workplace/").content.decode()
    meeting = ReviewMeeting.objects.get(number=1)
    listed = shown(school, "institute_educator", f"/workplace/meetings/{meeting.pk}/")
    assert listed.index("Noor Student") < listed.index("Mila Student")  # the heaviest concern first
    assert "Pim Student" not in listed
    path = f"/workplace/meetings/{meeting.pk}/students/{school.noor.pk}/"
    typed = {
        "institute_side": "Tentamens lopen achter.", "school_side": "In de klas gaat het goed.",
        "plan": "Rooster aanpassen.", "revision": 0,
        "who-0": "Ilse", "what-0": "Belt met de SLC", "due_on-0": "2026-12-14",
    }  # fmt: skip
    with set_to(date(2026, 12, 7)):
        nothing = client.post(path, {"revision": 0}, headers={"accept-language": "en"})
        assert nothing.status_code == 422, "nobody is discussed by sending an empty form"
        assert "Write down what was discussed" in nothing.content.decode()
        assert not Discussed.objects.exists()
        assert school.client("institute_educator").post(path, typed).status_code == 302
        assert client.post(path, typed).status_code == 409  # the colleague was first; what was typed is kept
        minutes = {"held_on": "2026-12-07", "present": "Ilse en Sjoerd", "minutes": "Start is goed.", "revision": 1}
        assert client.post(f"/workplace/meetings/{meeting.pk}/minutes/", {**minutes, "present": ""}).status_code == 422
        early = {**minutes, "held_on": "2026-12-08"}
        assert client.post(f"/workplace/meetings/{meeting.pk}/minutes/", early).status_code == 422, "a day to come"
        assert client.post(f"/workplace/meetings/{meeting.pk}/minutes/", minutes).status_code == 302
        assert client.post(f"/workplace/meetings/{meeting.pk}/minutes/", minutes).status_code == 409
    assert "Start is goed." in shown(school, "institute_educator", f"/workplace/meetings/{meeting.pk}/")
    own = shown(school, "noor", f"/workplace/students/{school.noor.pk}/", date(2026, 12, 8))
    assert "Rooster aanpassen." in own
    assert "Belt met de SLC" in own
    assert Discussed.objects.get().institute_side == "Tentamens lopen achter."
    agreed = MeetingAgreement.objects.get()
    with set_to(date(2026, 12, 9)):
        assert school.client("mila").post(f"/workplace/agreements/{agreed.pk}/done/").status_code == 404
        assert client.post(f"/workplace/agreements/{agreed.pk}/done/").status_code == 302
    agreed.refresh_from_db()
    assert agreed.done_on == date(2026, 12, 9)


@pytest.mark.req("S-117")
def test_a_meeting_is_for_the_educators_of_that_school_only(school: School) -> None:
    with set_to(DAY):
        school.client("school_educator").post(
            f"/workplace/schools/{school.delta.pk}/meetings/new/", {"number": "1", "planned_on": "2026-12-07"}
        )
    path = f"/workplace/meetings/{ReviewMeeting.objects.get().pk}/"
    for member in ("other_educator", "supervisor", "office", "coach", "mila"):
        assert shown(school, member, path) == ""
    assert relations_to(school.viewer("supervisor", DAY), school.mila) == {Relation.WORKPLACE_SUPERVISOR}


def test_half_an_agreement_is_asked_to_be_whole(school: School) -> None:
    with set_to(DAY):
        client = school.client("school_educator")
        client.post(f"/workplace/schools/{school.delta.pk}/meetings/new/", {"number": "1", "planned_on": "2026-12-07"})
        meeting = ReviewMeeting.objects.get()
        path = f"/workplace/meetings/{meeting.pk}/students/{school.mila.pk}/"
        answer = client.post(path, {"plan": "Een plan", "revision": 0, "who-0": "Ilse"})
    assert answer.status_code == 422
    assert "Een plan" in answer.content.decode()
    assert not Discussed.objects.exists()
