"""Pages of talks, agreements and notes."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houvast.core.access.words import Action, Data
from houvast.guidance import actions, queries
from houvast.guidance.forms import FIRST_ROWS, MOST_ROWS, AgreementRows, AnswerForm, CorrectionForm, NoteForm, TalkForm
from houvast.guidance.guides import guide_of
from houvast.guidance.models import Agreement, Talk
from houvast.guidance.pages import talk_page
from houvast.guidance.words import kind_name
from houvast.people.carrying import form_page, press
from houvast.people.clock import now, today
from houvast.people.posted import seen_revision
from houvast.people.submissions import new_key, once
from houvast.privacy import door

INVALID = 422
ROWS = "agreements"


@login_required
@require_http_methods(["GET", "POST"])
def record_talk(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Write down a talk with what was agreed. "Another agreement" adds a row and keeps everything typed."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.TALKS, Action.RECORD)
    rows_only = "add_row" in request.POST
    status = 200
    if request.method == "POST" and not rows_only:
        form, rows = TalkForm(request.POST), AgreementRows(request.POST, prefix=ROWS)
        if form.is_valid() and rows.is_valid():
            draft = form.draft(tuple(row.draft for row in rows if row.draft))

            def work() -> str:
                talk = actions.record_talk(student=student, by=viewer, draft=draft, at=now())
                messages.success(
                    request, gettext("The talk is in the dossier. The student gets a mail that the report is ready.")
                )
                return reverse("talk", args=(talk.pk,))

            return once(request, work)
        status = INVALID
    elif rows_only:
        form, rows = TalkForm(initial=_typed(request, TalkForm)), _one_row_more(request)
    else:
        kind = request.GET.get("kind", "")
        known = kind if kind in Talk.Kind.values else Talk.Kind.PROGRESS
        form, rows = TalkForm(initial={"held_on": today(), "kind": known}), AgreementRows(prefix=ROWS)
    context = {
        "student": student,
        "form": form,
        "rows": rows,
        "is_introduction": form["kind"].value() == Talk.Kind.INTRODUCTION or bool(form["study_choice_advice"].value()),
        "is_judged": form.is_judged,
        "one_at_a_time": request.method != "POST",
        "may_add": rows.total_form_count() < MOST_ROWS,
        "submission": request.POST.get("submission") or new_key(),
        "open_agreements": queries.open_agreements_of(student),
        "guide": guide_of(_known(form["kind"].value())),
        "guide_name": kind_name(_known(form["kind"].value())),
        "guides": [(one.value, kind_name(one)) for one in Talk.Kind],
        "back": reverse("student", args=(student.pk,)),
    }
    return render(request, "guidance/record_talk.html", context, status=status)


def _known(kind: str | None) -> str:
    return kind if kind in Talk.Kind.values else Talk.Kind.OTHER


def _typed(request: HttpRequest, form: type[TalkForm]) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in form.base_fields}


def _one_row_more(request: HttpRequest) -> AgreementRows:  # type: ignore[valid-type]
    try:
        shown = int(request.POST.get(f"{ROWS}-TOTAL_FORMS", FIRST_ROWS))
    except ValueError:
        shown = FIRST_ROWS
    shown = max(0, min(shown, MOST_ROWS - 1))
    typed = [
        {name: request.POST.get(f"{ROWS}-{index}-{name}", "") for name in ("what", "side", "due_on")}
        for index in range(shown)
    ]
    rows = AgreementRows(prefix=ROWS, initial=typed)
    rows.extra = 1
    return rows


@login_required
@require_safe
def talk(request: HttpRequest, talk_id: uuid.UUID) -> HttpResponse:
    """The report of one talk, for whoever may read it."""
    viewer = door.viewer(request)
    return render(request, "guidance/talk.html", talk_page(viewer, queries.talk_for(viewer, talk_id)))


@login_required
@require_http_methods(["GET", "POST"])
def correct_talk(request: HttpRequest, talk_id: uuid.UUID) -> HttpResponse:
    """Correct a report; what it said before stays readable."""
    viewer = door.viewer(request)
    found = queries.talk_for(viewer, talk_id, Action.RECORD)
    here = reverse("talk", args=(found.pk,))
    form = CorrectionForm(request.POST or None, initial={"report": found.report, "revision": found.revision})

    def work() -> str:
        typed = form.cleaned_data
        actions.correct_report(
            talk=found,
            by=viewer,
            report=typed["report"],
            reason=typed["reason"],
            seen_revision=typed["revision"],
            at=now(),
        )
        messages.success(request, gettext("The report is corrected. The earlier text stays in the dossier."))
        return here

    return form_page(request, form, work, "guidance/correct_talk.html", talk=found, back=here)


@login_required
@require_http_methods(["GET", "POST"])
def answer_agreement(request: HttpRequest, agreement_id: uuid.UUID) -> HttpResponse:
    """Say whether an agreement was kept."""
    viewer = door.viewer(request)
    found = queries.agreement_for(viewer, agreement_id, Action.RECORD)
    back = reverse("student", args=(found.student_id,))
    answered = found.status != Agreement.Status.OPEN
    given = {"status": found.status, "remark": found.remark} if answered else {}
    form = AnswerForm(request.POST or None, initial={**given, "revision": found.revision})

    def work() -> str:
        typed = form.cleaned_data
        actions.answer_agreement(
            agreement=found,
            by=viewer,
            status=typed["status"],
            remark=typed["remark"],
            seen_revision=typed["revision"],
            on=today(),
        )
        messages.success(request, gettext("Your answer is in the dossier."))
        return back

    return form_page(
        request, form, work, "guidance/answer_agreement.html", agreement=found, back=back, today=viewer.day
    )


@login_required
@require_POST
def agreement_done(request: HttpRequest, agreement_id: uuid.UUID) -> HttpResponse:
    """The student says: I did this."""
    viewer = door.viewer(request)
    found = queries.agreement_for(viewer, agreement_id)
    seen = seen_revision(request, found.revision)

    def work() -> str:
        actions.say_done(agreement=found, by=viewer, seen_revision=seen, on=today())
        messages.success(request, gettext("Good that you did this. Your coach will see it."))
        return reverse("start")

    return press(request, work, again_url=reverse("start"))


@login_required
@require_http_methods(["GET", "POST"])
def notes(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The viewer's own notes about a student: read them, write one."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.WORKING_NOTES, Action.RECORD)
    form = NoteForm(request.POST or None)

    def work() -> str:
        actions.write_note(student=student, by=viewer, text=form.cleaned_data["text"], at=now())
        return reverse("notes", args=(student.pk,))

    written = [(note, new_key()) for note in queries.notes_of(viewer, student)]
    back = reverse("student", args=(student.pk,))
    return form_page(request, form, work, "guidance/notes.html", student=student, notes=written, back=back)


@login_required
@require_POST
def remove_note(request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
    """Throw away one's own note."""
    viewer = door.viewer(request)

    def work() -> str:
        note = queries.note_for(viewer, note_id)
        actions.remove_note(note=note, by=viewer)
        return reverse("notes", args=(note.student_id,))

    return once(request, work)
