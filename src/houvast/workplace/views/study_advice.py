"""The urgent study advice of one student."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from houvast.core.access.words import Data
from houvast.privacy import door
from houvast.workplace.queries.study_advice import advice_page


@login_required
@require_safe
def study_advice(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """The one moment, what lets it wait, and that the student may set it aside (S-088 to S-100)."""
    viewer = door.viewer(request)
    student = door.student(viewer, student_id, Data.CASES)
    return render(request, "workplace/study_advice.html", advice_page(student, viewer))
