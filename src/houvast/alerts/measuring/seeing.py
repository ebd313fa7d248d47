"""What the rules see of chosen students, and the first day on which time alone may change that. Writes nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from houvast.alerts.measuring.absences import ask_absences
from houvast.alerts.measuring.chosen import Chosen, Key
from houvast.alerts.measuring.contact import ask_contact
from houvast.alerts.measuring.population import School, Student
from houvast.alerts.measuring.progress import ask_progress
from houvast.alerts.measuring.seen import Found, Seeing, Seen
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.words import MEASURES, Source

BY_A_PERSON = frozenset(measure for measure, counted in MEASURES.items() if counted.source is Source.PERSON)


def see(
    rules: Sequence[Rule], chosen: Chosen, people: Mapping[Key, Student], school: School
) -> tuple[dict[str, Seen], dict[Key, date]]:
    """What each of these rules sees, and the first day on which time alone may change that, per student."""
    return ask_to_see(rules, dict.fromkeys(Source, chosen), school)(dict.fromkeys(Source, people))


def ask_to_see(
    rules: Sequence[Rule], about: Mapping[Source, Chosen], school: School
) -> Callable[[Mapping[Source, Mapping[Key, Student]]], Found]:
    """Asks for all of it, each kind of data of its own students (results and placement of the same); the days it gives
    are those on which time alone may change what any of the rules sees of them.
    """
    by_source: dict[Source, list[Rule]] = {source: [] for source in Source}
    for rule in rules:
        by_source[rule.reads].append(rule)
    progress = [*by_source[Source.RESULTS], *by_source[Source.PLACEMENT]]
    asked = (
        (Source.ABSENCE, _asked(ask_absences, by_source[Source.ABSENCE], about[Source.ABSENCE], school)),
        (Source.RESULTS, _asked(ask_progress, progress, about[Source.RESULTS], school)),
        (Source.TALKS, _asked(ask_contact, by_source[Source.TALKS], about[Source.TALKS], school)),
    )

    def look(people: Mapping[Source, Mapping[Key, Student]]) -> Found:
        seen: dict[str, Seen] = {}
        due: dict[Key, date] = {}
        for source, see_it in asked:
            its, later = see_it(people[source])
            seen |= its
            for mapping in (*(one.due for one in its.values()), later):
                for key, day in mapping.items():
                    if key not in due or day < due[key]:
                        due[key] = day
        return seen, due

    return look


def _asked(
    ask: Callable[[Sequence[Rule], Chosen, School], Seeing], rules: Sequence[Rule], chosen: Chosen, school: School
) -> Seeing:
    """Asks nothing about nobody."""
    return ask(rules, chosen, school) if chosen.keys else lambda _people: ({rule.id: Seen() for rule in rules}, {})
