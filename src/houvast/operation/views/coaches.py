"""Coaches: whole classes at once, a caseload handed over."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext

from houvast.operation.actions.coaches import Assigned, assign_coach, assign_coaches_to_classes, coaches_on, hand_over
from houvast.operation.forms.staff import ClassCoachesForm, GiveCoachForm
from houvast.operation.queries.staff import staff_member
from houvast.operation.queries.students import classes_page, student_rows, students_coached_by
from houvast.operation.views.office import Role, carry_out, office
from houvast.operation.views.overview import PEOPLE
from houvast.people.posted import posted
from houvast.people.submissions import new_key
from houvast.privacy import door

MOST_AT_ONCE = 500


def say(request: HttpRequest, done: Assigned) -> None:
    """How many students have another coach now."""
    text = ngettext(
        "%(n)s student has this coach from the day you chose.",
        "%(n)s students have their coach from the day you chose.",
        done.changed,
    )
    messages.success(request, text % {"n": done.changed})


@office(*PEOPLE)
def coaches(request: HttpRequest) -> HttpResponse:
    """Class by class: who coaches, and who should from a day on."""
    viewer = door.viewer(request)
    search = request.GET.get("search", "").strip()[:100]
    found = classes_page(viewer, search=search, after=request.GET.get("after", "")[:400])
    rows = found.rows
    people = coaches_on(viewer, viewer.day)
    form = ClassCoachesForm(
        posted(request), classes=[row.unit for row in rows], coaches=people, initial={"on": viewer.day}
    )

    def page() -> HttpResponse:
        context = {
            "form": form,
            "rows": [(row, form[f"class-{row.unit.pk}"]) for row in rows],
            "coaches": people,
            "search": search,
            "next_url": "?" + urlencode({"search": search, "after": found.after}) if found.after else "",
            "key": new_key(),
            "may_invite": viewer.has_role(Role.ADMINISTRATOR),
        }
        return render(request, "operation/coaches.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        wanted = form.wanted()
        say(request, assign_coaches_to_classes(wanted=wanted, by=viewer, on=form.cleaned_data["on"]))
        return reverse("administration-coaches")

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@office(*PEOPLE)
def hand_over_caseload(request: HttpRequest, coach_id: uuid.UUID) -> HttpResponse:
    """All or some students of one coach go to another."""
    viewer = door.viewer(request)
    giver = staff_member(viewer, coach_id)
    students = list(students_coached_by(viewer, giver)[:MOST_AT_ONCE]) if giver else []
    if giver is None or (not students and giver not in coaches_on(viewer, viewer.day)):
        raise Http404
    rows = student_rows(viewer, students)
    form = GiveCoachForm(
        posted(request),
        coaches=[one for one in coaches_on(viewer, viewer.day) if one != giver],
        students=[(str(row.pk), " · ".join(filter(None, (row.name, row.number, row.classes)))) for row in rows],
        initial={"on": viewer.day, "students": [str(row.pk) for row in rows]},
    )

    def page() -> HttpResponse:
        context = {"form": form, "giver": giver, "count": len(rows), "key": new_key()}
        return render(request, "operation/hand_over.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        chosen = [uuid.UUID(one) for one in form.cleaned_data["students"]]
        done = hand_over(
            students=chosen, giver=giver, taker=form.cleaned_data["coach"], by=viewer, on=form.cleaned_data["on"]
        )
        say(request, done)
        return reverse("administration-coaches")

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@office(*PEOPLE, methods=("POST",))
def give_coach(request: HttpRequest) -> HttpResponse:
    """One coach for the students ticked in the list."""
    viewer = door.viewer(request)
    asked = request.POST.getlist("students")[:MOST_AT_ONCE]
    form = GiveCoachForm(
        request.POST, coaches=coaches_on(viewer, viewer.day), students=[(one, one) for one in asked if _is_id(one)]
    )

    def again() -> HttpResponse:
        for errors in form.errors.values():
            for text in errors:
                messages.error(request, str(text))
        return render(request, "operation/give_coach_failed.html", status=422)

    def work() -> str:
        typed = form.cleaned_data
        chosen = [uuid.UUID(one) for one in typed["students"]]
        say(request, assign_coach(students=chosen, coach=typed["coach"], by=viewer, on=typed["on"]))
        return f"{reverse('administration-students')}?which=without-coach"

    return carry_out(request, form, work, again)


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
