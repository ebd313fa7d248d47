"""The first page of all help: one box, and what is found."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from houvast.directory.forms import SearchForm
from houvast.directory.life_areas import AREA_NAMES
from houvast.directory.queries.finding import found, services_called
from houvast.directory.queries.services import may_keep
from houvast.directory.views.public import public, shown
from houvast.people.models import Account
from houvast.privacy import door


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    """Search in one's own words; without words the ways in."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    query = form.cleaned_data["q"].strip() if form.is_bound and form.is_valid() else ""
    viewer = door.viewer(request) if isinstance(request.user, Account) else None
    context = {
        "form": form,
        "query": query,
        "hits": found(query) if query else (),
        "near": services_called(query) if query else (),
        "areas": AREA_NAMES.items(),
        "keeps": viewer is not None and may_keep(viewer),
        "school": viewer.person.organisation if viewer is not None else None,
    }
    return shown(request, "directory/home.html", context, here="home")
