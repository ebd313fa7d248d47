"""Reading cases: a student's cases, one case, its log, its proof of care."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houvast.cases import pack_library, queries, reading, reports, showing
from houvast.cases.actions.naming import may_name
from houvast.cases.actions.upgrading import may_upgrade, newer_version
from houvast.cases.available import available_to
from houvast.cases.proof import proof_of_care
from houvast.cases.rights import case_rights
from houvast.cases.roles import holders
from houvast.core.access.words import Action, Data
from houvast.core.procedure.guards import role_label
from houvast.core.procedure.roles import Role
from houvast.core.procedure.tasks import TaskKind
from houvast.documents.queries import letters_of
from houvast.education.queries import educations_of
from houvast.people.clock import now
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Around, Row


@login_required
@require_safe
def of_student(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The student's cases, and the procedures that the viewer may begin, with why they are available or not yet."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.CASES)
    cases = queries.cases_of(student, viewer)
    rows = [Row(name=one.title, url=one.url, about=one.where, due=one.due_on) for one in cases]
    context = {"student": student, "rows": rows, "available": available_to(viewer, student), "today": viewer.day}
    return render(request, "cases/of_student.html", context)


@login_required
@require_safe
def open_cases(request: HttpRequest) -> HttpResponse:
    """Every open case of the students this viewer may see."""
    viewer = door.viewer(request)
    cases = queries.open_cases(viewer)
    rows = [Row(name=one.student_name, url=one.url, about=one.title, why=one.where, due=one.due_on) for one in cases]
    return render(request, "cases/open.html", {"rows": rows, "today": viewer.day})


@login_required
@require_safe
def case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """One case: where it stands, what waits for whom, what was agreed. In plain words for the student and guardians."""
    viewer = door.viewer(request)
    opened = reading.read(queries.case_for(viewer, case_id), viewer)
    if opened.erased:
        return render(request, "cases/erased.html", {"opened": opened})
    return render(request, "cases/own.html" if opened.own else "cases/case.html", case_context(opened, viewer))


def case_context(opened: reading.OpenedCase, viewer: Viewer) -> dict[str, object]:
    """What the page of a case shows."""
    spoken = queries.language()
    tasks = showing.waiting(opened, viewer.person)
    may_see_letters = door.may(viewer, opened.case.student, Data.LETTERS)
    letters = letters_of(opened.case.student, viewer) if may_see_letters else ()
    kept = set(opened.case.letters.values_list("document_id", flat=True))
    ended = opened.state.ended
    return {
        "opened": opened,
        "case": opened.case,
        "student": opened.case.student,
        "sees_student": door.may(viewer, opened.case.student, Data.CASES),
        "pack": opened.pack,
        "title": opened.pack.title.in_(spoken),
        "summary": opened.pack.summary.in_(spoken),
        "at_step": opened.pack.step_by_id[opened.state.step].title.in_(spoken) if opened.state.step else "",
        "drawing": showing.drawn(opened),
        "mine": [one for one in tasks if one.mine],
        "others": [one for one in tasks if not one.mine],
        "next": next((one for one in tasks if one.mine and one.ready), tasks[0] if tasks else None),
        "any_time": [(act.id, act.title.in_(spoken), act.optional) for act in opened.any_time()],
        "reports": reports.reports(opened),
        "letters": [letter for letter in letters if letter.id in kept],
        "rights": tuple(case_rights(opened.case, opened.pack, spoken)),
        "outcome": opened.pack.outcomes[ended.outcome].text.in_(spoken) if ended else "",
        "outcome_title": opened.pack.outcomes[ended.outcome].title.in_(spoken) if ended else "",
        "follow_ons": [(one.text.in_(spoken), _opens(opened, one.pack)) for one in opened.state.follow_ons],
        "deviations": [one for one in showing.told(opened, viewer) if one.kind == "deviated"],
        "helpers": _helpers(opened, spoken),
        "newer": bool(
            may_upgrade(opened.case, opened.pack, viewer) and newer_version(opened.case, opened.pack, viewer)
        ),
        "may_name": may_name(viewer, opened.case.student),
        "needs_birth_date": any(task.kind is TaskKind.FACT for task in opened.tasks()),
        "may_export": door.may(viewer, opened.case.student, Data.CASES, Action.EXPORT),
        "today": viewer.day,
    }


def _helpers(opened: reading.OpenedCase, spoken: str) -> tuple[Around, ...]:
    """Who helps the student in this procedure: coach, team leader, support advisor."""
    return tuple(
        Around(name=person.name, role=role_label(opened.pack, role).in_(spoken), mail=person.email, phone=person.phone)
        for role in (Role.COACH, Role.TEAM_LEADER, Role.SUPPORT_ADVISOR)
        for person in holders(opened.case.student, role, opened.on, opened.case)
    )


def _opens(opened: reading.OpenedCase, pack_id: str) -> str:
    """Where the viewer may begin the procedure that this one leads to; empty when that is for somebody else."""
    pack = pack_library.national().get(pack_id)
    if pack is None or not opened.roles & set(pack.opened_by):
        return ""
    if not pack_library.is_offered(pack, educations_of(opened.case.student, opened.on)):
        return ""
    return reverse("cases:begin", args=(opened.case.student_id, pack_id))


@login_required
@require_safe
def log(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Why does it say this? Every event, who, when and in which role."""
    viewer = door.viewer(request)
    opened = reading.read(queries.case_for(viewer, case_id), viewer)
    context = {
        "opened": opened,
        "case": opened.case,
        "student": opened.case.student,
        "events": showing.told(opened, viewer),
    }
    context["title"] = opened.pack.title.in_(queries.language())
    return render(request, "cases/log.html", context)


@login_required
@require_safe
def proof(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The whole case as one accessible PDF: the proof of care."""
    viewer = door.viewer(request)
    opened = reading.read(queries.case_for(viewer, case_id, Action.EXPORT), viewer)
    content = proof_of_care(opened, viewer.person.name, queries.language(), now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="case-{str(case_id)[-12:]}.pdf"'
    return response
