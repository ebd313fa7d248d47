"""The progress review: prepared, filled in apart or together, counted as published, given a colour, signed."""

import html
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from houvast.documents.tests import pdfs
from houvast.education.models import Result
from houvast.outbox.models import Mail
from houvast.people.clock import now, set_to
from houvast.people.viewer import Viewer
from houvast.workplace import rating
from houvast.workplace.actions.procedures import begin_with_parts
from houvast.workplace.merging import merge
from houvast.workplace.models import ProgressReview, ReviewRating, ReviewThreshold, Triad
from houvast.workplace.procedure_names import SWITCH
from houvast.workplace.queries.reviews import threshold_on
from houvast.workplace.tests.filled import DAY, fill, hidden, items, planned
from houvast.workplace.tests.school import School, make_school

WHOLE = {
    "held_on": "2026-11-23", "participants": "Mila, Wim", "filled_in_by": "Wim",
    "progress_agreements": "Mila stuurt elke vrijdag haar lesplan.", "development_agreements": "",
}  # fmt: skip


@pytest.fixture
def school(db: None) -> School:
    return make_school()


@pytest.fixture(autouse=True)
def in_english(settings: object) -> object:
    with override("en"):
        yield


def shown(school: School, member: str, path: str, on: date = DAY) -> str:
    with set_to(on):
        answer = school.client(member).get(path, headers={"accept-language": "en"})
    return answer.content.decode() if answer.status_code == 200 else ""


def concluded(school: School, review: ProgressReview, typed: dict[str, str], colour: str, why: str = "") -> int:
    """Filled in together by the supervisor and concluded by the institute's educator."""
    path = f"/workplace/reviews/{review.pk}/"
    assert fill(school.client("supervisor"), path + "fill/together/", typed).status_code == 302
    answer = fill(school.client("institute_educator"), path + "finish/", {"colour": colour, "why": why})
    return answer.status_code


@pytest.mark.req("S-213", "S-214", "S-215", "S-216", "S-243")
def test_the_student_prepares_and_the_training_school_reads_credits_only_when_the_student_says_so(
    school: School,
) -> None:
    Result.objects.create(
        organisation=school.organisation, student=school.mila, on=date(2026, 9, 20),
        title="Didactiek 1", credits_earned=Decimal(42),
    )  # fmt: skip
    review = planned(school)
    path = f"/workplace/reviews/{review.pk}/prepare/"
    assert "42 credits" in shown(school, "mila", path)
    assert shown(school, "supervisor", path) == ""
    typed = {"guide_read": "on", "portfolio": "https://portfolio.example/mila", "learning_questions": "Orde houden"}
    assert fill(school.client("mila"), path, typed).status_code == 302
    page = f"/workplace/reviews/{review.pk}/"
    assert "Orde houden" in shown(school, "supervisor", page)
    assert "42" not in shown(school, "school_educator", page).split("Study progress")[0].split("prepared")[1]
    assert fill(school.client("mila"), path, {**typed, "with_credits": "on"}).status_code == 302
    read = shown(school, "school_educator", page)
    assert "Monday 23 November 2026: 42" in read
    assert "portfolio.example/mila" in read


@pytest.mark.req("S-217", "S-218", "S-222", "S-227", "S-237")
def test_the_form_has_the_head_fourteen_items_and_agreements_for_each_part(school: School) -> None:
    review = planned(school)
    form = shown(school, "supervisor", f"/workplace/reviews/{review.pk}/fill/together/")
    assert form.count("hv-options--rating") == 14
    assert form.count("What do we agree for the coming period?") == 2
    assert "final assessment" not in form
    page = shown(school, "supervisor", f"/workplace/reviews/{review.pk}/")
    for part in ("Mila Student", school.mila.number, "Wim Werkplek", "Sjoerd School", "Ilse Instituut", "Delta Noord"):
        assert part in page
    for member in ("office", "other_educator", "pim"):
        assert shown(school, member, f"/workplace/reviews/{review.pk}/") == ""
    assert "Mila Student" in shown(school, "coach", f"/workplace/reviews/{review.pk}/")


def test_half_filled_in_is_kept_and_cannot_be_finished_without_saying_so(school: School) -> None:
    review = planned(school)
    path = f"/workplace/reviews/{review.pk}/"
    assert concluded(school, review, {**WHOLE, **items(green=3)}, "amber") == 422
    assert "is open to coaching" in shown(school, "supervisor", path)
    assert ReviewRating.objects.filter(review=review, colour="green").count() == 3
    finished = fill(school.client("institute_educator"), path + "finish/", {"colour": "amber", "leave_open": "on"})
    assert finished.status_code == 302
    review.refresh_from_db()
    assert (review.counted, review.warnings) == ("amber", "amber_out_of_reach items_unscored")


def test_two_educators_who_fill_in_the_same_side_apart_do_not_overwrite_each_other(school: School) -> None:
    review = planned(school, way="apart")
    path = f"/workplace/reviews/{review.pk}/fill/educator/"
    with set_to(DAY):
        sjoerd, ilse = school.client("school_educator"), school.client("institute_educator")
        seen = hidden(ilse.get(path).content.decode())
        first = {**hidden(sjoerd.get(path).content.decode()), **items(green=3), "p1-remark": "Van de school"}
        assert sjoerd.post(path, first).status_code == 302
        answer = ilse.post(path, {**seen, "p1-colour": "amber", "p4-colour": "red"}, headers={"accept-language": "en"})
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "The other wrote:</strong> on level" in page
        assert "Van de school" in page
        merged = {
            **hidden(page),
            **items(green=3),
            "p1-colour": "amber",
            "p1-remark": "Van de school",
            "p4-colour": "red",
        }
        assert ilse.post(path, merged).status_code == 302
    colours = dict(ReviewRating.objects.filter(review=review, side="educator").values_list("item", "colour"))
    assert colours == {"p1": "amber", "p2": "green", "p3": "green", "p4": "red"}


@pytest.mark.req("S-219", "S-238", "S-242", "S-243", "S-244", "S-245", "S-246")
def test_a_review_is_finished_signed_by_both_and_kept_without_paper(school: School) -> None:
    review = planned(school)
    path = f"/workplace/reviews/{review.pk}/"
    prepared = {"guide_read": "on", "portfolio": "https://portfolio.example/mila", "learning_questions": "Orde houden"}
    assert fill(school.client("mila"), path + "prepare/", prepared).status_code == 302
    assert shown(school, "mila", path + "finish/") == ""
    with set_to(DAY):
        early = school.client("mila").post(path + "sign/", {"answer": "agree"})
    assert early.status_code == 422
    assert concluded(school, review, {**WHOLE, **items(green=11, amber=3)}, "green") == 302
    assert Mail.objects.filter(kind="signature").count() == 2
    assert fill(school.client("mila"), path + "sign/", {"answer": "agree"}).status_code == 302
    dissent = {"answer": "dissent", "remark": "Punt 4 zie ik anders."}
    assert fill(school.client("supervisor"), path + "sign/", dissent).status_code == 302
    with set_to(DAY):
        assert school.client("supervisor").post(path + "sign/", {"answer": "agree"}).status_code == 422
        assert school.client("supervisor").post(path + "fill/together/", items(red=14)).status_code == 422
        assert school.client("institute_educator").get(path + "sign/").status_code == 404
    assert "Finished and signed: on level." in shown(school, "school_educator", path)
    with set_to(DAY):
        for member in ("mila", "supervisor", "school_educator"):
            file = school.client(member).get(path + "file/", headers={"accept-language": "en"})
            assert file["Content-Type"] == "application/pdf"
        assert school.client("pim").get(path + "file/").status_code == 404
    text = pdfs.text(file.content)
    for said in ("Mila Student", "● on level", "Mila stuurt elke vrijdag haar lesplan.", "Punt 4 zie ik anders."):
        assert said in " ".join(text.split())
    # The form with the learning questions is one file for the portfolio, and the educator's archive keeps it.
    assert "Learning questions and plan: Orde houden" in " ".join(text.split())
    assert "the school-based educator keeps one" in " ".join(text.split())
    later = date(2028, 2, 1)
    archive = shown(school, "school_educator", f"/workplace/students/{school.mila.pk}/reviews/", later)
    assert path in archive
    with set_to(later):
        assert school.client("school_educator").get(path + "file/").status_code == 200


@pytest.mark.req("S-220", "S-221", "S-239", "S-240")
def test_the_published_rule_is_applied_as_written_with_a_warning_where_it_contradicts_itself(school: School) -> None:
    review = planned(school)
    path = f"/workplace/reviews/{review.pk}/"
    fill(school.client("supervisor"), path + "fill/together/", {**WHOLE, **items(green=9, amber=5)})
    counted = shown(school, "institute_educator", path + "finish/")
    assert "amber is out of reach on a full form" in counted
    answer = fill(school.client("institute_educator"), path + "finish/", {"colour": "amber"})
    assert answer.status_code == 422
    assert "The count says another colour" in answer.content.decode()
    why = {"colour": "amber", "why": "Er is een haalbaar plan."}
    assert fill(school.client("institute_educator"), path + "finish/", why).status_code == 302
    review.refresh_from_db()
    assert (review.counted, review.colour, review.warnings) == ("red", "amber", "amber_out_of_reach")
    read = shown(school, "mila", path)
    assert "Why it was seen differently" in read
    assert "Er is een haalbaar plan." in read


def test_green_with_reds_is_counted_green_as_published_and_said(db: None) -> None:
    counted = rating.count(["green"] * 10 + ["red"] * 4, level=2, on=DAY, threshold=None)
    assert (counted.colour, counted.warnings) == ("green", ("red_inside_green",))


@pytest.mark.req("S-240")
def test_a_school_sets_its_own_thresholds_from_a_day_on_and_what_was_before_stays(school: School) -> None:
    typed = {
        "valid_from": "2027-01-01", "least_green": "10", "most_amber": "5", "most_red_in_green": "0",
        "reason": "Negen groen en vijf geel is bij ons geel.",
    }  # fmt: skip
    assert fill(school.client("office"), "/workplace/reviews/thresholds/", typed).status_code == 302
    with set_to(DAY):
        past = school.client("office").post("/workplace/reviews/thresholds/", {**typed, "valid_from": "2026-11-01"})
        assert past.status_code == 422
        assert school.client("supervisor").post("/workplace/reviews/thresholds/", typed).status_code == 404
    assert "Negen groen" in shown(school, "supervisor", "/workplace/reviews/thresholds/")
    organisation = school.organisation.pk
    assert threshold_on(organisation, date(2026, 12, 31)) is None
    own = threshold_on(organisation, date(2027, 1, 1))
    five = ["green"] * 9 + ["amber"] * 5
    assert rating.count(five, level=2, on=date(2027, 1, 1), threshold=own).colour == "amber"
    assert rating.count(five, level=2, on=date(2027, 1, 1), threshold=own).warnings == ()
    assert rating.count(["green"] * 13 + ["red"], level=2, on=DAY, threshold=own).colour == "red"
    assert ReviewThreshold.objects.count() == 1


@pytest.mark.req("S-241")
def test_at_level_four_the_final_assessment_is_asked_too(school: School) -> None:
    Triad.objects.filter(student=school.mila).update(level=4)
    review = planned(school)
    assert concluded(school, review, {**WHOLE, **items(green=14)}, "green") == 422
    path = f"/workplace/reviews/{review.pk}/"
    typed = {"on_schedule": "amber"}
    assert (
        fill(school.client("supervisor"), path + "fill/together/", {**WHOLE, **items(14), **typed}).status_code == 302
    )
    assert fill(school.client("institute_educator"), path + "finish/", {"colour": "green"}).status_code == 302
    assert "On schedule for the final assessment" in shown(school, "mila", path)


@pytest.mark.req("S-218")
def test_filled_in_apart_both_sides_are_compared(school: School) -> None:
    review = planned(school, way="apart")
    path = f"/workplace/reviews/{review.pk}/"
    assert fill(school.client("mila"), path + "fill/student/", items(green=14)).status_code == 302
    assert fill(school.client("supervisor"), path + "fill/supervisor/", items(green=13, red=1)).status_code == 302
    assert shown(school, "supervisor", path + "fill/student/") == ""
    page = shown(school, "mila", path)
    assert page.count("seen differently: talk about it") == 1
    assert "workplace supervisor: " in page
    assert shown(school, "mila", path + "fill/together/") != ""


def test_two_who_write_at_once_are_merged_and_where_both_changed_both_are_shown(school: School) -> None:
    review = planned(school)
    path = f"/workplace/reviews/{review.pk}/fill/together/"
    with set_to(DAY):
        mila, wim = school.client("mila"), school.client("supervisor")
        seen = hidden(mila.get(path).content.decode())
        wims = {**hidden(wim.get(path).content.decode()), **items(green=2), "participants": "Wim"}
        assert wim.post(path, wims).status_code == 302
        mine = {**seen, "p1-colour": "amber", "p3-colour": "green"}
        conflict = mila.post(path, mine, headers={"accept-language": "en"})
        assert conflict.status_code == 409
        page = conflict.content.decode()
        assert "The other wrote:</strong> on level" in page
        assert 'value="Wim"' in page
        again = hidden(page)
        kept = {**again, "p1-colour": "amber", "p2-colour": "green", "p3-colour": "green", "participants": "Wim"}
        assert mila.post(path, kept).status_code == 302
    colours = dict(ReviewRating.objects.filter(review=review).values_list("item", "colour"))
    assert colours == {"p1": "amber", "p2": "green", "p3": "green"}


def test_merging_keeps_what_each_changed_alone() -> None:
    merged = merge(
        seen={"a": "1", "b": "1", "c": "1", "d": "1"},
        mine={"a": "2", "b": "1", "c": "2", "d": "2"},
        stored={"a": "1", "b": "3", "c": "3", "d": "2"},
    )
    assert merged.values == {"a": "2", "b": "3", "c": "2", "d": "2"}
    assert merged.theirs == {"c": "3"}


@pytest.mark.req("S-218")
def test_over_the_reviews_a_trend_is_seen_in_words_beside_the_colours(school: School) -> None:
    for on, colours in (
        (date(2026, 10, 1), items(green=8, amber=4, red=2)),
        (date(2026, 11, 20), items(green=12, amber=2)),
    ):
        review = planned(school)
        ProgressReview.objects.filter(pk=review.pk).update(planned_on=on)
        assert concluded(school, review, {**WHOLE, "held_on": on.isoformat(), **colours},
                         "red" if on.month == 10 else "green") == 302  # fmt: skip
    page = shown(school, "mila", f"/workplace/students/{school.mila.pk}/reviews/")
    assert "↗ better" in page
    assert "→ the same" in page
    assert "The last progress review was on Friday 20 November 2026: on level." in page


@pytest.mark.req("S-216")
def test_credits_are_put_in_a_review_only_when_the_student_ticks_it(school: School) -> None:
    Result.objects.create(
        organisation=school.organisation, student=school.mila, on=date(2026, 9, 20),
        title="Didactiek 1", credits_earned=Decimal(42),
    )  # fmt: skip
    review = planned(school)
    path = f"/workplace/reviews/{review.pk}/prepare/"
    assert 'name="with_credits"' in shown(school, "mila", path)
    assert "checked" not in shown(school, "mila", path), "nobody else chooses that credits are shown"
    assert fill(school.client("mila"), path, {"portfolio": "map"}).status_code == 302
    assert "Credits on" not in shown(school, "supervisor", f"/workplace/reviews/{review.pk}/")


@pytest.mark.req("S-217")
def test_a_review_is_planned_within_the_place_and_held_on_no_day_to_come(school: School) -> None:
    new = f"/workplace/students/{school.mila.pk}/reviews/new/"
    with set_to(DAY):
        for day in ("2020-01-01", "2031-01-01"):
            answer = school.client("mila").post(
                new, {"planned_on": day, "way": "together"}, headers={"accept-language": "en"}
            )
            assert answer.status_code == 422
            assert "This place runs from Tuesday 1 September 2026" in answer.content.decode()
    review = planned(school)
    path = f"/workplace/reviews/{review.pk}/fill/together/"
    late = fill(school.client("supervisor"), path, {**items(14), **WHOLE, "held_on": "2026-11-24"})
    assert late.status_code == 422
    assert "Choose a day on or before 23-11-2026." in late.content.decode()


def test_what_was_seen_without_a_colour_is_asked_for_and_not_lost(school: School) -> None:
    review = planned(school)
    path = f"/workplace/reviews/{review.pk}/fill/together/"
    half = fill(school.client("supervisor"), path, {"p2-remark": "Portfolio is bij."})
    assert half.status_code == 422
    assert "Choose a colour too" in half.content.decode()
    assert "Portfolio is bij." in half.content.decode()
    assert fill(school.client("supervisor"), path, {"p2-remark": "Portfolio is bij.", "p2-colour": "green"}).status_code
    assert "Portfolio is bij." in shown(school, "mila", f"/workplace/reviews/{review.pk}/")


def test_the_forms_of_a_finished_review_lead_back_to_what_was_agreed(school: School) -> None:
    review = planned(school)
    assert concluded(school, review, {**items(14), **WHOLE}, "green") == 302
    path = f"/workplace/reviews/{review.pk}/"
    steps = {"mila": ("prepare/", "fill/together/"), "institute_educator": ("finish/", "fill/together/")}
    with set_to(DAY):
        for member, names in steps.items():
            for name in names:
                answer = school.client(member).get(path + name)
                assert (answer.status_code, answer.headers["Location"]) == (302, path), (member, name)


@pytest.mark.req("S-240")
def test_where_two_saw_it_differently_is_said_only_when_two_filled_it_in(school: School) -> None:
    review = planned(school, way="apart")
    path = f"/workplace/reviews/{review.pk}/"
    assert fill(school.client("mila"), path + "fill/student/", items(2)).status_code == 302
    alone = shown(school, "supervisor", path)
    assert "Filled in by: student" in alone
    assert "Where you saw it differently" not in alone
    assert fill(school.client("supervisor"), path + "fill/supervisor/", items(1, 1)).status_code == 302
    assert "Where you saw it differently is a good start of the talk." in shown(school, "mila", path)


def copy_of(school: School, member: str, language: str) -> str:
    """The page to read of this person's own copy."""
    type(getattr(school, member)).objects.filter(pk=getattr(school, member).pk).update(language=language)
    with set_to(DAY):
        answer = school.client(member).post(reverse("my-copy"), headers={"accept-language": language})
    assert answer.status_code == 200
    kept = zipfile.ZipFile(io.BytesIO(answer.content))
    page = next(kept.read(name).decode() for name in kept.namelist() if name.endswith(".html"))
    return html.unescape(page)


def test_the_own_copy_of_a_review_says_items_colours_and_warnings_in_words(school: School) -> None:
    review = planned(school)
    typed = {**items(1, 1), **WHOLE, "p1-remark": "Laat een planning zien."}
    path = f"/workplace/reviews/{review.pk}/"
    assert fill(school.client("supervisor"), path + "fill/together/", typed).status_code == 302
    finished = {"colour": "amber", "why": "Het groeit.", "leave_open": "on"}
    assert fill(school.client("institute_educator"), path + "finish/", finished).status_code == 302
    dutch = copy_of(school, "mila", "nl")
    for said in (
        "kan laten zien welke opdrachten in welke periode gedaan moeten worden", "enige achterstand",
        "Niet elk onderdeel is ingevuld",
    ):  # fmt: skip
        assert said in dutch, said
    english = copy_of(school, "mila", "en")
    assert "can show which assignments have to be done in which period" in english
    assert "some backlog" in english
    for page in (dutch, english):
        for code in (">p1<", ">items_unscored<", ">amber<", "heeft gezag", "has authority"):
            assert code not in page, code


def test_the_own_copy_of_a_procedure_says_it_in_the_words_of_the_procedure(school: School) -> None:
    with set_to(DAY):
        by = Viewer(school.mila, DAY)
        begin_with_parts(student=school.mila, pack_id=SWITCH, by=by, own_words="Ik ben verhuisd.", at=now())
    said = {
        "nl": ("Wisselen van opleidingsschool", "Ik ben verhuisd.", "instituutsopleider", "begonnen"),
        "en": ("Switch of training school", "Ik ben verhuisd.", "opened"),
    }
    for language, words in said.items():
        page = copy_of(school, "mila", language)
        for one in words:
            assert one in page, (language, one)
        for code in ("training-school-switch", "institute_based", '{"', "act:first_talk"):
            assert code not in page, (language, code)
