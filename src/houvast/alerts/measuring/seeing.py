"""What the rules see of chosen students, and the first day on which time alone may change that. Writes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from houvast.alerts.measuring.absences import absences
from houvast.alerts.measuring.chosen import Chosen, Key
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
    seen, later_absence = absences(by_source[Source.ABSENCE], chosen, people, school.on)
    of_progress, later_result = progress(
        [*by_source[Source.RESULTS], *by_source[Source.PLACEMENT]], chosen, people, school
    )
    of_contact, later_talk = contact(by_source[Source.TALKS], chosen, people, school.on)
    seen |= of_progress | of_contact
    due: dict[Key, date] = {}
    days = [its.due for its in seen.values()]
    for mapping in (*days, later_absence, later_result, later_talk):
        for key, day in mapping.items():
            if key not in due or day < due[key]:
                due[key] = day
    return seen, due
