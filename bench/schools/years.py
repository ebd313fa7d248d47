"""A school of any size with five years behind it, made set-wise inside the database: who came, finished, left and why.

Every row follows from its number by arithmetic: the same size gives the same school. Teams of 400 students in colleges
of 25 teams; forty programmes of four levels, four a team, both pathways. A student began in one of six years; one in
eight left without a diploma (half of those with what the school recorded of it, and moments of looking back), the
others finish after as many years as their level, and some go on at the next. A student has a coach (nine of ten), three
talks, eight results and eight absences; one in three an alert.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from bench.schools.filled import Writer, numbers, tell, without_indexes
from houvast.education.models import Programme
from houvast.people.clock import now
from houvast.people.models import Organisation, Person, Unit
from houvast.vault.keyring import seal

if TYPE_CHECKING:
    from datetime import date

TEAM, COLLEGE, PROGRAMMES = 400, 25, 40
LATEST = 2026
"""Of the school years that are filled; six of them, five of which are over."""
TABLES = (
    "people_person", "people_unitmembership", "people_personalrelation", "education_enrolment", "education_diploma",
    "education_result", "guidance_contact", "guidance_talk", "attendance_absence", "alerts_alert", "monitor_leaving",
    "monitor_lookback",
)  # fmt: skip
CAUSES = ("capacity", "choice", "home", "conduct", "money", "pregnancy", "health")


def college(number: int) -> uuid.UUID:
    """The key of the college of this number, from 0; those of teams and programmes are alike."""
    return _key("6", number)


def team(number: int) -> uuid.UUID:
    return _key("2", number)


def _key(kind: str, number: int) -> uuid.UUID:
    return uuid.UUID(f"0000000{kind}-0000-7000-8000-{number:012x}")


class Years(Writer):
    """Days within school years, as both databases write them."""

    def at(self, year: str, month: str, day: str) -> str:
        """A day from its parts."""
        if self.postgres:
            return f"make_date(({year})::int, ({month})::int, ({day})::int)"
        return f"printf('%04d-%02d-%02d', {year}, {month}, {day})"

    def one_of(self, words: tuple[str, ...], number: str, salt: int) -> str:
        """One of these words, drawn."""
        cases = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words))
        return f"CASE {self.drawn(number, salt, len(words))} {cases} END"

    def months_later(self, day: str, months: str) -> str:
        """The day so many months after (near enough: months of thirty days)."""
        if self.postgres:
            return f"({day} + (({months}) * 30)::int)"
        return f"date({day}, '+' || (({months}) * 30) || ' days')"

    def bool(self, condition: str) -> str:
        return f"({condition})" if self.postgres else f"(CASE WHEN {condition} THEN 1 ELSE 0 END)"

    def words(self, text: str) -> str:
        """A text as a value of a JSON column."""
        return f"({text})::jsonb" if self.postgres else text

    def literal(self, key: uuid.UUID) -> str:
        return f"'{key}'::uuid" if self.postgres else f"'{key.hex}'"


def fill_years(school: Organisation, size: int, on: date) -> None:
    """Fill this school with so many students, as of this day; statistics are fresh."""
    its = Years(on)
    coach = _units_programmes_coach(school, size)
    ours, who = its.literal(school.pk), its.literal(coach.pk)
    at = "now()" if its.postgres else "'2026-01-01 00:00:00'"
    numbers("bench_n", "n", 1, size)
    numbers("bench_k", "k", 0, 31)
    with without_indexes(TABLES):
        _students(its, ours, who, at, size)
        _enrolments(its, ours)
        _ended(its, ours, at)
        _care(its, ours, who, at)
    tell("ANALYZE")


def _units_programmes_coach(school: Organisation, size: int) -> Person:
    """Colleges with teams, programmes, and one coach of everybody."""
    teams = max(1, size // TEAM)
    kinds, made = Unit.Kind, []
    for number in range((teams + COLLEGE - 1) // COLLEGE):
        key = college(number)
        made.append(Unit(id=key, organisation=school, kind=kinds.COLLEGE, name=f"C{number}", path=f"{key.hex}/"))
    for number in range(teams):
        key, above = team(number), made[number // COLLEGE]
        path = f"{above.path}{key.hex}/"
        made.append(Unit(id=key, organisation=school, kind=kinds.TEAM, name=f"Team {number}", parent=above, path=path))
    Unit.objects.bulk_create(made)
    Programme.objects.bulk_create(
        Programme(
            id=_key("9", number), organisation=school, crebo=f"{25000 + number}", name=f"Opleiding {number}",
            level=1 + number % 4,
        )
        for number in range(PROGRAMMES)
    )  # fmt: skip
    return Person.objects.create(
        organisation=school, given_name="Coach", family_name="Van Velen", sort_name="velen", created_at=now()
    )


def _students(its: Years, ours: str, who: str, at: str, size: int) -> None:
    """Persons with a team and a coach; `bench_s` says when each began, in what, and how it went."""
    teams = max(1, size // TEAM)
    tell(f"""
        CREATE TABLE bench_s AS SELECT n, {its.drawn("n", 3, 6)} + {LATEST - 5} AS began, n % {teams} AS team,
            n % {teams} * 4 % {PROGRAMMES} + {its.drawn("n", 5, 4)} AS programme, {its.drawn("n", 5, 4)} + 1 AS level,
            {its.drawn("n", 7, 3)} AS bbl, {its.drawn("n", 11, 8)} AS fate, {its.drawn("n", 13, 1000)} AS luck
        FROM bench_n""")
    tell(f"""
        INSERT INTO people_person (id, organisation_id, given_name, name_prefix, family_name, birth_date, email, phone,
            language, is_student, number, sort_name, bsn_digest, revision, created_at)
        SELECT {its.key("1", "n")}, {ours}, 'Noor', '', 'Bakker',
            {its.at("began - 17 - luck % 5", "1 + luck % 12", "1 + luck % 28")}, '', '', 'nl', {its.yes()},
            CAST(n AS text), 'bakker noor ' || n, '', 1, {at} FROM bench_s""")
    tell(f"""
        INSERT INTO people_unitmembership (id, organisation_id, student_id, unit_id, starts_on)
        SELECT {its.key("3", "n")}, {ours}, {its.key("1", "n")}, {its.key("2", "team")}, {its.at("began", "8", "25")}
        FROM bench_s""")
    tell(f"""
        INSERT INTO people_personalrelation (id, organisation_id, kind, holder_id, student_id, starts_on, has_authority,
            student_consents, shared_data, revision)
        SELECT {its.key("f", "n")}, {ours}, 'coach', {who}, {its.key("1", "n")}, {its.at("began", "8", "25")},
            {its.bool("1 = 0")}, {its.bool("1 = 0")}, '', 1 FROM bench_s WHERE luck % 10 > 0""")


def _enrolments(its: Years, ours: str) -> None:
    """The first enrolment of each, and of some who finished one at the next level; `bench_e` holds both."""
    left = its.at("began + luck % level + CASE WHEN began + luck % level < 2026 THEN 1 ELSE 0 END", "1 + luck % 7", "9")
    done = its.at("began + level", "7", "10")
    tell(f"""
        CREATE TABLE bench_e AS SELECT n, 0 AS again, began, team, programme, level, bbl, luck,
            {its.at("began", "8", "25")} AS starts_on, fate = 0 AND began < {LATEST} AS left_early,
            fate > 0 AND began + level <= {LATEST} AS finished,
            CASE WHEN fate = 0 AND began < {LATEST} THEN {left}
                 WHEN fate > 0 AND began + level <= {LATEST} THEN {done} END AS ends_on
        FROM bench_s""")
    tell(f"""
        INSERT INTO bench_e SELECT n, 1, began + level, team, (programme / 4) * 4 + level, level + 1, bbl, luck,
            {its.at("began + level", "8", "25")}, 1 = 0, 1 = 0, NULL
        FROM bench_e WHERE finished AND level < 4 AND luck % 3 > 0""")
    tell(f"""
        INSERT INTO education_enrolment (id, organisation_id, student_id, programme_id, unit_id, pathway, cohort,
            starts_on, ends_on, end_reason, source, external_id, revision)
        SELECT {its.key("4", "n * 2 + again")}, {ours}, {its.key("1", "n")}, {its.key("9", "programme")},
            {its.key("2", "team")}, CASE WHEN bbl = 0 THEN 'BBL' ELSE 'BOL' END, '', {_day(its, "starts_on")},
            {_day(its, "ends_on")}, CASE WHEN left_early THEN {its.one_of(("02", "03", "04", "07"), "n", 17)}
            WHEN finished THEN '01' ELSE '' END, '', '', 1 FROM bench_e""")
    kind = "CASE level WHEN 1 THEN 'entree' ELSE 'mbo' || level END"
    tell(f"""
        INSERT INTO education_diploma (id, organisation_id, student_id, kind, awarded_on, source)
        SELECT {its.key("b", "n")}, {ours}, {its.key("1", "n")}, {kind}, {_day(its, "ends_on")}, ''
        FROM bench_e WHERE finished""")


def _day(its: Years, column: str) -> str:
    """A day that a table of the bench holds, as the column it goes to has it."""
    return f"CAST({column} AS date)" if its.postgres else column


def _ended(its: Years, ours: str, at: str) -> None:
    """What was recorded of half of those who left early, and the moments of looking back of the last two years."""
    sealed = f"'{seal('dossier', '')}'"
    causes = its.one_of(tuple(f'["{one}"]' for one in CAUSES), "n", 19)
    who = ("student", "institution", "both", "")
    tell(f"""
        INSERT INTO monitor_leaving (id, organisation_id, student_id, enrolment_id, reason, initiator_school,
            initiator_student, causes, tried, story, destination, handed_to, own_view, own_words, may_follow,
            recorded_at, revision)
        SELECT {its.key("c", "n")}, {ours}, {its.key("1", "n")}, {its.key("4", "n * 2")},
            {its.one_of(("absence", "own_request", "unsuitability", "no_show"), "n", 23)}, {its.one_of(who, "n", 29)},
            {its.one_of(who, "n", 31)}, {its.words(causes)}, {its.words("'[" + '"talks"' + "]'")}, {sealed},
            {its.one_of(("programme", "work", "desk", "home", "unknown"), "n", 37)}, '',
            {its.one_of(("dropped_out", "stopped_successfully", ""), "n", 41)}, {sealed}, {its.bool("1 = 0")}, {at}, 1
        FROM bench_e WHERE left_early AND (luck % 2 = 0 OR began > {LATEST - 4})""")
    months = "CASE k WHEN 0 THEN 3 WHEN 1 THEN 6 ELSE 12 END"
    answered = f"CASE WHEN {its.drawn('n + k', 43, 3)} = 0 THEN {its.one_of(('school', 'work', 'home'), 'n', 47)} "
    looked = its.months_later(_day(its, "ends_on"), months)
    tell(f"""
        INSERT INTO monitor_lookback (id, organisation_id, leaving_id, months, due_on, "where", word, answered_on,
            revision)
        SELECT {its.key("d", "n * 4 + k")}, {ours}, {its.key("c", "n")}, {months}, {looked}, {answered} ELSE '' END,
            {sealed}, CASE WHEN {its.drawn("n + k", 43, 3)} = 0 THEN {looked} END, 1
        FROM bench_e CROSS JOIN bench_k WHERE k < 3 AND left_early AND (luck % 2 = 0 OR began > {LATEST - 4})""")


def _care(its: Years, ours: str, who: str, at: str) -> None:
    """Talks, results, absences and alerts over the years that a student was there."""
    ago = "(n % 2200)"
    tell(f"""
        INSERT INTO guidance_contact (student_id, organisation_id, latest_talk_on, waits_since)
        SELECT {its.key("1", "n")}, {ours}, {its.day("n % 90")}, {its.day("n % 90")} FROM bench_s""")
    tell(f"""
        INSERT INTO guidance_talk (id, organisation_id, student_id, kind, held_on, led_by_id, also_present,
            study_choice_advice, goes_well, report, study_behaviour, professional_attitude, results, work_placement,
            wellbeing, recorded_at, revision)
        SELECT {its.key("5", "n * 4 + k")}, {ours}, {its.key("1", "n")}, 'progress', {its.day(f"{ago} / (k + 1)")},
            {who}, '', '', '', '', 'not_discussed', 'not_discussed', 'not_discussed', 'not_discussed', 'not_discussed',
            {at}, 1 FROM bench_n CROSS JOIN bench_k WHERE k < 3""")
    tell(f"""
        INSERT INTO education_result (id, organisation_id, student_id, "on", title, grade, passed, unit, attempt,
            revision, source, external_id)
        SELECT {its.key("7", "n * 8 + k")}, {ours}, {its.key("1", "n")}, {its.day(f"{ago} * (k + 1) / 8")}, '', '',
            {its.bool(f"{its.drawn('n * 8 + k', 53, 6)} > 0")}, 'E' || (k + (n % 3)), 1, 1, '', ''
        FROM bench_n CROSS JOIN bench_k WHERE k < 8""")
    tell(f"""
        INSERT INTO attendance_absence (id, organisation_id, student_id, day, minutes, kind, confirmed, lesson, source,
            external_id, revision)
        SELECT {its.key("8", "n * 8 + k")}, {ours}, {its.key("1", "n")}, {its.day(f"{ago} * (k + 1) / 8 + k * 3")}, 60,
            1 + {its.drawn("n * 8 + k", 59, 4)}, {its.yes()}, 'Les ' || k, 'bench', '', 1
        FROM bench_n CROSS JOIN bench_k WHERE k < 8""")
    empty = its.words("'[]'")
    ago = "(n % 2200 + 14)"
    raised = its.day(ago)
    sealed = f"'{seal('dossier', '')}'"
    tell(f"""
        INSERT INTO alerts_alert (id, organisation_id, student_id, rule, tone, state, value, threshold, measured_on,
            evidence, signals, raised_on, offered_on, answer_by, answer, answered_on, outcome, closed_on, word_back,
            revision)
        SELECT {its.key("e", "n")}, {ours}, {its.key("1", "n")}, 'absence-16-hours', 'concern', 'closed', 1, 1,
            {raised}, {empty}, {empty}, {raised}, {raised}, {its.day(f"{ago} - 7")}, 'talk',
            {its.day(f"{ago} - {its.drawn('n', 61, 14)}")}, 'better', {raised}, {sealed}, 1
        FROM bench_n WHERE n % 3 = 0""")
