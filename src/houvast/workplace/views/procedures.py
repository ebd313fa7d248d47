"""Asking for a switch of training school, and beginning an assessment with its resit and third chance."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from houvast.cases import available
from houvast.core.access.words import Data
from houvast.people.carrying import carry_out
from houvast.people.clock import now
from houvast.people.posted import posted
from houvast.people.submissions import new_key
from houvast.privacy import door
from houvast.workplace.actions.procedures import begin_with_parts
from houvast.workplace.forms.procedures import AssessmentForm, BesideForm, SwitchForm
from houvast.workplace.models import Pointer
from houvast.workplace.procedure_names import RESIT, SWITCH
from houvast.workplace.queries.about import pointer_of


def _begin(
    request: HttpRequest,
    student_id: uuid.UUID,
    pack_id: str,
    form: SwitchForm | AssessmentForm | BesideForm,
    *,
    own: list[str],
    beside: list[str],
    about: str,
) -> HttpResponse:
    """`own` and `beside` say how it goes to the student and to who guides; `about` what it is, to who guides."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.CASES)
    offer = available.offer_of(viewer, student, pack_id)
    if offer is None:
        raise Http404

    is_own = student.pk == viewer.person.pk
    if not is_own:
        form = BesideForm(posted(request))

    def page(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "offer": offer,
            "student": student,
            "notes": own if is_own else beside,
            "about": offer.about if is_own else about,
            "pointer": pointer_of(viewer, Pointer.About.RESIT) if pack_id == RESIT else None,
            "procedure_url": reverse("cases:procedure", args=(pack_id,)),
            "back": reverse("workplace:student", args=(student.pk,)),
            "key": new_key(),
        }
        return render(request, "workplace/begin.html", context, status=status)

    def work() -> str:
        case = begin_with_parts(student=student, pack_id=pack_id, by=viewer, own_words=form.own_words(), at=now())
        return reverse("cases:case", args=(case.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)


@login_required
@require_http_methods(["GET", "POST"])
def switch(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Ask for a switch; first it is looked for within the own training school (S-122, S-138, S-264, S-265)."""
    own = [
        gettext("Your institute-based educator talks with you first, and you look together within your own school."),
        gettext("A wish of content is taken in when it is told before 1 April."),
        gettext("The placement office looks for a place: all schools agreed that students do not apply themselves."),
        gettext("Do you and your educator not agree? Then the subject coordinator looks at it."),
    ]
    beside = [
        gettext("The institute-based educator talks with the student, and they look within the own school first."),
        *own[1:3],
        gettext("Do student and educator not agree? Then the subject coordinator looks at it."),
    ]
    about = gettext("For a student who asks for another training school: a talk first, then the placement office.")
    form = SwitchForm(posted(request))
    return _begin(request, student_id, SWITCH, form, own=own, beside=beside, about=about)


@login_required
@require_http_methods(["GET", "POST"])
def assessment(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """An assessment that is not met: one resit after ten teaching weeks, then a talk and a third chance to ask for."""
    first = [
        gettext("Every placement is assessed when it ends. Without a portfolio it is not met."),
        gettext("There is one resit, ten teaching weeks after the day of the assessment."),
    ]
    own = gettext("After that you talk with your programme, and you can ask the examination board for a third chance.")
    beside = gettext("After that there is a talk of three, and the student can ask the board for a third chance.")
    about = gettext("For a student whose placement was not met: one resit, and the board decides on a third chance.")
    form = AssessmentForm(posted(request))
    return _begin(request, student_id, RESIT, form, own=[*first, own], beside=[*first, beside], about=about)
