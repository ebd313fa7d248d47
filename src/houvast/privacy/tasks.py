"""Listing the log of reads per student, in the background, so that "who looked at me" is an index look-up."""

import uuid

from houvast.people.models import Person
from houvast.privacy.models import ReadLog, ReadLogStudent

READS_AT_ONCE = 500


def list_reads(organisation_id: uuid.UUID) -> bool:
    """List the oldest reads that are not listed yet, in one transaction of the caller; True when there are more.

    Listing again what was listed changes nothing. Students who were erased meanwhile are left out.
    """
    reads = list(
        ReadLog.objects.filter(organisation_id=organisation_id, listed=False)
        .order_by("id")
        .values_list("id", "students")[:READS_AT_ONCE]
    )
    shown = {uuid.UUID(student) for _, students in reads for student in students}
    known = set(Person.objects.filter(pk__in=shown).values_list("id", flat=True))
    ReadLogStudent.objects.bulk_create(
        [
            ReadLogStudent(organisation_id=organisation_id, read_id=read, student_id=student)
            for read, students in reads
            for student in map(uuid.UUID, students)
            if student in known
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
    ReadLog.objects.filter(pk__in=[read for read, _ in reads]).update(listed=True)
    return len(reads) == READS_AT_ONCE
