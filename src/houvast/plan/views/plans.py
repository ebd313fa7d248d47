"""Pages of one plan: reading it, writing in it, looking back, signing, and what changed."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.core.access.words import Action, Data
from houvast.directory.queries import asked_to_fit
from houvast.people.carrying import Work, form_page, typed_in
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.prepared import asked_ahead
from houvast.people.submissions import new_key, once
from houvast.people.viewer import Viewer
from houvast.plan.actions import add_task, answer_task
from houvast.plan.actions.sections import hold_review, plan_review, save_section, start_plan
from houvast.plan.actions.signing import sign as sign_plan
from houvast.plan.errors import ReviewChanged, SectionChanged
from houvast.plan.forms.plans import MomentForm, PlanSignatureForm, ReviewForm, SectionForm, TaskAnswerForm, TaskForm
from houvast.plan.merging import answer_differences, differences, review_differences
from houvast.plan.models import PlanSection, PlanTask
from houvast.plan.pages import plan_page, shown_change, shown_task
from houvast.plan.paper import plan_on_paper
from houvast.plan.queries import plans, rows
from houvast.plan.queries.sharing import Audience, first_audience, may_share
from houvast.plan.queries.versions import signs_as
from houvast.plan.words import area_name
from houvast.privacy import door
from houvast.web.views import conflict

INVALID, CONFLICT = 422, 409
FIRST_REVIEW = timedelta(weeks=6)
NEXT_REVIEW = timedelta(weeks=10)


def _plan_url(student: Person) -> str:
    return reverse("plan:of-student", args=(student.pk,))


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The one plan as this viewer may see it; posting begins it."""
    viewer = door.viewer(request)
    action = Action.RECORD if request.method == "POST" else Action.SEE
    student = door.student(viewer, student_id, Data.PLAN, action)
    form = MomentForm(request.POST or None, initial={"planned_on": viewer.day + FIRST_REVIEW})

    def work() -> str:
        start_plan(student=student, by=viewer, first_review_on=form.cleaned_data["planned_on"], at=now())
        messages.success(request, gettext("The plan is there. Begin with what matters most."))
        return _plan_url(student)

    with asked_ahead((*rows.questions(student), asked_to_fit(student))):
        shown = plan_page(student, viewer, plans.reading_of(student, viewer))
        return form_page(request, form, work, "plan/plan.html", **shown)


@login_required
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, student_id: uuid.UUID, life_area: str) -> HttpResponse:
    """Write in one life area. Who was second sees both texts beside each other and merges them."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PLAN, Action.RECORD)
    if life_area not in PlanSection.Area.values:
        raise Http404
    area = life_area
    try:
        known = plans.section_for(student, viewer, area)
    except Http404:
        if request.POST.get("revision", "0") == "0":
            raise
        return _no_longer_shared(request, student, viewer)
    own, shares = viewer.person.pk == student.pk, may_share(viewer, student)
    audience = Audience.of(known) if known else first_audience(student, area, viewer.day)
    form = SectionForm(request.POST or None, initial=SectionForm.given(known, audience), own=own, shares=shares)
    context = {"student": student, "own": own, "area": area_name(area), "back": _plan_url(student), "form": form}
    if form.is_valid():
        draft, seen = form.draft(area), form.cleaned_data["revision"]

        def work() -> str:
            save_section(student=student, by=viewer, draft=draft, seen_revision=seen, at=now())
            messages.success(request, gettext("It is in the plan."))
            return _plan_url(student)

        try:
            return once(request, work)
        except SectionChanged as first:
            theirs = first.section
            mine = SectionForm(
                initial={**form.cleaned_data, "revision": theirs.revision}, own=own, shares=shares, auto_id="id_%s"
            )
            merging = {"form": mine, "both": differences(draft, theirs, shares=shares), "submission": new_key()}
            return render(request, "plan/merge.html", {**context, **merging}, status=CONFLICT)
    status = INVALID if request.method == "POST" else 200
    return render(request, "plan/section.html", {**context, "submission": new_key()}, status=status)


def _no_longer_shared(request: HttpRequest, student: Person, viewer: Viewer) -> HttpResponse:
    """The student took this part back while somebody wrote in it: nothing of it is shown but what was typed now."""
    form = SectionForm(request.POST, own=False, shares=may_share(viewer, student))
    return conflict(request, typed=typed_in(form), again_url=_plan_url(student))


@login_required
@require_http_methods(["GET", "POST"])
def new_task(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Put a task in the plan: who does what by when."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PLAN, Action.RECORD)
    reading = plans.reading_of(student, viewer)
    areas = [one.area for one in reading.sections] if reading else []
    areas += [one for one in plans.areas_to_add(reading) if one not in areas]
    asked = request.GET.get("area", "")
    initial = {"area": asked if asked in areas else areas[0] if areas else ""}
    owners = plans.owners_around(student, viewer.day)
    form = TaskForm(request.POST or None, initial=initial, student=student, owners=owners, areas=areas)

    def work() -> str:
        add_task(student=student, by=viewer, at=now(), **form.values)
        messages.success(request, gettext("The task is in the plan, with its owner and its day."))
        return _plan_url(student)

    return form_page(request, form, work, "plan/new_task.html", student=student, back=_plan_url(student))


@login_required
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, plan_task_id: uuid.UUID) -> HttpResponse:
    """One task, and whether it was done: for its owner and for who writes in that part of the plan."""
    viewer = door.viewer(request)
    found = plans.task_for(viewer, plan_task_id)
    shown = shown_task(found, viewer)
    if request.method == "POST" and not shown.answer_url:
        raise Http404
    is_open = found.status == PlanTask.Status.OPEN
    given = {"status": PlanTask.Status.DONE if is_open else found.status, "remark": found.remark or ""}
    form = TaskAnswerForm(request.POST or None, initial={**given, "revision": found.revision})
    sees_plan = door.may(viewer, found.student, Data.PLAN)
    back = _plan_url(found.student) if sees_plan else reverse("start")

    def work() -> str:
        typed = form.cleaned_data
        answer_task(
            task=found,
            by=viewer,
            status=typed["status"],
            remark=typed["remark"],
            seen_revision=typed["revision"],
            on=now(),
        )
        messages.success(request, gettext("It is in the plan."))
        return back

    def meanwhile() -> HttpResponse:
        theirs = plans.task_for(viewer, plan_task_id)
        said = {"status": theirs.status, "remark": theirs.remark or ""}
        both = answer_differences(typed_in(form), typed_in(TaskAnswerForm(initial=said)))
        mine = TaskAnswerForm(initial={**form.cleaned_data, "revision": theirs.revision})
        context = {"form": mine, "both": both, "submission": new_key(), "area": theirs.what, "back": back}
        return render(request, "plan/merge.html", {**context, "student": theirs.student}, status=CONFLICT)

    return form_page(
        request, form, work, "plan/task.html", meanwhile=meanwhile, one=shown, student=found.student, back=back,
        today=viewer.day,
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
def new_review(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Set a moment to look back together."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PLAN, Action.RECORD)
    form = MomentForm(request.POST or None, initial={"planned_on": viewer.day + NEXT_REVIEW})

    def work() -> str:
        plan_review(student=student, by=viewer, planned_on=form.cleaned_data["planned_on"], at=now())
        return _plan_url(student)

    return _small(request, form, work, student, gettext("Set this day"))


@login_required
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, plan_review_id: uuid.UUID) -> HttpResponse:
    """Write down how looking back went, and set the next moment. Who was second sees both texts and merges them."""
    viewer = door.viewer(request)
    found = plans.review_for(viewer, plan_review_id)
    given = {"goes_well": found.goes_well, "changes": found.changes, "revision": found.revision}
    first = {"next_on": None if found.held_on else viewer.day + NEXT_REVIEW}
    form = ReviewForm(request.POST or None, initial={**given, **first})
    back = _plan_url(found.student)

    def work() -> str:
        seen = form.cleaned_data["revision"]
        hold_review(review=found, by=viewer, said=form.said, seen_revision=seen, at=now())
        messages.success(request, gettext("Good that you looked back together."))
        return back

    try:
        lead = gettext("Everybody who reads a part of this plan reads this too.")
        return _small(request, form, work, found.student, gettext("Keep this"), lead=lead)
    except ReviewChanged as meanwhile:
        theirs = meanwhile.review
        mine = ReviewForm(initial={**form.cleaned_data, "revision": theirs.revision})
        context = {"form": mine, "both": review_differences(form.said, theirs), "submission": new_key()}
        shown = {**context, "area": gettext("Look back together"), "back": back, "student": found.student}
        return render(request, "plan/merge.html", shown, status=CONFLICT)


def _small(
    request: HttpRequest, form: MomentForm | ReviewForm, work: Work, student: Person, save: str, *, lead: str = ""
) -> HttpResponse:
    title, back = gettext("Look back together"), _plan_url(student)
    return form_page(
        request, form, work, "plan/form.html", student=student, title=title, lead=lead, save=save, back=back
    )


@login_required
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Sign the plan as it reads now, or sign with what one sees differently."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PLAN, Action.SIGN)
    reading = plans.reading_of(student, viewer)
    if reading is None or signs_as(viewer, student) is None:
        raise Http404
    form = PlanSignatureForm(request.POST or None, initial={"seen": reading.text.sha256})

    def work() -> str:
        typed = form.cleaned_data
        sign_plan(
            student=student,
            by=viewer,
            seen_sha256=typed["seen"],
            answer=typed["answer"],
            remark=typed["remark"],
            at=now(),
        )
        messages.success(request, gettext("You signed the plan."))
        return _plan_url(student)

    context = {**plan_page(student, viewer, reading), "plan_url": _plan_url(student)}
    return form_page(request, form, work, "plan/sign.html", **context)


@login_required
@require_safe
def history(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Who changed what when, newest first: what the viewer may see now and could see then."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PLAN)
    before = request.GET.get("before", "")
    try:
        after = uuid.UUID(before) if before else None
    except ValueError:
        raise Http404 from None
    with asked_ahead(rows.section_questions(student)):
        found = plans.changes_of(student, viewer, before=after)
    if found is None:
        raise Http404
    context = {
        "student": student,
        "changes": [shown_change(one) for one in found],
        "back": _plan_url(student),
        "next_url": f"?before={found[-1].pk}" if len(found) == rows.MOST_CHANGES else "",
    }
    return render(request, "plan/history.html", context)


@login_required
@require_safe
def paper(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The plan on paper: what this viewer sees on the screen, as an accessible PDF."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.PLAN)
    reading = plans.reading_of(student, viewer)
    if reading is None or not reading.sections:
        raise Http404
    content = plan_on_paper(student, viewer, reading, language=request.LANGUAGE_CODE)
    response = HttpResponse(content, content_type="application/pdf")
    title = slugify(pgettext("of a student", "Plan"))
    name = f"{viewer.day.isoformat()}-{title}-{slugify(student.name) or student.pk}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
