"""The norms of a programme: what it expects of its students, set here or by an import."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from houvast.education.actions import NormFacts, set_norm
from houvast.operation.forms.norms import MEASURES, NormForm
from houvast.operation.queries.organisation import norms_of, programmes
from houvast.operation.views.office import Role, carry_out, office
from houvast.people.actions.record import note
from houvast.people.clock import now
from houvast.people.models import AdministrativeAct
from houvast.people.posted import posted
from houvast.people.submissions import new_key
from houvast.privacy import door


@office(Role.ADMINISTRATOR)
def norms(request: HttpRequest, programme_id: uuid.UUID) -> HttpResponse:
    """The norms that hold, and a form that sets one, replaces it or takes it away."""
    viewer = door.viewer(request)
    programme = next((one for one in programmes(viewer) if one.pk == programme_id), None)
    if programme is None:
        raise Http404
    form = NormForm(posted(request))

    def page() -> HttpResponse:
        names = {measure.value: name for measure, name in MEASURES.items()}
        rows = [(one, names[one.measure]) for one in norms_of(programme)]
        context = {"form": form, "programme": programme, "rows": rows, "key": new_key()}
        return render(request, "operation/norms.html", context, status=422 if form.is_bound else 200)

    def work() -> str:
        set_norm(programme=programme, facts=NormFacts(**form.cleaned_data), at=now())
        note(by=viewer, act=AdministrativeAct.Act.PROGRAMME, text=programme.name)
        messages.success(request, _("The norms of %(name)s are saved.") % {"name": programme.name})
        return reverse("administration-programme-norms", args=(programme.pk,))

    return page() if request.method == "GET" else carry_out(request, form, work, page)
