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
from houvast.attendance.queries.absences import (
    Roll,
    group_to_record,
    groups_to_record,
    marks_of,
    sick_on,
    students_to_record,
)
from houvast.attendance.queries.missed import SHOWN, may_follow, missed_by
from houvast.attendance.queries.reports import may_work_on
from houvast.attendance.rows import missed_rows
from houvast.core.access.words import Action, Data
from houvast.people.carrying import form_page
from houvast.people.clock import AMSTERDAM, now, today
from houvast.people.models import Person
from houvast.people.posted import posted
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Link
from houvast.web.more import begin_in, more_of


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
    back = reverse("absence:groups")
    sent = request.method == "POST"
    roll = Roll(unit=unit.pk, on=viewer.day, students=students)
    sick = frozenset() if sent else sick_on(roll, today())
    form = GroupForm(students, {}, request.POST) if sent else _asked_form(request, roll, sick)

    def work() -> str:
        missing = recording.record_group(lesson=form.lesson, marks=form.marks, by=viewer, at=now())
        messages.success(
            request,
            gettext("Saved for %(group)s: %(there)s present, %(missing)s absent or late.")
            % {"group": unit.name, "there": len(students) - missing, "missing": missing},
        )
        return back

    names = [one.name for one in students if one.pk in sick]
    return form_page(request, form, work, "attendance/group.html", unit=unit, sick=names, back=back)


def _asked_form(request: HttpRequest, roll: Roll, sick_today: frozenset[uuid.UUID]) -> GroupForm:
    """The form for the lesson that is asked, with what is known of it."""
    day, starts_at = _asked_lesson(request)
    initial = {"day": day, "starts_at": starts_at}
    initial |= {"minutes": request.GET.get("minutes", "60"), "title": request.GET.get("title", "")[:80]}
    sick = sick_today if day == today() else sick_on(roll, day)
    known = dict.fromkeys(sick, "sick")
    known |= {pk: choice_of(kind, minutes) for pk, (kind, minutes) in marks_of(roll, day, starts_at).items()}
    return GroupForm(roll.students, known, initial=initial)


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


@login_required
@require_safe
def missed(request: HttpRequest) -> HttpResponse:
    """Who is missed and waits for somebody to say so."""
    viewer = door.viewer(request)
    if not may_follow(viewer):
        raise Http404
    found = missed_by(viewer, begin=begin_in(request.GET, "missed"))
    context = {
        "rows": missed_rows(found.rows),
        "more": more_of("missed", begin=found.begin, step=SHOWN, total=found.total),
        "today": viewer.day,
    }
    return render(request, "attendance/missed.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, student_id: uuid.UUID, day: str) -> HttpResponse:
    """Keep that you told a student he is missed."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.ABSENCE, Action.RECORD)
    first = _day(day)
    form = ContactForm(posted(request))
    back = _after_contact(viewer, student)
    phone = student.phone if door.may(viewer, student, Data.CONTACT) else ""

    def work() -> str:
        recording.record_contact(student=student, day=first, by=viewer, at=now(), **form.cleaned_data)
        messages.success(request, gettext("Thank you. It is in the dossier that the student was told."))
        return back

    template = "attendance/contact.html"
    return form_page(request, form, work, template, student=student, first=first, back=back, phone=phone)


def _after_contact(viewer: Viewer, student: Person) -> str:
    return reverse("absence:missed") if may_follow(viewer) else reverse("student", args=(student.pk,))


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Http404 from None
