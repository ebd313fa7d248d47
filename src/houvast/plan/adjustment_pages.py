"""What the pages of adjustments show."""

from typing import Any

from django import forms
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.people.carrying import typed_in
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.plan import law
from houvast.plan.forms.adjustments import EvaluateForm, GrantForm, RefuseForm
from houvast.plan.merging import answer_differences
from houvast.plan.models import Adjustment, AdjustmentEvaluation
from houvast.plan.queries import adjustments as queries
from houvast.plan.words import ADJUSTMENT_STATUSES, DOMAINS, GROUNDS, OUTCOMES
from houvast.privacy import door
from houvast.web.components import Fact, Rating, Row
from houvast.web.days import long_day

Status = Adjustment.Status
_RATINGS = {Status.GRANTED: Rating.GREEN, Status.ASKED: Rating.AMBER}


def status_name(adjustment: Adjustment) -> str:
    """Where it stands, in words."""
    return str(ADJUSTMENT_STATUSES[Status(adjustment.status)])


def list_page(student: Person, viewer: Viewer) -> dict[str, Any]:
    """The context of the list of one student."""
    own = viewer.person.pk == student.pk
    found = queries.adjustments_of(student)
    asks = door.may(viewer, student, Data.ADJUSTMENT, Action.RECORD)
    return {
        "student": student,
        "own": own,
        "rows": tuple(_row(one) for one in found),
        "today": viewer.day,
        "granted": sum(one.status == Status.GRANTED for one in found),
        "ask_url": reverse("plan:ask", args=(student.pk,)) if asks else "",
        "plan_url": reverse("plan:of-student", args=(student.pk,)) if door.may(viewer, student, Data.PLAN) else "",
        "annex_url": reverse("plan:annex", args=(student.pk,)) if queries.any_holds(found, viewer.day) else "",
        "procedure_url": _procedures(student) if door.may(viewer, student, Data.CASES, Action.RECORD) else "",
        "back": reverse("start") if own else reverse("student", args=(student.pk,)),
        "back_label": gettext("Start") if own else student.name,
    }


def _procedures(student: Person) -> str:
    """Where the support agreement is drawn up and signed, as a procedure."""
    try:
        return reverse("cases:of-student", args=(student.pk,))
    except NoReverseMatch:
        return ""


def _row(adjustment: Adjustment) -> Row:
    url = reverse("plan:adjustment", args=(adjustment.pk,))
    return Row(
        name=queries.name_of(adjustment),
        url=url,
        about=status_name(adjustment),
        why=_period(adjustment),
        rating=_RATINGS.get(Status(adjustment.status), ""),
        due=adjustment.evaluate_on if adjustment.status == Status.GRANTED else None,
        due_text=gettext("look back") if adjustment.status == Status.GRANTED else "",
        action_label=gettext("Open"),
        action_url=url,
    )


def _period(adjustment: Adjustment) -> str:
    if adjustment.starts_on and adjustment.ends_on:
        days = {"start": long_day(adjustment.starts_on), "end": long_day(adjustment.ends_on)}
        return gettext("%(start)s until %(end)s") % days
    if adjustment.starts_on:
        return gettext("from %(day)s, as long as it is needed") % {"day": long_day(adjustment.starts_on)}
    return ""


def adjustment_page(found: Adjustment, viewer: Viewer, language: str) -> dict[str, Any]:
    """The context of one adjustment."""
    student = found.student
    decides = found.status == Status.ASKED and door.may(viewer, student, Data.ADJUSTMENT, Action.DECIDE)
    own = viewer.person.pk == student.pk
    records = door.may(viewer, student, Data.ADJUSTMENT, Action.RECORD)
    evaluates = found.status == Status.GRANTED and not own and records
    withdraws = found.status == Status.ASKED and viewer.person.pk in {student.pk, found.asked_by_id}
    here = (found.pk,)
    return {
        "adjustment": found,
        "student": student,
        "own": own,
        "title": queries.name_of(found),
        "status": status_name(found),
        "rating": _RATINGS.get(Status(found.status), ""),
        "facts": _facts(found),
        "route": law.route_against(found, on=viewer.day, language=language),
        "equal": law.equal_treatment_of(found, on=viewer.day, language=language),
        "evaluations": [
            (one, str(OUTCOMES[AdjustmentEvaluation.Outcome(one.outcome)]))
            for one in sorted(found.evaluations.all(), key=lambda one: (one.held_on, one.pk), reverse=True)
        ],
        "grant_url": reverse("plan:grant", args=here) if decides else "",
        "refuse_url": reverse("plan:refuse", args=here) if decides else "",
        "evaluate_url": reverse("plan:evaluate", args=here) if evaluates else "",
        "withdraw_url": reverse("plan:withdraw", args=here) if withdraws and records else "",
        "back": reverse("plan:adjustments", args=(student.pk,)),
        "today": viewer.day,
    }


def meanwhile_page(now_there: Adjustment, form: forms.Form) -> dict[str, Any]:
    """What somebody typed beside what another decided or wrote meanwhile, and what can be done with it now.

    A look back can be kept beside that of the other: `form` holds it. Nobody decides twice.
    """
    looks_back = isinstance(form, EvaluateForm)
    kept = now_there.status == Status.GRANTED and looks_back
    theirs = {gettext("The answer"): status_name(now_there), **typed_in(_decided(now_there, looks_back=looks_back))}
    mine = {gettext("The answer"): _answer(form, now_there), **typed_in(form)}
    if kept:
        lead = gettext("Somebody else looked back meanwhile. Nothing is lost: here are both texts.")
        advice = gettext("Your own text is here. Is it still needed? Keep it: it comes beside the other.")
        again = EvaluateForm(initial={**form.cleaned_data, "revision": now_there.revision})
        return {"both": answer_differences(mine, theirs), "lead": lead, "advice": advice, "form": again}
    who = now_there.decided_by.name if now_there.decided_by else ""
    lead = gettext("There is an answer already. Yours was not kept: here are both.")
    advice = gettext("Do you see it differently? Talk about it together first.")
    if who:
        advice = gettext("Do you see it differently? Talk first with %(name)s, who answered.") % {"name": who}
    return {"both": answer_differences(mine, theirs), "lead": lead, "advice": advice}


def _decided(now_there: Adjustment, *, looks_back: bool) -> forms.Form:
    """A form that holds what stands there now."""
    if looks_back:
        return EvaluateForm(initial=EvaluateForm.held(now_there))
    if now_there.status == Status.REFUSED:
        return RefuseForm(initial={"reason": now_there.reason, "is_burden": now_there.is_burden})
    return GrantForm(initial=GrantForm.decided(now_there) if now_there.arranged else {})


def _answer(form: forms.Form, now_there: Adjustment) -> str:
    if isinstance(form, EvaluateForm):
        return status_name(now_there)
    status = Status.REFUSED if isinstance(form, RefuseForm) else Status.GRANTED
    return str(ADJUSTMENT_STATUSES[status])


def _facts(found: Adjustment) -> tuple[Fact, ...]:
    facts = [
        Fact(label=gettext("Asked on"), value=long_day(found.asked_on)),
        Fact(label=gettext("Where it is needed"), value=str(DOMAINS[Adjustment.Domain(found.domain)])),
        Fact(label=gettext("Kind of reason"), value=str(GROUNDS[Adjustment.Ground(found.ground)])),
    ]
    if period := _period(found):
        facts.append(Fact(label=gettext("Period"), value=period))
    facts.append(Fact(label=gettext("At tests and exams"), value=found.exam_effect or gettext("nothing changes")))
    if found.decided_on and found.decided_by:
        words = {"name": found.decided_by.name, "day": long_day(found.decided_on)}
        facts.append(Fact(label=gettext("Answered by"), value=gettext("%(name)s, on %(day)s") % words))
    if found.status == Status.GRANTED and found.evaluate_on:
        facts.append(Fact(label=gettext("We look back on"), value=long_day(found.evaluate_on)))
    return tuple(facts)
