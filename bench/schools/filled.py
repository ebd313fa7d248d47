"""A school of any size with a year of absence, talks, agreements and results, made set-wise inside the database.

Nothing passes through Python but statements, so half a million students with fifty million absences take minutes.
Every row follows from its number by arithmetic: the same size gives the same school. Absence comes in spells of ten
lessons over three days; a student has 2, 6, 12 or 20 spells a year, a hundred rows on average. Rows lie in the table by
day, as daily imports put them.
"""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection

from houvast.education.models import Programme, ProgressNorm
from houvast.people.clock import now
from houvast.people.models import Organisation, Person, PersonalRelation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from houvast.people.models import Account

CLASS = 25
PER_STUDENT = 100
TABLES = ("attendance_absence", "education_result", "guidance_talk", "guidance_agreement")


class Writer:
    """The two databases' ways of writing keys, days and numbers that look drawn."""

    def __init__(self, on: date) -> None:
        self.postgres = connection.vendor == "postgresql"
        self.on = on

    def key(self, kind: str, number: str) -> str:
        """A UUID of this kind (one hexadecimal) that grows with the number."""
        if self.postgres:
            return f"('0000000{kind}-0000-7000-8000-' || lpad(to_hex(({number})::bigint), 12, '0'))::uuid"
        return f"printf('0000000{kind}000070008000%012x', {number})"

    def path(self, number: str) -> str:
        """The path of a unit at the top."""
        if self.postgres:
            return f"replace({self.key('2', number)}::text, '-', '') || '/'"
        return f"{self.key('2', number)} || '/'"

    def day(self, back: str) -> str:
        """So many days before the day of the measuring."""
        if self.postgres:
            return f"(DATE '{self.on.isoformat()}' - (({back})::int))"
        return f"date('{self.on.isoformat()}', '-' || ({back}) || ' days')"

    def drawn(self, number: str, salt: int, of: int) -> str:
        """0 up to `of`, spread by arithmetic."""
        mixed = f"CAST(({number}) AS bigint) * 2654435761 + {salt * 40503 * 65537} + ({number}) / 7 * {salt}"
        return f"(({mixed}) % 1000003 % {of})"

    def yes(self, text: str = "true") -> str:
        return text if self.postgres else {"true": "1", "false": "0"}[text]


def tell(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def numbers(table: str, name: str, first: int, last: int) -> None:
    """A table of numbers, both ends included."""
    count = f"SELECT {first} UNION ALL SELECT {name} + 1 FROM c WHERE {name} < {last}"
    tell(f"CREATE TABLE {table} AS WITH RECURSIVE c({name}) AS ({count}) SELECT {name} FROM c")


def fill(students: int, on: date) -> Organisation:
    """The school in an empty database, measured on this day; statistics are fresh."""
    school = Organisation.objects.create(id=uuid.UUID(int=1 << 64), name=f"ROC {students}", code=f"A{students}")
    programme = Programme.objects.create(organisation=school, crebo="25655", name="Medewerker ICT", level=2, years=2)
    for measure, weeks, amount in (("credits", 10, 12), ("credits", 20, 24), ("modules", 10, 4)):
        ProgressNorm.objects.create(
            organisation=school, programme=programme, measure=measure, weeks=weeks, amount=amount
        )
    coach = Person.objects.create(
        organisation=school, given_name="Coach", family_name="Van Klas", sort_name="van klas", created_at=now()
    )
    its, classes = Writer(on), max(1, students // CLASS)
    ours, what, who = (f"'{one.pk if its.postgres else one.pk.hex}'" for one in (school, programme, coach))
    if its.postgres:
        ours, what, who = f"{ours}::uuid", f"{what}::uuid", f"{who}::uuid"
    at = "now()" if its.postgres else "'2026-01-01 00:00:00'"
    numbers("bench_n", "n", 1, students)
    numbers("bench_k", "k", 0, 199)
    number = "lpad(n::text, 7, '0')" if its.postgres else "printf('%07d', n)"
    tell(f"""
        INSERT INTO people_person (id, organisation_id, given_name, name_prefix, family_name, birth_date, email, phone,
            language, is_student, number, sort_name, bsn_digest, revision, created_at)
        SELECT {its.key("1", "n")}, {ours}, 'Noor', '', 'Bakker', DATE('2009-01-01'), '', '', 'nl', {its.yes()},
            {number}, 'bakker noor ' || {number}, '', 1, {at} FROM bench_n""")
    tell(f"""
        INSERT INTO people_unit (id, organisation_id, kind, name, path, revision)
        SELECT {its.key("2", "n")}, {ours}, 'class', 'K' || n, {its.path("n")}, 1 FROM bench_n WHERE n <= {classes}""")
    begun = its.day("100")
    tell(f"""
        INSERT INTO people_unitmembership (id, organisation_id, student_id, unit_id, starts_on)
        SELECT {its.key("3", "n")}, {ours}, {its.key("1", "n")}, {its.key("2", f"n % {classes} + 1")}, {begun}
        FROM bench_n""")
    tell(f"""
        INSERT INTO education_enrolment (id, organisation_id, student_id, programme_id, pathway, cohort, starts_on,
            end_reason, source, external_id, revision)
        SELECT {its.key("4", "n")}, {ours}, {its.key("1", "n")}, {what}, 'BOL', '', {begun}, '', '', '', 1
        FROM bench_n""")
    with without_indexes(TABLES):
        _talks(its, ours, who, at)
        _results(its, ours)
        _absences(its, ours)
    PersonalRelation.objects.create(
        organisation=school, kind="coach", holder=coach, student_id=student(1), starts_on=on - timedelta(days=90)
    )
    tell("ANALYZE")
    return school


def student(number: int) -> uuid.UUID:
    """The key of the student of this number, from 1."""
    return uuid.UUID(f"00000001-0000-7000-8000-{number:012x}")


def account_of_coach(school: Organisation) -> Account:
    from houvast.people.models import Account

    coach = Person.objects.get(organisation=school, is_student=False)
    known = Account.objects.filter(organisation=school, person=coach).first()
    return known or Account.objects.create(
        organisation=school, person=coach, email="coach@example.org", created_at=now()
    )


@contextmanager
def without_indexes(tables: Sequence[str]) -> Iterator[None]:
    """Fill these tables without their indexes, which are put back at the end; those of constraints stay."""
    again = []
    with connection.cursor() as cursor:
        for table in tables:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND NOT EXISTS ("
                    "SELECT 1 FROM pg_constraint WHERE conname = indexname)", [table],
                )  # fmt: skip
            else:
                cursor.execute(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL",
                    [table],
                )
            for name, sql in cursor.fetchall():
                again.append(sql)
                cursor.execute(f'DROP INDEX "{name}"')
    yield
    for sql in again:
        tell(sql)


def _talks(its: Writer, ours: str, who: str, at: str) -> None:
    """Three talks a student; two agreements, one of them kept."""
    held = its.drawn("n + k * 31", 3, 95)
    tell(f"""
        INSERT INTO guidance_talk (id, organisation_id, student_id, kind, held_on, led_by_id, also_present,
            study_choice_advice, goes_well, report, study_behaviour, professional_attitude, results, work_placement,
            wellbeing, recorded_at, revision)
        SELECT {its.key("5", "n * 4 + k")}, {ours}, {its.key("1", "n")}, 'progress', {its.day(held)}, {who}, '', '', '',
            'Gesproken.', 'not_discussed',
            CASE WHEN {its.drawn("n + k", 5, 20)} = 0 THEN 'concern' ELSE 'on_course' END,
            'not_discussed', 'not_discussed',
            CASE WHEN {its.drawn("n + k", 7, 25)} = 0 THEN 'concern' ELSE 'on_course' END, {at}, 1
        FROM bench_n CROSS JOIN bench_k WHERE k < 3""")
    answered = f"CASE WHEN k = 1 THEN {its.day('20')} END"
    tell(f"""
        INSERT INTO guidance_agreement (id, organisation_id, student_id, talk_id, side, what, due_on, status,
            answered_on, remark, revision)
        SELECT {its.key("6", "n * 4 + k")}, {ours}, {its.key("1", "n")}, {its.key("5", "n * 4 + k")}, 'student',
            'De planning', {its.day(its.drawn("n + k", 11, 60))},
            CASE WHEN k = 1 THEN 'kept' ELSE 'open' END,
            {answered}, '', 1 FROM bench_n CROSS JOIN bench_k WHERE k < 2""")


def _results(its: Writer, ours: str) -> None:
    """Twelve results a student: one in six is not a pass, one in three units has a resit."""
    day = its.day(f"95 - k * 7 + {its.drawn('n', 13, 7)}")
    tell(f"""
        INSERT INTO education_result (id, organisation_id, student_id, "on", title, grade, passed, credits_earned, unit,
            attempt, revision, source, external_id)
        SELECT {its.key("7", "n * 16 + k")}, {ours}, {its.key("1", "n")}, {day},
            'Onderdeel ' || (k % 8), '', {its.drawn("n * 12 + k", 17, 6)} > 0,
            CASE WHEN {its.drawn("n * 12 + k", 17, 6)} > 0 THEN 3 ELSE 0 END, 'E' || (k % 8), k / 8 + 1, 1, 'bench',
            'R' || n || '-' || k
        FROM bench_n CROSS JOIN bench_k WHERE k < 12""")


def _absences(its: Writer, ours: str) -> None:
    """A year of spells, by day."""
    spell = "(n * 20 + k / 10)"
    rows = f"(CASE {its.drawn('n', 19, 4)} WHEN 0 THEN 20 WHEN 1 THEN 60 WHEN 2 THEN 120 ELSE 200 END)"
    kind = (
        f"(CASE {its.drawn(spell, 23, 20)} WHEN 0 THEN 5 WHEN 1 THEN 2 WHEN 2 THEN 2 WHEN 3 THEN 2 "
        "WHEN 4 THEN 3 WHEN 5 THEN 3 WHEN 6 THEN 3 WHEN 7 THEN 3 WHEN 8 THEN 3 WHEN 9 THEN 1 WHEN 10 THEN 1 "
        "WHEN 11 THEN 1 WHEN 12 THEN 1 WHEN 13 THEN 1 ELSE 4 END)"
    )
    back = f"(3 + {its.drawn(spell, 29, 362)} - (k % 10) / 4)"
    start = "('08:00'::time + (k % 10) * interval '45 minutes')" if its.postgres else "printf('%02d:00:00', 8 + k % 10)"
    day = its.day("back")
    tell(f"""
        INSERT INTO attendance_absence (id, organisation_id, student_id, day, starts_at, minutes, kind, confirmed,
            lesson, source, external_id, revision)
        SELECT {its.key("8", "row_number() OVER (ORDER BY back DESC, n)")}, {ours}, {its.key("1", "n")}, {day}, start,
            CASE WHEN kind = 3 THEN 10 ELSE 60 END, kind, {its.yes()}, 'Les ' || (k % 10), 'bench',
            'A' || n || '-' || k, 1
        FROM (SELECT n, k, {back} AS back, {kind} AS kind, {start} AS start FROM bench_n CROSS JOIN bench_k
              WHERE k < {rows}) AS s ORDER BY back DESC, n""")
