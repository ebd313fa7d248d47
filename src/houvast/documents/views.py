"""A letter on the screen, and as a file."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from houvast.documents.queries import document_for, file_of, values_of
from houvast.privacy import door


@require_safe
@login_required
def letter(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """The letter as a page, with the same text as the file."""
    document = document_for(door.viewer(request), document_id)
    values = values_of(document)
    if values is None:
        return redirect("documents:file", document_id=document.pk)
    return render(request, "documents/letter.html", {"document": document, "letter": values})


@require_safe
@login_required
def file(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """The file as it was made. Its name says the day and the title, in letters every system can keep."""
    document = document_for(door.viewer(request), document_id)
    response = HttpResponse(file_of(document), content_type="application/pdf")
    name = f"{document.dated_on.isoformat()}-{slugify(document.title)[:80] or document.form}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
