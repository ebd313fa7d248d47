"""What the rules see of chosen students, and the first day on which time alone may change that. Writes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from houvast.alerts.measuring.absences import absences, planned
from houvast.alerts.measuring.chosen import Chosen, Key, a_day, day_of, key_of, rows
from houvast.alerts.measuring.contact import contact
from houvast.alerts.measuring.population import School, Student
from houvast.alerts.measuring.progress import progress
from houvast.alerts.measuring.seen import Seen
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import MEASURES, Source

BY_A_PERSON = frozenset(measure for measure, counted in MEASURES.items() if counted.source is Source.PERSON)


def see(
    rules: Sequence[Rule], chosen: Chosen, people: Mapping[Key, Student], school: School
) -> tuple[dict[str, Seen], dict[Key, date]]:
    """What each of these rules sees, and the first day on which time alone may change that, per student."""
    by_source: dict[Source, list[Rule]] = {source: [] for source in Source}
    for rule in rules:
        by_source[rule.reads].append(rule)
    seen = absences(by_source[Source.ABSENCE], chosen, people, school.on)
    of_progress, later_result = progress(
        [*by_source[Source.RESULTS], *by_source[Source.PLACEMENT]], chosen, people, school
    )
    of_contact, later_talk = contact(by_source[Source.TALKS], chosen, people, school.on)
    seen |= of_progress | of_contact
    due: dict[Key, date] = {}
    days = [its.due for its in seen.values()]
    for mapping in (*days, planned(chosen, school.on), later_result, later_talk, _coming(chosen, school)):
        for key, day in mapping.items():
            if key not in due or day < due[key]:
                due[key] = day
    return seen, due


def _coming(chosen: Chosen, school: School) -> dict[Key, date]:
    """Enrolments that begin later: from that day the rules are about the student."""
    found = rows(
        f"""
        SELECT student_id, MIN(starts_on) FROM education_enrolment
        WHERE {chosen.where("student_id")} AND organisation_id = %s AND starts_on > %s GROUP BY student_id
        """,  # noqa: S608 - the condition is ours, what fills it is bound
        [*chosen.given, key_of(school.organisation_id), a_day(school.on)],
    )
    return {student: day_of(day) for student, day in found}
