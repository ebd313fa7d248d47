"""What is new of whom: notes of it are taken a few hundred at a time, together with those whose day has come."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from houvast.alerts.measuring.chosen import Chosen, Key, a_day, day_of, key_of, on_postgresql, rows, these
from houvast.alerts.measuring.population import School
from houvast.core.alerts.words import Source
from houvast.education.models import Touched

EVERY = frozenset(Source)
NONE: frozenset[Source] = frozenset()
READ_BY: Mapping[str, frozenset[Source]] = {
    Touched.Kind.ABSENCE: frozenset({Source.ABSENCE}),
    Touched.Kind.RESULT: frozenset({Source.RESULTS, Source.PLACEMENT}),
    Touched.Kind.PLACEMENT: frozenset({Source.RESULTS, Source.PLACEMENT}),
    Touched.Kind.TALK: frozenset({Source.TALKS}),
    Touched.Kind.AGREEMENT: frozenset({Source.TALKS}),
}
"""Which kinds of data may say something else when this is new of a student whose day has not come. What is not named
here may change all of them.
"""


@dataclass(slots=True, kw_only=True)
class News:
    """Students of whom something is new, with the kinds of it, or whose day has come, without any; the day that is
    known of each, if any; whether others wait; and whether these are to be measured as a `whole`.
    """

    kinds: dict[Key, set[str]] = field(default_factory=dict)
    due: dict[Key, date] = field(default_factory=dict)
    is_more: bool = False
    whole: bool = False

    def about(self, on: date) -> dict[Source, Chosen]:
        """Of whom each kind of data is looked at: of a student who was measured before and whose day has not come, that
        in which something is new; of anybody else every kind.
        """
        of: dict[Source, list[Key]] = {source: [] for source in Source}
        for key, kinds in self.kinds.items():
            sources = EVERY
            if kinds and not self.whole and self.due.get(key, on) > on:
                sources = NONE.union(*[READ_BY.get(kind, EVERY) for kind in kinds])
            for source in sources:
                of[source].append(key)
        return {source: Chosen(keys=tuple(keys)) for source, keys in of.items()}


def ask_for_news(school: School, most: int) -> Callable[[Collection[Key]], News]:
    """Takes at most so many notes of what is new, in this transaction, and asks whose day has come. To be looked at
    later, with those whose day had come before and who were measured.

    What is noted after this stays for the next time, also of the same students.
    """
    found = _take(school, most)

    def look(before: Collection[Key]) -> News:
        news, notes = News(), 0
        came: list[tuple[Key, date]] = []
        for student, kind, day in found:
            if kind is None:
                came.append((student, day_of(day)))
                continue
            notes += 1
            news.kinds.setdefault(student, set()).add(kind)
            if day is not None:
                news.due[student] = day_of(day)
        came = [(student, day) for student, day in came if student not in before]
        fit = [(student, day) for student, day in came if student not in news.kinds][: most - notes]
        news.kinds |= {student: set() for student, _ in fit}
        news.due |= fit
        news.is_more = notes == most or len(came) == most or any(student not in news.kinds for student, _ in came)
        return news

    return look


def _take(school: School, most: int) -> Iterator[tuple[Any, ...]]:
    """Student, kind and the day that is known of the student, a row for each note; and a row without a kind for whose
    day has come, at most as many.
    """
    ours, on = key_of(school.organisation_id), a_day(school.on)
    due = 'SELECT student_id, NULL, "on" FROM alerts_due WHERE organisation_id = %s AND "on" <= %s LIMIT %s'
    if on_postgresql():
        return rows(
            f"""
            WITH gone AS (
                DELETE FROM education_touched WHERE ctid = ANY(ARRAY(
                    SELECT ctid FROM education_touched WHERE organisation_id = %s LIMIT %s))
                RETURNING student_id, kind)
            SELECT g.student_id, g.kind, d."on" FROM gone g LEFT JOIN alerts_due d ON d.student_id = g.student_id
            UNION ALL ({due})
            """,  # noqa: S608 - the condition is ours, what fills it is bound
            [ours, most, ours, on, most],
        )
    notes = list(
        rows(
            """
            SELECT t.id, t.student_id, t.kind, d."on" FROM education_touched t
            LEFT JOIN alerts_due d ON d.student_id = t.student_id WHERE t.organisation_id = %s LIMIT %s
            """,
            [ours, most],
        )
    )
    chosen = these(row[0] for row in notes)
    rows(f"DELETE FROM education_touched WHERE {chosen.where('id')}", chosen.given)  # noqa: S608 - as above
    return iter([*(row[1:] for row in notes), *rows(due, [ours, on, most])])


def waiting(school: School) -> int:
    """About how many wait: a student of whom several things are new counts more than once."""
    found = rows(
        """
        SELECT (SELECT COUNT(*) FROM education_touched WHERE organisation_id = %s)
            + (SELECT COUNT(*) FROM alerts_due WHERE organisation_id = %s AND "on" <= %s)
        """,
        [key_of(school.organisation_id)] * 2 + [a_day(school.on)],
    )
    return int(next(found)[0])
