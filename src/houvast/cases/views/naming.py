"""Who has which role in this case, and naming somebody where nobody is found."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from houvast.cases import actions, queries
from houvast.cases.actions.naming import may_name
from houvast.cases.naming_form import NameForm
from houvast.cases.pinned import pack_of
from houvast.cases.roles import holders, role_name
from houvast.core.procedure.roles import Role
from houvast.people.clock import now
from houvast.people.submissions import FIELD, new_key, once
from houvast.privacy import door

INVALID = 422


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """The roles of the procedure with who has them; a person may be named for a role of the school."""
    viewer = door.viewer(request)
    case = queries.case_for(viewer, case_id)
    if not may_name(viewer, case.student):
        raise Http404
    pack = pack_of(case.pack_version)
    form = NameForm(request.POST or None, pack=pack, organisation_id=case.organisation_id)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            role, person = form.role(), form.person()

            def work() -> str:
                actions.name_for_role(case=case, role=role, person_id=person, by=viewer, at=now())
                return reverse("cases:case", args=(case_id,))

            return once(request, work)
        status = INVALID
    spoken = queries.language()
    roles = {role for act in pack.acts.values() for role in (*act.by, *(signer.role for signer in act.signatures))}
    rows = [
        (role_name(role, spoken), ", ".join(person.name for person in holders(case.student, role, viewer.day, case)))
        for role in sorted(roles, key=list(Role).index)
    ]
    context = {
        "case": case, "student": case.student, "title": pack.title.in_(spoken), "rows": rows, "form": form,
        "key": request.POST.get(FIELD) or new_key(),
    }  # fmt: skip
    return render(request, "cases/people.html", context, status=status)
