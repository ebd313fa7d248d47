"""A person judges whether two rows are one; joining is undone as it was."""

from datetime import date

from django.urls import reverse

from houvast.people import clock
from houvast.transfer.matching import DoubleApplication, suggest
from houvast.transfer.models import Application, BoardRow, MatchSuggestion, Need, Pupil
from houvast.transfer.renewing import renew
from houvast.transfer.tests.scene import Scene, another_pupil, make_pupil
from tests.houvast_testing.cast import make_person

FEBRUARY = date(2027, 2, 10)


def answer(scene: Scene, suggestion: MatchSuggestion, **typed: object) -> int:
    url = reverse("transfer-match", args=(suggestion.pk,))
    sent = {"revision": MatchSuggestion.objects.get(pk=suggestion.pk).revision, **typed}
    return scene.client("counsellor").post(url, sent).status_code


def twin(scene: Scene) -> tuple[Pupil, MatchSuggestion]:
    other = another_pupil(scene, "Ada", "Bos")
    Application.objects.create(
        organisation=scene.school, pupil=other, institution_name="ROC West", programme="Kok", applied_on=FEBRUARY
    )
    Need.objects.create(organisation=scene.school, pupil=other, area="money", text="x", on=FEBRUARY, source="s")
    renew([other], on=FEBRUARY)
    suggest([other], [], at=clock.now())
    return other, MatchSuggestion.objects.get(kind="same_pupil")


def test_two_rows_are_joined_by_a_person_and_parted_again_as_they_were(scene: Scene) -> None:
    other, suggestion = twin(scene)
    page = scene.client("counsellor").get(reverse("transfer-matches")).content.decode()
    assert "dezelfde geboortedatum" in page
    assert "dezelfde naam" in page
    assert answer(scene, suggestion, answer="merged", remark="Gebeld") == 302
    merged = MatchSuggestion.objects.get()
    assert suggestion.other_id is not None
    stays, goes = Pupil.objects.get(pk=suggestion.pupil_id), Pupil.objects.get(pk=suggestion.other_id)
    assert goes.merged_into_id == stays.pk
    assert stays.applications.count() == 2
    assert BoardRow.objects.filter(pupil=goes, closed_on__isnull=True).count() == 0
    assert answer(scene, merged, reason="Toch een ander") == 302
    assert Pupil.objects.filter(merged_into__isnull=True).count() == 2
    assert other.applications.count() == 1
    assert other.needs.count() == 1
    assert BoardRow.objects.filter(pupil=other, closed_on__isnull=True).count() == 1
    assert MatchSuggestion.objects.get().status == "open"


def test_what_was_kept_apart_is_not_asked_again(scene: Scene) -> None:
    other, suggestion = twin(scene)
    assert answer(scene, suggestion, answer="kept_apart") == 302
    suggest([other], [], at=clock.now())
    assert MatchSuggestion.objects.get().status == "kept_apart"


def test_of_two_schools_each_decides_for_itself_and_the_other_is_only_named(scene: Scene) -> None:
    student = make_person(scene.other_school, "Ada", "Bos", is_student=True, birth_date=date(2010, 5, 1))
    claimed = make_pupil(scene.other_school, student)
    renew([claimed], on=FEBRUARY)
    suggest([claimed], [], at=clock.now())
    assert MatchSuggestion.objects.count() == 2
    mine = MatchSuggestion.objects.get(organisation=scene.school)
    page = scene.client("counsellor").get(reverse("transfer-match", args=(mine.pk,))).content.decode()
    assert "Vmbo Zuid" in page
    theirs = MatchSuggestion.objects.get(organisation=scene.other_school)
    assert scene.client("counsellor").get(reverse("transfer-match", args=(theirs.pk,))).status_code == 404
    assert answer(scene, mine, answer="left_us", remark="Verhuisd") == 302
    assert Pupil.objects.get(pk=scene.pupil.pk).closed_on == FEBRUARY
    assert not BoardRow.objects.filter(pupil=scene.pupil, closed_on__isnull=True).exists()
    assert BoardRow.objects.filter(pupil=claimed, closed_on__isnull=True).exists()


def test_a_double_application_counts_once_when_a_person_says_so(scene: Scene) -> None:
    double = Application.objects.create(
        organisation=scene.school, pupil=scene.pupil, institution=scene.roc, institution_name="ROC Midden",
        programme="Verpleging", crebo="25655", level=4, status="agreement_offered", number="A2",
    )  # fmt: skip
    suggest([], [DoubleApplication(application=double, other=scene.application, is_recycled=False)], at=clock.now())
    renew([scene.pupil], on=FEBRUARY)
    assert scene.standing(scene.school) == "placed"
    assert answer(scene, MatchSuggestion.objects.get(), answer="merged") == 302
    assert scene.standing(scene.school) == "applied"


def test_only_who_manages_the_transfers_of_the_school_judges(scene: Scene) -> None:
    _, suggestion = twin(scene)
    url = reverse("transfer-match", args=(suggestion.pk,))
    for member in ("mentor", "colleague", "intake", "officer", "student"):
        assert scene.client(member).get(url).status_code == 404
        assert scene.client(member).get(reverse("transfer-matches")).status_code == 404
