"""The log of reads for who comes by a link that was made for them: there is no account, and the student may know it."""

import uuid

from django.http import HttpRequest

from houvast.core.access.words import Purpose
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.sign_in import origin_of
from houvast.privacy.models import ReadLog


def note_read_by_link(request: HttpRequest, *, reader: uuid.UUID, student: Person, purpose: Purpose) -> None:
    """Say that this person was shown this student's data; raises DatabaseError when it cannot be written."""
    match = request.resolver_match
    ReadLog.objects.create(
        organisation_id=student.organisation_id,
        reader_id=reader,
        at=now(),
        purpose=purpose,
        page=(match.view_name if match else request.path)[:120],
        request_id=getattr(request, "request_id", ""),
        origin=origin_of(request),
        students=[student.pk.hex],
    )
