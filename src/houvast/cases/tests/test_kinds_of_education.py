"""A student is offered the procedures of the own kind of education: those of the mbo, or those of the hbo."""

import json

import pytest

from houvast.cases.actions import begin
from houvast.cases.errors import CannotNow
from houvast.cases.models import Case
from houvast.cases.pack_library import national
from houvast.cases.pinned import canonical
from houvast.cases.tests.play import FOUND, GONE, OK, Play, expect, reasons
from houvast.core.procedure.roles import Role
from houvast.education.models import Programme
from houvast.people.clock import now
from houvast.people.models import Organisation
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db

OF_THE_MBO, OF_THE_HBO, OF_BOTH = "/cases/new/study-advice/", "/cases/new/hbo-study-advice/", "/cases/new/complaint/"


@pytest.fixture
def play(cast: Cast) -> Play:
    return Play(cast=cast)


def offered(play: Play, who: str = "coach") -> str:
    return expect(play.get(who, f"/students/{play.cast.student.pk}/cases/"), OK).content.decode()


def library(play: Play) -> tuple[str, str]:
    """What the library shows as for the own school, and as for another kind of education."""
    page = expect(play.get("coach", "/procedures/"), OK).content.decode()
    ours, _, others = page.partition("Voor een andere soort onderwijs")
    return ours, others


def test_a_student_of_the_mbo_is_offered_no_procedure_of_the_hbo(play: Play) -> None:
    page = offered(play)
    assert OF_THE_MBO in page
    assert OF_BOTH in page
    assert OF_THE_HBO not in page
    expect(play.get("coach", f"/students/{play.cast.student.pk}{OF_THE_HBO}"), GONE)
    expect(play.post("coach", f"/students/{play.cast.student.pk}{OF_THE_HBO}", fill=False), GONE)


def test_at_an_institution_for_hbo_it_is_the_reverse(play: Play) -> None:
    Organisation.objects.filter(pk=play.cast.organisation.pk).update(education="hbo")
    page = offered(play)
    assert OF_THE_MBO not in page
    assert OF_THE_HBO in page
    ours, others = library(play)
    assert "/procedures/hbo-exit-talk/" in ours
    assert "/procedures/improvement-track/" in others


def test_a_programme_of_the_other_kind_goes_before_the_institution(play: Play) -> None:
    Programme.objects.filter(organisation=play.cast.organisation).update(education="hbo")
    page = offered(play)
    assert OF_THE_HBO in page
    assert OF_THE_MBO not in page
    ours, others = library(play)
    assert "/procedures/hbo-exit-talk/" in ours
    assert "/procedures/improvement-track/" in ours
    assert not others


def test_the_action_refuses_it_too_and_says_why(cast: Cast) -> None:
    with pytest.raises(CannotNow) as refused:
        begin(
            student=cast.student, pack=national()["hbo-study-advice"], role=Role.COACH, by=Viewer(cast.coach), at=now()
        )
    assert "hbo" in refused.value.reasons[0].text.nl
    assert not Case.objects.exists()


def test_a_case_that_runs_stays_when_the_programme_changes_its_kind(play: Play) -> None:
    play.to_start()
    Programme.objects.filter(organisation=play.cast.organisation).update(education="hbo")
    assert play.base in offered(play)
    expect(play.act("coach", "stop", reasons(option="student_leaves")), FOUND)
    page = expect(play.get("coach", play.base), OK).content.decode()
    assert "Uitschrijven op eigen verzoek" in page
    assert "/cases/new/deregistration/" not in page, "what may follow is said, but is no way for this student"


def test_for_whom_a_procedure_is_does_not_make_a_new_version_of_running_cases() -> None:
    pack = national()["improvement-track"]
    assert pack.education
    assert "education" not in json.loads(canonical(pack))


def test_the_office_sets_the_kind_of_a_programme_and_of_the_institution(play: Play) -> None:
    programme = Programme.objects.filter(organisation=play.cast.organisation).get()
    typed = {"name": programme.name, "crebo": programme.crebo, "education": "hbo", "level": "", "years": ""}
    expect(play.post("administrator", f"/administration/programmes/{programme.pk}/", typed), FOUND)
    programme.refresh_from_db()
    assert programme.education == "hbo"
    page = expect(play.get("administrator", "/administration/institution/"), OK).content.decode()
    assert 'name="education"' in page
