"""What the rules see of chosen students, and the first day on which time alone may change that. Writes nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from houvast.alerts.measuring.absences import ask_absences
from houvast.alerts.measuring.chosen import Chosen, Key
from houvast.alerts.measuring.contact import ask_contact
from houvast.alerts.measuring.population import School, Student
from houvast.alerts.measuring.progress import ask_progress
from houvast.alerts.measuring.seen import Seeing, Seen
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import MEASURES, Source

BY_A_PERSON = frozenset(measure for measure, counted in MEASURES.items() if counted.source is Source.PERSON)


def see(
    rules: Sequence[Rule], chosen: Chosen, people: Mapping[Key, Student], school: School
) -> tuple[dict[str, Seen], dict[Key, date]]:
    """What each of these rules sees, and the first day on which time alone may change that, per student."""
    return ask_to_see(rules, chosen, school)(people)


def ask_to_see(rules: Sequence[Rule], chosen: Chosen, school: School) -> Seeing:
    """Asks for all of it; the days it gives are those on which time alone may change what any of the rules sees."""
    by_source: dict[Source, list[Rule]] = {source: [] for source in Source}
    for rule in rules:
        by_source[rule.reads].append(rule)
    asked = (
        ask_absences(by_source[Source.ABSENCE], chosen, school.on),
        ask_progress([*by_source[Source.RESULTS], *by_source[Source.PLACEMENT]], chosen, school),
        ask_contact(by_source[Source.TALKS], chosen, school.on),
    )

    def look(people: Mapping[Key, Student]) -> tuple[dict[str, Seen], dict[Key, date]]:
        seen: dict[str, Seen] = {}
        due: dict[Key, date] = {}
        for source in asked:
            its, later = source(people)
            seen |= its
            for mapping in (*(one.due for one in its.values()), later):
                for key, day in mapping.items():
                    if key not in due or day < due[key]:
                        due[key] = day
        return seen, due

    return look
