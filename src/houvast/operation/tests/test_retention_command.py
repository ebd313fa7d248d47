"""`houvast retention`: what two persons agreed to is carried out, and the log of cases goes on to verify."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from houvast.cases.verify import Head, verify
from houvast.education.models import Enrolment
from houvast.operation.cli import main
from houvast.people import clock
from houvast.people.ids import new_id
from houvast.people.models import Person, PersonalRelation, RoleAssignment, UnitMembership
from houvast.people.viewer import Viewer
from houvast.privacy.actions import erasure
from houvast.privacy.erasing import erasure_digest, seal_of
from houvast.privacy.models import ErasurePlan, ErasureProof
from tests.houvast_testing.cast import Cast, give_role, make_person

pytestmark = pytest.mark.django_db


def approved(cast: Cast) -> ErasurePlan:
    officer = make_person(cast.organisation, "Prisca", "Privacy")
    give_role(officer, RoleAssignment.Role.PRIVACY_OFFICER)
    left = clock.today() - timedelta(days=3 * 365)
    for model in (Enrolment, UnitMembership, PersonalRelation):
        model.objects.filter(student=cast.student).update(starts_on=left - timedelta(days=300), ends_on=left)
    plan = erasure.propose(by=Viewer(officer), at=clock.now())
    erasure.approve(plan=plan, by=Viewer(cast.administrator), revision=plan.revision, at=clock.now())
    return plan


def run(*arguments: str) -> dict[str, object] | list[dict[str, object]]:
    result = CliRunner().invoke(main, ["retention", *arguments, "--json"])
    assert result.exit_code == 0, result.output
    found: dict[str, object] | list[dict[str, object]] = json.loads(result.output)
    return found


def test_only_what_was_approved_and_whose_day_came_is_erased(cast: Cast) -> None:
    plan = approved(cast)
    assert run("run") == {"done": [], "trouble": []}
    assert Person.objects.filter(pk=cast.student.pk).exists()
    ErasurePlan.objects.filter(pk=plan.pk).update(not_before=clock.today())
    done = run("run")
    assert isinstance(done, dict)
    assert len(done["done"]) == 1  # type: ignore[arg-type]
    assert not Person.objects.filter(pk=cast.student.pk).exists()
    assert run("run") == {"done": [], "trouble": []}


def test_due_counts_and_changes_nothing(cast: Cast) -> None:
    approved(cast)
    rows = run("due")
    assert isinstance(rows, list)
    assert [row["due"] for row in rows if row["organisation"] == cast.organisation.name] == [1]


def test_a_case_that_was_erased_lawfully_is_not_called_missing(cast: Cast) -> None:
    plan = approved(cast)
    case = new_id()
    heads = {case: Head(number=3, hash="0" * 64)}
    assert [one.code for one in verify([case], heads, organisation=cast.organisation.pk)] == ["missing"]
    proof = ErasureProof(
        organisation=cast.organisation, plan=plan, at=clock.now(), digests=[erasure_digest(case)], rows={}
    )
    proof.proof = seal_of(proof)
    proof.save(force_insert=True)
    assert not list(verify([case], heads, organisation=cast.organisation.pk))
    other = new_id()
    assert list(verify([other], {other: heads[case]}, organisation=cast.organisation.pk)), "another is still missing"
