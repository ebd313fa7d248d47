"""Signing the plan: the version is pinned by its hash; who sees it differently says so beside the signature."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext

from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.plan.actions.changes import note_change
from houvast.plan.models import Plan, PlanChange, PlanSignature, PlanVersion
from houvast.plan.queries.rows import section_rows
from houvast.plan.queries.sharing import relations_of, visible
from houvast.plan.queries.versions import Text, seen_areas, signs_as, text_of


def sign(*, student: Person, by: Viewer, seen_sha256: str, answer: str, remark: str, at: datetime) -> PlanSignature:
    """Sign the plan as it was read (`seen_sha256`); `answer` is a PlanSignature.Answer value.

    Raises ChangedMeanwhile when the plan reads differently by now, CannotBeDone when this version was signed already or
    holds nothing that the signer may see.
    """
    relation = signs_as(by, student)
    if relation is None:
        raise PermissionDenied
    with transaction.atomic():
        plan = Plan.objects.select_for_update(of=("self",)).select_related("student").get(student=student)
        text = text_of(plan)
        if text.sha256 != seen_sha256:
            raise ChangedMeanwhile("The plan")
        areas = seen_areas(visible(section_rows(plan), relations_of(by, student)), text)
        if not areas:
            raise CannotBeDone(gettext("There is nothing in the plan yet that you can sign."))
        version = _version(plan, text, at)
        try:
            with transaction.atomic():
                signature = PlanSignature.objects.create(
                    organisation_id=student.organisation_id,
                    version=version,
                    signer=by.person,
                    signer_name=by.person.name,
                    relation=relation,
                    answer=answer,
                    remark=remark or None,
                    areas=",".join(areas),
                    at=at,
                )
        except IntegrityError as already:
            raise CannotBeDone(gettext("You have already signed this version.")) from already
        note_change(plan, PlanChange.Kind.SIGNED, by, at, after=str(version.number))
    return signature


def _version(plan: Plan, text: Text, at: datetime) -> PlanVersion:
    """The kept version with this hash; a new one when the plan never read like this before."""
    known = PlanVersion.objects.filter(plan=plan, sha256=text.sha256).first()
    if known is not None:
        return known
    latest = PlanVersion.objects.filter(plan=plan).aggregate(number=Max("number"))["number"] or 0
    return PlanVersion.objects.create(
        organisation_id=plan.organisation_id,
        plan=plan,
        number=latest + 1,
        content=text.content,
        sha256=text.sha256,
        made_at=at,
    )
