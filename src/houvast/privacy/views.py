"""Who looked: the student's own log of reads."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from houvast.core.access.words import Data
from houvast.people.models import Person
from houvast.privacy import door, words
from houvast.privacy.children import child
from houvast.privacy.queries import by_day, reads_of

READS_A_PAGE = 50


@require_safe
@login_required
def reads(request: HttpRequest) -> HttpResponse:
    """Who looked at me, when, in what role and what for; newest first."""
    viewer = door.viewer(request)
    return _reads(request, door.student(viewer, viewer.person.pk, Data.READ_LOG))


@require_safe
@login_required
def child_reads(request: HttpRequest, student_id: uuid.UUID) -> HttpResponse:
    """Who looked at one's child under 16. Who helped, and what an emergency opened, is for the child alone."""
    student = child(door.viewer(request), student_id, Data.READ_LOG)
    return _reads(request, student, of_child=True)


def _reads(request: HttpRequest, student: Person, *, of_child: bool = False) -> HttpResponse:
    found = reads_of(student, before=_before(request), most=READS_A_PAGE + 1)
    shown = found[:READS_A_PAGE]
    days = [
        {
            "day": day.day,
            "reads": [
                {
                    "who": words.who(read),
                    "tie": words.tie(read),
                    "what_for": words.purposes(read),
                    "page": words.page(read),
                    "times": times,
                }
                for read, times in day.reads
            ],
        }
        for day in by_day(read for read in shown if not of_child or words.is_for_guardians(read))
    ]
    further = str(shown[-1].id) if len(found) > READS_A_PAGE else None
    here = reverse("child-looked", args=[student.pk]) if of_child else reverse("who-looked")
    context = {"days": days, "further": further, "is_first": "before" not in request.GET, "here": here}
    return render(request, "privacy/reads.html", context | {"student": student if of_child else None})


def _before(request: HttpRequest) -> uuid.UUID | None:
    """Where a list goes on; what cannot be read begins at the newest."""
    try:
        return uuid.UUID(request.GET.get("before", ""))
    except ValueError:
        return None
