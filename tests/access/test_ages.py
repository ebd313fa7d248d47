"""Rights that move on a birthday: the day before, the day itself, the day after, through the guardian's own pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from houvast.people import clock
from houvast.people.models import PersonalRelation
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
