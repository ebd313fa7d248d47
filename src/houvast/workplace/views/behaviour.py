"""Professional behaviour of one student: facts under the points of the list, talked over."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.core.access.words import Action, Data
from houvast.people.carrying import carry_out
from houvast.people.clock import now, today
from houvast.people.posted import posted
from houvast.people.submissions import new_key
from houvast.privacy import door
from houvast.workplace.actions import behaviour as acts
from houvast.workplace.behaviour_list import POINTS
from houvast.workplace.forms.behaviour import ObservationForm, TalkOverForm
from houvast.workplace.queries import behaviour


@login_required
@require_safe
def page(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The list with what was seen."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.WORKPLACE_GUIDANCE)
    return render(request, "workplace/behaviour.html", behaviour.behaviour_page(student, viewer))


@login_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Note what was seen or heard."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.WORKPLACE_GUIDANCE, Action.RECORD)
    form = ObservationForm(posted(request), initial={"seen_on": today()})
    back = reverse("workplace:behaviour", args=(student.pk,))

    def shown(status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": gettext("Note what you saw"),
            "lead": gettext("Facts help a talk; a judgement closes it. Also note what goes well."),
            "over": student.name,
            "back": back,
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        draft = acts.ObservationDraft(**form.cleaned_data)
        acts.note_observation(student=student, by=viewer, draft=draft, at=now())
        return back

    return shown() if request.method == "GET" else carry_out(request, form, work, shown)


@login_required
@require_http_methods(["GET", "POST"])
def talk_over(request: HttpRequest, observation_id: uuid.UUID) -> HttpResponse:
    """Keep what was said about an observation."""
    viewer = door.viewer(request)
    found = behaviour.observation_for(viewer, observation_id)
    first = {"on": today(), "own_view": found.own_view, "agreed": found.agreed, "revision": found.revision}
    form = TalkOverForm(posted(request), initial=first)
    back = reverse("workplace:behaviour", args=(found.student_id,))

    def shown(status: int = 200) -> HttpResponse:
        words = {"point": POINTS[found.item].says, "fact": found.fact}
        context = {
            "form": form,
            "title": gettext("Talked over"),
            "lead": gettext("%(point)s: %(fact)s") % words,
            "over": found.student.name,
            "back": back,
            "key": new_key(),
        }
        return render(request, "workplace/form.html", context, status=status)

    def work() -> str:
        typed = form.cleaned_data
        acts.talk_over(
            observation=found,
            by=viewer,
            on=typed["on"],
            own_view=typed["own_view"],
            agreed=typed["agreed"],
            seen_revision=typed["revision"],
            at=now(),
        )
        return back

    return shown() if request.method == "GET" else carry_out(request, form, work, shown)
