"""Loading a file of services: first what would happen, then yes. The file travels in the form and is not kept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from houvast.directory.actions import import_services
from houvast.directory.forms import ChooseServices
from houvast.directory.life_areas import AREA_NAMES
from houvast.directory.queries.finding import language
from houvast.directory.queries.rows import EXAMPLE
from houvast.directory.queries.services import kinds, kinds_named
from houvast.directory.service_file import ReadFile, read, write
from houvast.directory.views.keeping import keeper
from houvast.directory.words import WRONG_WORDS
from houvast.people.clock import now, today
from houvast.people.submissions import new_key, once
from houvast.web.components import Column, Fact

SHOWN_ERRORS = 200


@login_required
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a file; the answer says what would happen and everything that is wrong."""
    viewer = keeper(request)
    if request.method != "POST":
        return _choose_page(request, ChooseServices())
    form = ChooseServices(request.POST, request.FILES)
    if not form.is_valid():
        return _choose_page(request, form, status=422)
    content = form.cleaned_data["file"].read()
    found = read(content, kinds=kinds(), today=today())
    if not found.rows:
        return _choose_page(request, form, found, status=422)
    would = import_services(
        rows=found.rows, kept_by=viewer.person.organisation, by=viewer, on=today(), at=now(), write=False
    )
    context = _errors(found) | {
        "content": content.decode("utf-8-sig"),
        "facts": [
            Fact(label=gettext("Will be added"), value=would.added),
            Fact(label=gettext("Will be changed"), value=would.changed),
            Fact(label=gettext("Stays as it is"), value=would.unchanged),
            Fact(label=gettext("Waits for review"), value=would.waiting),
        ],
        "has_news": bool(would.added or would.changed),
        "key": new_key(),
    }
    return render(request, "directory/import_preview.html", context)


def _errors(found: ReadFile) -> dict[str, object]:
    return {
        "error_count": len(found.errors),
        "columns": [
            Column(label=gettext("Line"), numeric=True), gettext("Column"), gettext("Value"), gettext("What is wrong")
        ],
        "errors": [
            (one.line, one.column or "-", one.value or "-", WRONG_WORDS[one.wrong])
            for one in found.errors[:SHOWN_ERRORS]
        ],
    }  # fmt: skip


def _choose_page(
    request: HttpRequest, form: ChooseServices, found: ReadFile | None = None, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "areas": AREA_NAMES.items(), "kinds": kinds_named(language())}
    return render(request, "directory/import.html", context | (_errors(found) if found else {}), status=status)


@login_required
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """Say yes: the right rows are loaded in one transaction."""
    viewer = keeper(request)
    found = read(request.POST.get("content", "").encode(), kinds=kinds(), today=today())
    if not found.rows:
        return _choose_page(request, ChooseServices(), found, status=422)

    def work() -> str:
        done = import_services(
            rows=found.rows, kept_by=viewer.person.organisation, by=viewer, on=today(), at=now(), write=True
        )
        messages.success(
            request,
            gettext("%(added)s added, %(changed)s changed.") % {"added": done.added, "changed": done.changed},
        )
        return reverse("keep-services")

    return once(request, work)


@login_required
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """A file with the columns and one example row."""
    keeper(request)
    response = HttpResponse(write((EXAMPLE,)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="houvast-directory-template.csv"'
    return response
