"""Pages of the giving side and of the student."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.core.access.words import Action, Data
from houvast.core.handover.items import Item
from houvast.core.handover.steps import Ground
from houvast.handover import actions, queries
from houvast.handover.actions import asking
from houvast.handover.forms import AnswerForm, AskForm, FollowUpForm, PlanRows, ReasonForm, TalkForm, first_until
from houvast.handover.models import Handover
from houvast.handover.pages import handover_page, handover_rows, told_text
from houvast.handover.words import receiver_of
from houvast.people.carrying import form_page, press
from houvast.people.clock import now, today
from houvast.people.posted import posted
from houvast.people.refusals import CannotBeDone
from houvast.privacy import door
from houvast.web.views import conflict

PLAN = "plan"


@login_required
@require_safe
def handovers(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """All handovers of one student, and the way to ask one."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.HANDOVER)
    records = door.may(viewer, student, Data.HANDOVER, Action.RECORD)
    sees_page = door.may(viewer, student, Data.IDENTITY)
    context = {
        "student": student,
        "rows": handover_rows(queries.handovers_of(student)),
        "ask_url": reverse("ask-handover", args=(student.pk,)) if records else "",
        "back": reverse("student", args=(student.pk,)) if sees_page else reverse("start"),
        "today": viewer.day,
    }
    return render(request, "handover/handovers.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Ask a handover: to whom, what is told, until when, with the joint plan."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.HANDOVER, Action.RECORD)
    follows = _earlier(request, student_id)
    sent = posted(request)
    initial = {"until": first_until(), Item.ENROLMENT.value: queries.enrolment_in_words(student)}
    if follows is not None:
        initial |= {row.item: row.text for row in follows.items.all() if row.text}
    form = AskForm(
        sent,
        initial=initial,
        desks=list(queries.desks_to_choose(viewer)),
        colleagues=list(queries.colleagues_to_choose(viewer)[: queries.MOST_COLLEAGUES]),
    )
    rows = PlanRows(sent, prefix=PLAN)
    rows_right = not form.is_bound or rows.is_valid()

    def work() -> str:
        typed = form.cleaned_data
        plan = tuple(row.part for row in rows if row.part is not None)
        told = form.told() | ({Item.PLAN: ""} if plan and typed["ground"] == Ground.CONSENT else {})
        draft = actions.AskDraft(
            told=told,
            until=typed["until"],
            desk=form.desks.get(typed["desk"]),
            colleague=form.colleagues.get(typed["colleague"]),
            ground=Ground(typed["ground"]),
            plan=plan,
            follows=follows,
        )
        made = actions.ask(student=student, by=viewer, draft=draft, at=now())
        by_law = made.ground == Ground.LAW
        messages.success(
            request,
            gettext("The report is sent. The student is told what was told.")
            if by_law
            else gettext("Asked. Nothing is told before the student says yes."),
        )
        return reverse("handover", args=(made.pk,))

    if form.is_bound and not rows_right:
        form.add_error(None, gettext("Look at the lines of the plan."))
    return form_page(
        request,
        form,
        work,
        "handover/ask.html",
        student=student,
        rows=rows,
        back=reverse("handovers", args=(student.pk,)),
    )


def _earlier(request: HttpRequest, student_id: uuid.UUID) -> Handover | None:
    """The handover that was refused and is followed by this one; of the same student."""
    try:
        key = uuid.UUID(request.GET.get("follows", ""))
    except ValueError:
        return None
    return next((one for one in queries.handovers_with_items(student_id) if one.pk == key), None)


@login_required
@require_safe
def handover(request: HttpRequest, handover_id: uuid.UUID) -> HttpResponse:
    """Where one handover stands."""
    viewer = door.viewer(request)
    found = queries.handover_for(viewer, handover_id)
    return render(request, "handover/handover.html", handover_page(viewer, found))


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, handover_id: uuid.UUID) -> HttpResponse:
    """The student says per item what may be told."""
    viewer = door.viewer(request)
    found = queries.handover_for(viewer, handover_id, Action.SIGN)
    here = reverse("handover", args=(found.pk,))
    if viewer.person.pk != found.student_id:
        raise Http404
    form = answer_form(request, found)

    def work() -> str:
        actions.agree(
            handover=found,
            by=viewer,
            agreed=form.agreed(),
            own_words=form.cleaned_data["own_words"],
            seen_revision=form.cleaned_data["revision"],
            at=now(),
        )
        messages.success(request, gettext("Thank you. Only what you ticked is told."))
        return here

    return form_page(
        request,
        form,
        work,
        "handover/answer.html",
        **answer_context(found, no_url=reverse("revoke-handover", args=(found.pk,)), back=reverse("start")),
    )


def answer_form(request: HttpRequest, found: Handover) -> AnswerForm:
    """The form with the texts as they will be told."""
    items = [row for row in found.items.all() if row.item != Item.OWN_WORDS]
    items.sort(key=lambda row: list(Item).index(Item(row.item)))
    texts = {row.item: told_text(found, Item(row.item), row.text) for row in items}
    return AnswerForm(posted(request), initial={"revision": found.revision}, items=items, texts=texts)


def answer_context(found: Handover, *, no_url: str, back: str) -> dict[str, Any]:
    """What the page of the question shows, with an account and without."""
    return {
        "handover": found,
        "to": receiver_of(found),
        "asked_by": found.asked_by.name,
        "no_url": no_url,
        "back": back,
    }


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, handover_id: uuid.UUID) -> HttpResponse:
    """The student says no or stops; or the giving side takes it back."""
    viewer = door.viewer(request)
    own = viewer.person.is_student
    found = queries.handover_for(viewer, handover_id, Action.SIGN if own else Action.RECORD)
    here = reverse("handover", args=(found.pk,))
    help_text = gettext("You need not say why.") if own else gettext("The student and the other side read this.")
    form = ReasonForm(posted(request), initial={"revision": found.revision}, help_text=help_text, required=not own)

    def work() -> str:
        actions.revoke(
            handover=found,
            by=viewer,
            reason=form.cleaned_data["reason"],
            seen_revision=form.cleaned_data["revision"],
            at=now(),
        )
        messages.success(request, gettext("It is stopped. Nothing is shared any more."))
        return here

    title = gettext("No, rather not") if found.agreed_at is None and own else gettext("Stop this handover")
    lead = gettext("%(name)s can then no longer read what was told.") % {"name": receiver_of(found)}
    return form_page(request, form, work, "handover/form.html", title=title, lead=lead, back=here, save=gettext("Stop"))


@login_required
@require_POST
def guardian_agrees(request: HttpRequest, handover_id: uuid.UUID) -> HttpResponse:
    """A guardian agrees beside a student under 16."""
    viewer = door.viewer(request)
    found = queries.handover_for(viewer, handover_id, Action.SIGN)
    here = reverse("handover", args=(found.pk,))
    if viewer.person.pk == found.student_id:
        raise Http404

    def work() -> str:
        actions.guardian_agrees(handover=found, by=viewer, seen_revision=found.revision, at=now())
        messages.success(request, gettext("Thank you. It is told now."))
        return here

    return press(request, work, again_url=here)


@login_required
@require_http_methods(["GET", "POST"])
def talk(request: HttpRequest, handover_id: uuid.UUID) -> HttpResponse:
    """Both sides talked."""
    viewer = door.viewer(request)
    found = queries.handover_for(viewer, handover_id, Action.RECORD)
    here = reverse("handover", args=(found.pk,))
    form = TalkForm(posted(request), initial={"on": today(), "revision": found.revision})

    def work() -> str:
        typed = form.cleaned_data
        asking.record_talk(handover=found, by=viewer, on=typed["on"], seen_revision=typed["revision"], at=now())
        messages.success(
            request, gettext("Good that you talked. Now the other side confirms that they have taken over.")
        )
        return here

    title = gettext("You talked with each other")
    return form_page(
        request, form, work, "handover/form.html", title=title, lead=receiver_of(found), back=here, save=gettext("Save")
    )


@login_required
@require_POST
def consent_link(request: HttpRequest, handover_id: uuid.UUID) -> HttpResponse:
    """A link for a student without an account: shown once, to scan or to send."""
    viewer = door.viewer(request)
    found = queries.handover_for(viewer, handover_id, Action.RECORD)
    here = reverse("handover", args=(found.pk,))
    try:
        token = actions.make_consent_link(handover=found, by=viewer, at=now())
    except CannotBeDone:
        return conflict(request, again_url=here)
    address = request.build_absolute_uri(reverse("answer-by-link", args=(token,)))
    context = {"handover": found, "student": found.student, "address": address, "back": here}
    return render(request, "handover/link.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def follow_up(request: HttpRequest, follow_up_id: uuid.UUID) -> HttpResponse:
    """Look back, after two, six or twelve weeks: either side."""
    viewer = door.viewer(request)
    found = queries.follow_up_for(viewer, follow_up_id)
    if found.following is not None:
        back, name = reverse("following", args=(found.following_id,)), found.following.person.name
    else:
        assert found.handover is not None
        back, name = reverse("handover", args=(found.handover_id,)), found.handover.student.name
    form = FollowUpForm(posted(request))

    def work() -> str:
        typed = form.cleaned_data
        actions.answer_follow_up(
            follow_up=found, by=viewer, has_hold=typed["has_hold"] == "yes", remark=typed["remark"], at=now()
        )
        messages.success(request, gettext("Your answer is kept."))
        return back

    title = gettext("Look back after %(n)s weeks") % {"n": found.weeks}
    return form_page(
        request, form, work, "handover/form.html", title=title, lead=name, back=back, save=gettext("Save the answer")
    )
