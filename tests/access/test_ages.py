"""Rights that move on a birthday: the day before, the day itself, the day after, through the guardian's own pages."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.urls import reverse

from houvast.people import clock
from houvast.people.models import PersonalRelation
from houvast.privacy.models import ReadLog, RightsRequest
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAGES = ("student", "absence:of-student", "education:progress", "cases:of-student")


def eighteenth(birth: date) -> date:
    """The day itself; who was born on 29 February becomes 18 on 1 March of a year without one (BW art. 1:233)."""
    try:
        return birth.replace(year=birth.year + 18)
    except ValueError:
        return date(birth.year + 18, 3, 1)


def sees(cast: Cast, member: str, day: date, page: str) -> bool:
    with clock.set_to(day):
        status = cast.client(member).get(reverse(page, args=[cast.student.pk])).status_code
    assert status in {200, 404}
    return status == 200


@pytest.mark.req("S-547", "S-608")
@pytest.mark.parametrize("birth", [date(2008, 12, 15), date(2009, 1, 1), date(2008, 2, 29), date(2008, 12, 31)])
def test_at_eighteen_a_guardian_sees_nothing_any_more_unless_the_student_says_so(cast: Cast, birth: date) -> None:
    cast.student.birth_date = birth
    cast.student.save(update_fields=["birth_date"])
    turns = eighteenth(birth)
    PersonalRelation.objects.update(starts_on=turns - 400 * DAY)
    for page in PAGES:
        assert sees(cast, "guardian", turns - DAY, page), page
        assert not sees(cast, "guardian", turns, page), page
        assert not sees(cast, "guardian", turns + DAY, page), page
    tie = PersonalRelation.objects.filter(holder=cast.guardian)
    tie.update(student_consents=True)
    assert all(sees(cast, "guardian", turns + DAY, page) for page in PAGES)
    tie.update(shared_data=",absence,")
    assert [sees(cast, "guardian", turns, page) for page in PAGES] == [True, True, False, False], (
        "the name, and what is shared"
    )
    assert all(sees(cast, "guardian", turns - DAY, page) for page in PAGES), "of a minor it is not asked"
    tie.update(student_consents=False)
    assert not any(sees(cast, "guardian", turns, page) for page in PAGES)


def test_the_student_s_own_rights_do_not_wait_for_a_birthday(cast: Cast) -> None:
    """At 15, 16, 17 and 18 a student sees, asks and takes along the same."""
    for age in (15, 16, 17, 18):
        cast.student.birth_date = clock.today().replace(year=clock.today().year - age, day=1)
        cast.student.save(update_fields=["birth_date"])
        client = cast.client("student")
        assert client.get(reverse("my-data")).status_code == 200
        assert client.get(reverse("who-looked")).status_code == 200
        assert client.post(reverse("my-copy")).status_code == 200


@pytest.mark.parametrize("authority", [True, False])
def test_an_unknown_birth_date_gives_no_guardian_access(cast: Cast, authority: bool) -> None:
    cast.student.birth_date = None
    cast.student.save(update_fields=["birth_date"])
    PersonalRelation.objects.filter(holder=cast.guardian).update(has_authority=authority, student_consents=True)
    assert not any(sees(cast, "guardian", clock.today(), page) for page in PAGES)


def sixteenth(birth: date) -> date:
    """The day itself; sixteen years after a 29 February there is one again."""
    return birth.replace(year=birth.year + 16)


def child_of(cast: Cast, birth: date | None, since: date) -> None:
    cast.student.birth_date = birth
    cast.student.save(update_fields=["birth_date"])
    PersonalRelation.objects.update(starts_on=since)


def rights_of(cast: Cast, member: str, day: date) -> list[int]:
    """What this member gets of the pages about a child's rights: page, copy, form, who looked."""
    with clock.set_to(day):
        client, key = cast.client(member), [cast.student.pk]
        return [
            client.get(reverse("child-data", args=key)).status_code,
            client.post(reverse("child-copy", args=key)).status_code,
            client.get(reverse("child-ask", args=key)).status_code,
            client.get(reverse("child-looked", args=key)).status_code,
        ]


@pytest.mark.req("S-547", "S-608")
@pytest.mark.parametrize("birth", [date(2011, 12, 15), date(2012, 2, 29), date(2011, 12, 31)])
def test_until_sixteen_the_guardian_exercises_the_rights_and_from_that_day_the_student_alone(
    cast: Cast, birth: date
) -> None:
    turns = sixteenth(birth)
    child_of(cast, birth, turns - 400 * DAY)
    assert rights_of(cast, "guardian", turns - DAY) == [200] * 4
    assert rights_of(cast, "guardian", turns) == [404] * 4
    assert rights_of(cast, "guardian", turns + DAY) == [404] * 4
    assert sees(cast, "guardian", turns, "student"), "seeing the page of a minor does not end with it"
    for day in (turns - DAY, turns):
        with clock.set_to(day):
            assert cast.client("student").get(reverse("my-data")).status_code == 200


def test_only_a_guardian_with_authority_exercises_rights_and_nobody_for_an_unknown_age(cast: Cast) -> None:
    day = date(2026, 12, 1)
    child_of(cast, date(2012, 5, 1), day - 400 * DAY)
    for member in ("student", "coach", "team_leader", "trusted_person", "administration", "administrator", "partner"):
        assert rights_of(cast, member, day) == [404] * 4, member
    tie = PersonalRelation.objects.filter(holder=cast.guardian)
    tie.update(has_authority=False)
    assert rights_of(cast, "guardian", day) == [404] * 4
    tie.update(has_authority=True)
    child_of(cast, None, day - 400 * DAY)
    assert rights_of(cast, "guardian", day) == [404] * 4


def test_what_a_guardian_asks_the_child_sees_and_at_sixteen_may_take_back(cast: Cast) -> None:
    birth = date(2011, 12, 15)
    turns = sixteenth(birth)
    child_of(cast, birth, turns - 400 * DAY)
    asked = {"kind": "correct", "about": "absence", "words": "Die dag was hij bij de tandarts."}
    with clock.set_to(turns - DAY):
        page = cast.client("guardian").get(reverse("child-ask", args=[cast.student.pk]))
        about = {value for value, _ in page.context["form"].fields["about"].choices}
        assert "absence" in about
        assert not about & {"counselling", "in_confidence", "talks", "contest"}
        sent = cast.client("guardian").post(reverse("child-ask", args=[cast.student.pk]), asked)
        assert sent["Location"] == reverse("child-data", args=[cast.student.pk])
        assert "tandarts" in cast.client("guardian").get(sent["Location"]).content.decode()
        own = cast.client("student").get(reverse("my-data")).content.decode()
        assert "tandarts" in own
        assert "gevraagd door je ouder of verzorger" in own
        request = RightsRequest.objects.get()
        take_back = reverse("withdraw-request", args=[request.pk])
        assert cast.client("student").post(take_back).status_code == 404
    with clock.set_to(turns):
        mother = reverse("child-withdraw", args=[cast.student.pk, request.pk])
        assert cast.client("guardian").post(mother).status_code == 404
        assert cast.client("student").post(take_back).status_code == 302
    request.refresh_from_db()
    assert request.state == RightsRequest.State.WITHDRAWN


def test_a_guardian_s_copy_holds_nothing_of_what_the_child_told_others(cast: Cast) -> None:
    day = date(2026, 12, 1)
    child_of(cast, date(2012, 5, 1), day - 400 * DAY)
    with clock.set_to(day):
        copy = cast.client("guardian").post(reverse("child-copy", args=[cast.student.pk]))
    with zipfile.ZipFile(io.BytesIO(copy.content)) as kept:
        data = json.loads(kept.read("my-data.json"))
    assert set(data["data"]) <= {
        *("people.Person", "people.PersonalRelation", "people.UnitMembership", "people.PersonIdentifier"),
        *("education.Enrolment", "attendance.Absence", "attendance.SickReport"),
    }
    assert len(data["left_out"]) == 1
    assert data["files"] == []


def test_the_guardian_s_list_of_who_looked_leaves_out_who_helps_the_child(cast: Cast) -> None:
    day = date(2026, 12, 1)
    child_of(cast, date(2012, 5, 1), day - 400 * DAY)
    reads = (
        ("guidance", "student"),
        ("support", "student"),
        ("guidance", "appointments:help"),
        ("emergency", "student"),
    )
    for purpose, page in reads:
        ReadLog.objects.create(
            organisation=cast.organisation, reader=cast.coach, purpose=purpose, page=page,
            students=[cast.student.pk.hex], at=clock.now(),
        )  # fmt: skip
    with clock.set_to(day):
        seen = cast.client("guardian").get(reverse("child-looked", args=[cast.student.pk]))
        shown = [one for each in seen.context["days"] for one in each["reads"]]
        assert [one["times"] for one in shown if one["who"] == cast.coach.name] == [1]
        own = cast.client("student").get(reverse("who-looked"))
    assert sum(one["times"] for each in own.context["days"] for one in each["reads"]) >= 4
