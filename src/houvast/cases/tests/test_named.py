"""Who was named in one case opens that case, and no other of the same student."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import override

from houvast.cases.actions import act, begin
from houvast.cases.actions.naming import name_for_role
from houvast.cases.errors import NotYourRole
from houvast.cases.models import Case
from houvast.cases.pack_library import national
from houvast.cases.queries import cases_of, open_cases, tasks_about
from houvast.core.procedure.log import Do
from houvast.core.procedure.roles import Role
from houvast.people.clock import now
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast, make_account, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def begun(cast: Cast, pack: str) -> Case:
    return begin(student=cast.student, pack=national()[pack], role=Role.COACH, by=Viewer(cast.coach), at=now())


@pytest.fixture
def named(cast: Cast) -> Person:
    """A teacher of another team, without any tie to the student of their own."""
    person = make_person(cast.organisation, "Nadia", "Named")
    make_account(person)
    return person


def name(cast: Cast, case: Case, person: Person) -> None:
    give = {"role": Role.SUPPORT_ADVISOR, "person_id": person.pk, "by": Viewer(cast.team_leader), "at": now()}
    name_for_role(case=case, **give)  # type: ignore[arg-type]


def test_the_named_case_opens_and_the_other_does_not(cast: Cast, named: Person) -> None:
    mine, other = begun(cast, "care-team"), begun(cast, "support-agreement")
    client = Client()
    client.force_login(named.account)
    for case in (mine, other):
        assert client.get(f"/cases/{case.pk}/").status_code == 404
    name(cast, mine, named)
    assert client.get(f"/cases/{mine.pk}/").status_code == 200
    assert client.get(f"/cases/{mine.pk}/log/").status_code == 200
    for path in ("", "log/", "people/", "proof/"):
        assert client.get(f"/cases/{other.pk}/{path}").status_code == 404
    assert client.get(f"/students/{cast.student.pk}/cases/").status_code == 404
    shown = client.get("/cases/").content.decode()
    assert str(mine.pk) in shown
    assert str(other.pk) not in shown


def test_lists_of_cases_and_tasks_show_the_named_case_only(cast: Cast, named: Person) -> None:
    mine, other = begun(cast, "care-team"), begun(cast, "support-agreement")
    name(cast, mine, named)
    viewer = Viewer(named)
    assert [one.id for one in cases_of(cast.student, viewer)] == [mine.pk]
    assert [one.id for one in open_cases(viewer)] == [mine.pk]
    assert {one.case for one in tasks_about(cast.student, viewer)} <= {mine.pk}
    of_coach = Viewer(cast.coach)
    assert {one.id for one in cases_of(cast.student, of_coach)} == {mine.pk, other.pk}
    assert {one.id for one in open_cases(of_coach)} == {mine.pk, other.pk}


def test_the_name_gives_a_part_in_that_case_and_in_no_other(cast: Cast, named: Person) -> None:
    mine, other = begun(cast, "care-team"), begun(cast, "support-agreement")
    name(cast, mine, named)
    told = Do(act="nothing", by=str(named.pk), role=Role.SUPPORT_ADVISOR, data={})
    with pytest.raises(NotYourRole):
        act(case_id=other.pk, action=told, by=Viewer(named), at=now(), seen_revision=other.revision)


def test_who_is_replaced_leaves_the_case_and_the_student(cast: Cast, named: Person) -> None:
    mine = begun(cast, "care-team")
    name(cast, mine, named)
    second = make_person(cast.organisation, "Sana", "Second")
    make_account(second)
    name(cast, mine, second)
    client = Client()
    client.force_login(named.account)
    assert client.get(f"/cases/{mine.pk}/").status_code == 404
    assert not PersonalRelation.objects.filter(holder=named, kind="case_team").exists()
    client.force_login(second.account)
    assert client.get(f"/cases/{mine.pk}/").status_code == 200


def test_a_tie_to_the_student_goes_on_giving_what_it_gave(cast: Cast) -> None:
    """A name adds to what somebody may, and takes nothing away."""
    mine, other = begun(cast, "care-team"), begun(cast, "support-agreement")
    name(cast, mine, cast.support_advisor)
    client = cast.client("support_advisor")
    assert client.get(f"/cases/{mine.pk}/").status_code == 200
    assert client.get(f"/cases/{other.pk}/").status_code == 200
