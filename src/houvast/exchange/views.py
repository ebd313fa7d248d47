"""The import page: choose a file, see what would happen, say yes."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from houvast.exchange import pending as waiting
from houvast.exchange.explain import left_because, mend_of, reason_of
from houvast.exchange.forms import KINDS, ChooseFile
from houvast.exchange.models import PendingImport
from houvast.exchange.queries import import_run, latest_runs, may_import, pending_import
from houvast.exchange.reading.errors import FileRefused, RowError
from houvast.exchange.records import Kind
from houvast.exchange.templates_file import template_csv, template_xlsx
from houvast.people.clock import now, today
from houvast.people.submissions import new_key, once
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Column, Fact

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _importer(request: HttpRequest) -> Viewer:
    viewer = door.viewer(request)
    if not may_import(viewer):
        raise Http404
    return viewer


@login_required
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is rehearsed at once and nothing is loaded yet."""
    viewer = _importer(request)
    if request.method != "POST":
        return _choose_page(request, viewer, ChooseFile(initial={"kind": Kind.STUDENTS}))
    form = ChooseFile(request.POST, request.FILES)
    if not form.is_valid():
        return _choose_page(request, viewer, form, status=422)
    file, kind = form.cleaned_data["file"], Kind(form.cleaned_data["kind"])
    try:
        outcome, pending = waiting.rehearse(file.read(), file.name or "", kind, by=viewer, on=today(), at=now())
    except FileRefused as refused:
        form.add_error("file", f"{_place(refused.error)}{reason_of(refused.error)} {mend_of(refused.error, kind)}")
        return _choose_page(request, viewer, form, status=422)
    if not outcome.would.rows:
        form.add_error("file", gettext("There is no row in this file. Add rows under the header."))
        return _choose_page(request, viewer, form, status=422)

    def work() -> str:
        waiting.keep(pending)
        return reverse("import-rehearsal", args=(pending.pk,))

    return once(request, work)


def _choose_page(request: HttpRequest, viewer: Viewer, form: ChooseFile, *, status: int = 200) -> HttpResponse:
    runs = [
        (run.at, _kind_name(run.kind), run.by.name if run.by else gettext("Command line"), run.added, run.changed)
        for run in latest_runs(viewer)
    ]
    columns = [
        gettext("When"),
        gettext("What"),
        gettext("By"),
        Column(label=gettext("Added"), numeric=True),
        Column(label=gettext("Changed"), numeric=True),
    ]
    context = {"form": form, "key": new_key(), "runs": runs, "columns": columns, "kinds": KINDS}
    return render(request, "exchange/choose.html", context, status=status)


@login_required
@require_GET
def rehearsal(request: HttpRequest, pending: uuid.UUID) -> HttpResponse:
    """What would happen, and everything that is wrong."""
    return _rehearsal_page(request, _waiting(request, pending))


def _waiting(request: HttpRequest, id_: uuid.UUID) -> PendingImport:
    found = pending_import(_importer(request), id_, at=now())
    if found is None:
        raise Http404
    return found


def _rehearsal_page(request: HttpRequest, pending: PendingImport, *, status: int = 200) -> HttpResponse:
    found = waiting.rehearsed(pending)
    kind = Kind(pending.kind)
    context: dict[str, Any] = {
        "pending": pending,
        "found": found,
        "kind_name": _kind_name(kind),
        "key": new_key(),
        "facts": [
            Fact(label=gettext("File"), value=pending.name),
            Fact(label=gettext("What"), value=_kind_name(kind)),
            Fact(label=gettext("Will be added"), value=found.added),
            Fact(label=gettext("Will be changed"), value=found.changed),
            Fact(label=gettext("Stays as it is"), value=found.unchanged),
            Fact(label=gettext("Will not be taken over"), value=found.left),
        ],
        "error_columns": [
            Column(label=gettext("Line"), numeric=True),
            gettext("Column"),
            gettext("Value"),
            gettext("What is wrong"),
            gettext("What to do"),
        ],
        "error_rows": [
            (one.line, one.column or "-", one.value or "-", reason_of(one), mend_of(one, kind)) for one in found.errors
        ],
        "left_rows": [left_because(row) for row in found.left_rows],
        "others": [name for name, _ in found.named],
        "is_stale": status != 200,  # noqa: PLR2004 - HTTP OK
    }
    return render(request, "exchange/rehearsal.html", context, status=status)


@login_required
@require_POST
def load(request: HttpRequest, pending: uuid.UUID) -> HttpResponse:
    """Say yes: the file is loaded in one transaction and thrown away."""
    viewer = _importer(request)
    found = pending_import(viewer, pending, at=now())
    if found is None:
        return once(request, _already_gone)
    skip = request.POST.get("skip") == "yes"
    outcome = None

    def work() -> str:
        nonlocal outcome
        outcome = waiting.load(found, by=viewer, on=today(), at=now(), skip_wrong=skip)
        return (
            reverse("import-done", args=(outcome.runs[0],))
            if outcome.runs
            else reverse("import-rehearsal", args=(pending,))
        )

    answer = once(request, work)
    if outcome is not None and not outcome.runs:
        return _rehearsal_page(request, found, status=409)
    return answer


def _already_gone() -> str:
    raise Http404


@login_required
@require_POST
def discard(request: HttpRequest, pending: uuid.UUID) -> HttpResponse:
    """Say no: the file is thrown away."""
    _waiting(request, pending).delete()
    messages.success(request, gettext("The file was thrown away; nothing was loaded."))
    return redirect("import")


@login_required
@require_GET
def done(request: HttpRequest, run: uuid.UUID) -> HttpResponse:
    """What was loaded."""
    found = import_run(_importer(request), run)
    if found is None:
        raise Http404
    facts = [
        Fact(label=gettext("What"), value=_kind_name(found.kind)),
        Fact(label=gettext("Added"), value=found.added),
        Fact(label=gettext("Changed"), value=found.changed),
        Fact(label=gettext("Stayed as it was"), value=found.unchanged),
        Fact(label=gettext("Not taken over"), value=found.left),
    ]
    return render(request, "exchange/done.html", {"run": found, "facts": facts})


@login_required
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """The empty template of a kind (`kind`), as CSV or Excel (`as=xlsx`)."""
    _importer(request)
    given = request.GET.get("kind", Kind.STUDENTS)
    if given not in set(Kind):
        raise Http404
    kind = Kind(given)
    as_xlsx = request.GET.get("as") == "xlsx"
    content = template_xlsx(kind) if as_xlsx else template_csv(kind)
    response = HttpResponse(content, content_type=XLSX if as_xlsx else "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="houvast-{kind}.{"xlsx" if as_xlsx else "csv"}"'
    return response


def _kind_name(kind: str) -> str:
    return str(dict(KINDS)[Kind(kind)])


def _place(error: RowError) -> str:
    """Where it is, when it is not the first line."""
    return gettext("Line %(line)s: ") % {"line": error.line} if error.line > 1 else ""
