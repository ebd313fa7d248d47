"""Recording a group, and telling a student that he is missed."""

import uuid
from datetime import date, datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.attendance.actions import recording
from houvast.attendance.forms.recording import ContactForm, GroupForm, choice_of
from houvast.attendance.queries.absences import group_to_record, groups_to_record, marks_of, sick_on, students_to_record
from houvast.attendance.queries.missed import may_follow, missed_by
from houvast.attendance.queries.reports import may_work_on
from houvast.attendance.rows import missed_rows
from houvast.core.access.words import Action, Data
from houvast.people.clock import AMSTERDAM, now, today
from houvast.people.models import Person
from houvast.people.refusals import CannotBeDone
from houvast.people.submissions import new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Link

INVALID, CONFLICT = 422, 409


@login_required
@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Choose the class whose lesson it is."""
    viewer = door.viewer(request)
    search = request.GET.get("q", "").strip()[:80]
    found = groups_to_record(viewer, search)
    if not found and not search:
        raise Http404
    links = [Link(label=unit.name, url=reverse("absence:group", args=(unit.pk,))) for unit in found]
    context = {"links": links, "search": search, "follows": may_follow(viewer), "works": may_work_on(viewer)}
    return render(request, "attendance/groups.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, unit_id: uuid.UUID) -> HttpResponse:
    """One lesson of one class: everybody is present until you say otherwise, one press saves."""
    viewer = door.viewer(request)
    unit = group_to_record(viewer, unit_id)
    students = students_to_record(viewer, unit.pk) if unit else []
    if unit is None or not students:
        raise Http404
    status = 200
    if request.method == "POST":
        form = GroupForm(students, {}, request.POST)
        if form.is_valid():

            def work() -> str:
                missing = recording.record_group(lesson=form.lesson, marks=form.marks, by=viewer, at=now())
                messages.success(
                    request,
                    gettext("Saved for %(group)s: %(there)s present, %(missing)s absent or late.")
                    % {"group": unit.name, "there": len(students) - missing, "missing": missing},
                )
                return reverse("absence:groups")

            try:
                return once(request, work)
            except CannotBeDone as problem:
                form.add_error(None, str(problem))
        status = INVALID
    else:
        day, starts_at = _asked_lesson(request)
        initial = {"day": day, "starts_at": starts_at}
        initial |= {"minutes": request.GET.get("minutes", "60"), "title": request.GET.get("title", "")[:80]}
        form = GroupForm(students, _known(students, day, starts_at), initial=initial)
    context = {
        "unit": unit,
        "form": form,
        "sick": [one.name for one in students if one.pk in sick_on(students, today())] if status == 200 else [],  # noqa: PLR2004
        "submission": request.POST.get("submission") or new_key(),
        "back": reverse("absence:groups"),
    }
    return render(request, "attendance/group.html", context, status=status)


def _asked_lesson(request: HttpRequest) -> tuple[date, time]:
    """The lesson named in the address, else the one that began this hour."""
    here = now().astimezone(AMSTERDAM)
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = today()
    try:
        starts_at = datetime.strptime(request.GET.get("starts_at", ""), "%H:%M").time()  # noqa: DTZ007 - a time alone
    except ValueError:
        starts_at = time(here.hour, 0)
    return day, starts_at


def _known(students: list[Person], day: date, starts_at: time) -> dict[uuid.UUID, str]:
    """What is known of this lesson, and who reported sick."""
    known = dict.fromkeys(sick_on(students, day), "sick")
    known |= {pk: choice_of(kind, minutes) for pk, (kind, minutes) in marks_of(students, day, starts_at).items()}
    return known


@login_required
@require_safe
def missed(request: HttpRequest) -> HttpResponse:
    """Who is missed and waits for somebody to say so."""
    viewer = door.viewer(request)
    if not may_follow(viewer):
        raise Http404
    context = {"rows": missed_rows(missed_by(viewer)), "today": viewer.day}
    return render(request, "attendance/missed.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, student_id: uuid.UUID, day: str) -> HttpResponse:
    """Keep that you told a student he is missed."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.ABSENCE, Action.RECORD)
    first = _day(day)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data

        def work() -> str:
            recording.record_contact(student=student, day=first, by=viewer, at=now(), **typed)
            messages.success(request, gettext("Thank you. It is in the dossier that the student was told."))
            return _after_contact(viewer, student)

        try:
            return once(request, work)
        except CannotBeDone as problem:
            form.add_error(None, str(problem))
    context = {"student": student, "first": first, "form": form, "back": _after_contact(viewer, student)}
    context |= {"submission": request.POST.get("submission") or new_key()}
    context |= {"phone": student.phone if door.may(viewer, student, Data.CONTACT) else ""}
    return render(request, "attendance/contact.html", context, status=INVALID if request.method == "POST" else 200)


def _after_contact(viewer: Viewer, student: Person) -> str:
    return reverse("absence:missed") if may_follow(viewer) else reverse("student", args=(student.pk,))


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Http404 from None
