"""Who looked: the student's own log of reads."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from houvast.core.access.words import Data
from houvast.privacy import door, words
from houvast.privacy.queries import by_day, reads_of

READS_A_PAGE = 50


@require_safe
@login_required
def reads(request: HttpRequest) -> HttpResponse:
    """Who looked at me, when, in what role and what for; newest first."""
    viewer = door.viewer(request)
    student = door.student(viewer, viewer.person.pk, Data.READ_LOG)
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
        for day in by_day(shown)
    ]
    further = str(shown[-1].id) if len(found) > READS_A_PAGE else None
    context = {"days": days, "further": further, "is_first": "before" not in request.GET}
    return render(request, "privacy/reads.html", context)


def _before(request: HttpRequest) -> uuid.UUID | None:
    """Where a list goes on; what cannot be read begins at the newest."""
    try:
        return uuid.UUID(request.GET.get("before", ""))
    except ValueError:
        return None
