"""Erasure after term: nothing of the person is left anywhere, the proof stays, and who must be kept is kept."""

import json
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from houvast.education.models import Enrolment
from houvast.guidance.models import Talk, TalkCorrection, WorkingNote
from houvast.people import clock
from houvast.people.actions.record import NotYours
from houvast.people.models import Person, PersonalRelation, RoleAssignment, UnitMembership
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer
from houvast.plan.models import Plan, PlanChange, PlanSignature, PlanVersion
from houvast.privacy.actions import erasure
from houvast.privacy.erasing import StillNamed, erase_persons, seal_of, still_named, was_erased
from houvast.privacy.models import ErasurePlan, ErasureProof, LegalHold, ReadLog
from houvast.privacy.registry import Kept
from houvast.privacy.retention import due
from houvast.privacy.scope import as_owner_in_this_scope, organisation_scope
from houvast.privacy.tasks import list_reads
from houvast.privacy.wall import APPEND_ONLY
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person

pytestmark = pytest.mark.django_db
LEFT = date(2023, 7, 31)


@pytest.fixture
def officer(cast: Cast) -> Person:
    person = make_person(cast.organisation, "Prisca", "Privacy")
    make_account(person)
    give_role(person, RoleAssignment.Role.PRIVACY_OFFICER)
    return person


def leaves(student: Person, on: date = LEFT) -> None:
    """The student left this school on that day."""
    starts_on = on - timedelta(days=400)
    for model in (Enrolment, UnitMembership, PersonalRelation):
        rows = model.objects.filter(student=student)
        rows.update(starts_on=starts_on, ends_on=on)


def with_a_life(cast: Cast) -> Person:
    """The cast's student with talks, a note, reads by others and by themselves."""
    student = cast.student
    Talk.objects.create(
        organisation=cast.organisation, student=student, kind="progress", held_on=LEFT, led_by=cast.coach,
        report="Sam vertelt over thuis.", recorded_at=clock.now(),
    )  # fmt: skip
    WorkingNote.objects.create(
        organisation=cast.organisation, student=student, writer=cast.coach, text="Bellen.", written_at=clock.now()
    )
    for member in ("coach", "student", "administration"):
        cast.client(member).get(reverse("student", args=(student.pk,)))
    cast.client("coach").get(reverse("students"))
    return student


def planned(cast: Cast, officer: Person) -> ErasurePlan:
    plan = erasure.propose(by=Viewer(officer), at=clock.now())
    plan.refresh_from_db()
    erasure.approve(plan=plan, by=Viewer(cast.administrator), revision=plan.revision, at=clock.now())
    return plan


def carry_out(plan: ErasurePlan) -> ErasureProof | None:
    with organisation_scope([plan.organisation_id]):
        as_owner_in_this_scope()
        while list_reads(plan.organisation_id):
            pass
        return erasure.carry_out(plan=plan, at=clock.now() + erasure.ANNOUNCED_FOR)


def every_text() -> str:
    """Every value of every table, sealed ones opened."""
    rows = (row for model in apps.get_models(include_auto_created=True) for row in model._default_manager.values_list())
    return "\n".join(" ".join(str(value) for value in row) for row in rows)


def test_after_erasure_no_table_names_the_person_and_the_proof_stays(cast: Cast, officer: Person) -> None:
    Person.objects.filter(pk=cast.student.pk).update(family_name="Kwastenhoven", sort_name="kwastenhoven sam")
    cast.student.refresh_from_db()
    student = with_a_life(cast)
    student_id, number, family = student.pk, student.number, student.family_name
    leaves(student)
    plan = planned(cast, officer)
    assert {row.kept for row in plan.rows.filter(person=student)} == {Kept.LAST}
    proof = carry_out(plan)
    assert proof is not None
    assert not list(still_named(cast.organisation.pk, [student_id]))
    everything = every_text()
    for name in (str(student_id), student_id.hex, number, family, "Sam vertelt over thuis"):
        assert name not in everything, name
    assert proof.proof == seal_of(proof)
    assert was_erased(cast.organisation.pk, student_id)
    assert not was_erased(cast.organisation.pk, cast.coach.pk)
    assert proof.rows["guidance_talk"] == 1
    assert Person.objects.filter(pk=cast.coach.pk).exists(), "staff stay"


def test_what_is_only_ever_added_to_goes_with_its_student(cast: Cast, officer: Person) -> None:
    """The application may not change these rows: an erasure runs with the rights of the owner."""
    student, own = with_a_life(cast), {"organisation": cast.organisation}
    talk = Talk.objects.get(student=student)
    TalkCorrection.objects.create(
        talk=talk, earlier_report="Anders.", reason="Naam", corrected_by=cast.coach, at=clock.now(), **own
    )
    plan = Plan.objects.create(student=student, started_at=clock.now(), started_by=student, **own)
    PlanChange.objects.create(
        plan=plan, kind=PlanChange.Kind.STARTED, by=student, by_name=student.name, at=clock.now(), **own
    )
    version = PlanVersion.objects.create(plan=plan, number=1, content="[]", sha256="0" * 64, made_at=clock.now(), **own)
    PlanSignature.objects.create(
        version=version,
        signer=student,
        signer_name=student.name,
        relation="self",
        answer="agree",
        at=clock.now(),
        **own,
    )
    leaves(student)
    proof = carry_out(planned(cast, officer))
    assert proof is not None
    for model in (TalkCorrection, PlanChange, PlanVersion, PlanSignature):
        assert model._meta.db_table in APPEND_ONLY & proof.rows.keys()
        assert not model._default_manager.exists(), model
    assert not list(still_named(cast.organisation.pk, [student.pk]))


def test_a_proof_that_was_changed_proves_nothing(cast: Cast, officer: Person) -> None:
    student = cast.student
    leaves(student)
    proof = carry_out(planned(cast, officer))
    assert proof is not None
    proof.rows["guidance_talk"] = 99
    with organisation_scope([cast.organisation.pk]):
        as_owner_in_this_scope()
        proof.save()
        assert not was_erased(cast.organisation.pk, student.pk)


def test_who_was_known_for_the_student_only_goes_along(cast: Cast, officer: Person) -> None:
    guardian = cast.guardian
    guardian.account.delete()
    leaves(cast.student)
    carry_out(planned(cast, officer))
    assert not Person.objects.filter(pk=guardian.pk).exists()


def test_one_dossier_in_a_list_of_reads_is_taken_out_of_it(cast: Cast, officer: Person) -> None:
    with_a_life(cast)
    other = cast.other_student
    ReadLog.objects.create(
        organisation=cast.organisation, reader=cast.team_leader, at=clock.now(), purpose="guidance", page="students",
        request_id="1", students=[cast.student.pk.hex, other.pk.hex],
    )  # fmt: skip
    leaves(cast.student)
    carry_out(planned(cast, officer))
    assert ReadLog.objects.get(request_id="1").students == [other.pk.hex]


def test_nothing_is_planned_of_who_is_still_here_or_on_hold(cast: Cast, officer: Person) -> None:
    assert not due(cast.organisation.pk, clock.today())
    leaves(cast.student)
    erasure.hold(person=cast.student, reason="beroep", by=Viewer(officer), at=clock.now())
    (found,) = due(cast.organisation.pk, clock.today())
    assert found.held
    with pytest.raises(CannotBeDone):
        erasure.propose(by=Viewer(officer), at=clock.now())
    erasure.lift(held=LegalHold.objects.get(), by=Viewer(officer), at=clock.now())
    assert erasure.propose(by=Viewer(officer), at=clock.now()).rows.count() == 1


def test_a_hold_after_approval_still_keeps(cast: Cast, officer: Person) -> None:
    leaves(cast.student)
    plan = planned(cast, officer)
    erasure.hold(person=cast.student, reason="klacht", by=Viewer(officer), at=clock.now())
    carry_out(plan)
    assert Person.objects.filter(pk=cast.student.pk).exists()


def test_a_term_ends_on_its_day(cast: Cast) -> None:
    leaves(cast.student, date(2024, 11, 21))
    assert not due(cast.organisation.pk, date(2026, 11, 21))
    assert due(cast.organisation.pk, date(2026, 11, 22))


def test_nobody_approves_an_own_plan_and_nobody_else_proposes(cast: Cast, officer: Person) -> None:
    leaves(cast.student)
    for person in (cast.administrator, cast.coach, cast.team_leader):
        with pytest.raises(NotYours):
            erasure.propose(by=Viewer(person), at=clock.now())
    plan = erasure.propose(by=Viewer(officer), at=clock.now())
    with pytest.raises(CannotBeDone):
        erasure.approve(plan=plan, by=Viewer(officer), revision=1, at=clock.now())
    with pytest.raises(NotYours):
        erasure.approve(plan=plan, by=Viewer(cast.team_leader), revision=1, at=clock.now())
    other = make_person(cast.other_organisation, "Ada", "Anders")
    give_role(other, RoleAssignment.Role.ADMINISTRATOR)
    with pytest.raises(NotYours):
        erasure.approve(plan=plan, by=Viewer(other), revision=1, at=clock.now())


def test_nothing_is_erased_before_its_day_or_without_approval(cast: Cast, officer: Person) -> None:
    leaves(cast.student)
    plan = erasure.propose(by=Viewer(officer), at=clock.now())
    assert carry_out(plan) is None
    erasure.approve(plan=plan, by=Viewer(cast.administrator), revision=plan.revision, at=clock.now())
    with organisation_scope([plan.organisation_id]):
        as_owner_in_this_scope()
        assert erasure.carry_out(plan=plan, at=clock.now()) is None
    assert Person.objects.filter(pk=cast.student.pk).exists()


def test_a_place_that_nobody_thought_of_undoes_the_erasure(cast: Cast) -> None:
    student = cast.student
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE forgotten (said text)")
        cursor.execute("INSERT INTO forgotten VALUES (%s)", [f"see {student.pk}"])
    with organisation_scope([cast.organisation.pk]):
        as_owner_in_this_scope()
        with pytest.raises(StillNamed, match=r"forgotten\.said"):
            erase_persons(cast.organisation.pk, [student.pk])
    assert Person.objects.filter(pk=student.pk).exists()


def test_a_student_takes_everything_along_in_words_and_as_data(cast: Cast) -> None:
    student = with_a_life(cast)
    answer = cast.client("student").post(reverse("my-copy"))
    assert answer.status_code == 200
    kept = zipfile.ZipFile(BytesIO(answer.content))
    data = json.loads(kept.read("my-data.json"))
    page = next(kept.read(name).decode() for name in kept.namelist() if name.endswith(".html"))
    assert data["data"]["guidance.Talk"][0]["report"] == "Sam vertelt over thuis."
    assert "Sam vertelt over thuis." in page
    assert student.name in page
    assert "h1,h2{line-height:1.2;overflow-wrap:anywhere" in page, "a long word of a heading fits on a phone"
    assert "Bellen." not in page + json.dumps(data), "somebody's own notes are not given along"
    assert any("geheugen" in one["why"] or "memory" in one["why"] for one in data["left_out"])
    assert cast.other_student.name not in page


def test_a_copy_is_the_student_s_own_and_asks_who_it_is_after_a_while(cast: Cast) -> None:
    for member in ("coach", "guardian", "administrator", "support_advisor"):
        assert cast.client(member).post(reverse("my-copy")).status_code == 404
    assert Client().post(reverse("my-copy")).status_code == 302
    client = cast.client("student")
    session = client.session
    session["strong_at"] = (clock.real_now() - timedelta(minutes=16)).isoformat()
    session.save()
    answer = client.post(reverse("my-copy"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("say-again"))
