"""What a professional may share with whom: a decision aid on consent and duty. Values in, values out; nothing is kept.

It says only what the articles and the named source say. Where those are silent, a person judges, and it says so.
Sources: WEB art. 7.1.5, 8.1.7c, 8.1.7d, 9.2.2 and 9.2.7, Leerplichtwet art. 21a, AVG art. 6 and 9; S-131, S-451, S-617.
"""

from dataclasses import dataclass
from enum import StrEnum

from houvast.core.law.text import Text


class Whom(StrEnum):
    """With whom."""

    PARENTS = "parents"
    COLLEAGUE = "colleague"
    ATTENDANCE_OFFICER = "attendance_officer"
    TRANSITION_POINT = "transition_point"
    YOUTH_TEAM = "youth_team"
    OTHER_SCHOOL = "other_school"


class What(StrEnum):
    """What about."""

    PROGRESS = "progress"
    ABSENCE = "absence"
    REASONS = "reasons"
    HEALTH = "health"
    IN_CONFIDENCE = "in_confidence"


class Verdict(StrEnum):
    """The answer. A duty and a permission come from a rule; JUDGE is for a person."""

    MUST = "must"
    MAY = "may"
    CONSENT = "consent"
    NO = "no"
    JUDGE = "judge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The answer, because of what, and by which source; `verified` when the text of the source was read."""

    verdict: Verdict
    because: Text
    source: str
    verified: bool


def may_share(whom: Whom, what: What, *, is_adult: bool) -> Advice:
    """Whether this may be told to them; `is_adult` from the eighteenth birthday on."""
    if what is What.IN_CONFIDENCE:
        return _CONFIDENTIAL
    return _by_whom(whom, what, is_adult=is_adult)


def _by_whom(whom: Whom, what: What, *, is_adult: bool) -> Advice:  # noqa: PLR0911 - one line per answer
    match whom:
        case Whom.PARENTS if is_adult:
            return _ADULT_HOME
        case Whom.PARENTS:
            return _PROGRESS_HOME if what in (What.PROGRESS, What.ABSENCE) else _MINOR_HOME
        case Whom.COLLEAGUE:
            return _HEALTH if what is What.HEALTH else _GUIDANCE
        case Whom.ATTENDANCE_OFFICER if is_adult:
            return _ADULT_ABSENCE
        case Whom.ATTENDANCE_OFFICER:
            return _REPORT if what is What.ABSENCE else _REASONS
        case Whom.TRANSITION_POINT:
            return {What.ABSENCE: _LONG_ABSENCE, What.HEALTH: _HEALTH_AT_DESK}.get(what, _OTHERS)
        case _:
            return _HANDED_OVER if whom is Whom.OTHER_SCHOOL else _OTHERS


_CONFIDENTIAL = Advice(
    verdict=Verdict.NO,
    because=Text(
        "Wat in vertrouwen is gezegd tegen een decaan of hulpverlener blijft daar. Je mag alleen weten óf er een "
        "gesprek was.",
        "What was said in confidence to a counsellor or helper stays there. You may know only whether there was a "
        "talk.",
    ),
    source="Handleiding studieloopbaanbegeleiding, lerarenopleiding",
    verified=True,
)
_ADULT_HOME = Advice(
    verdict=Verdict.CONSENT,
    because=Text(
        "De student is 18 of ouder. Ouders krijgen alleen iets te horen als de student dat goedvindt.",
        "The student is 18 or older. Parents are told something only when the student agrees.",
    ),
    source="WEB art. 7.1.5",
    verified=True,
)
_PROGRESS_HOME = Advice(
    verdict=Verdict.MUST,
    because=Text(
        "De school vertelt ouders van een minderjarige student over de voortgang. Een schorsing of verwijdering "
        "hoort daar ook bij, op papier.",
        "The school tells parents of a minor about progress. A suspension or removal belongs to that too, on paper.",
    ),
    source="WEB art. 7.1.5, 8.1.7c en 8.1.7d",
    verified=True,
)
_MINOR_HOME = Advice(
    verdict=Verdict.JUDGE,
    because=Text(
        "Daar staat geen regel voor. Vraag eerst de student: vanaf 16 jaar gaat de student zelf over zijn gegevens.",
        "No rule says so. Ask the student first: from 16 on students decide on their own data.",
    ),
    source="AVG; uitleg van het onderwijs over 16 jaar en ouder",
    verified=False,
)
_GUIDANCE = Advice(
    verdict=Verdict.MAY,
    because=Text(
        "Begeleiden is een taak van de school. Een collega die de student ook begeleidt, mag weten wat daarvoor nodig "
        "is, en niet meer.",
        "Guidance is a task of the school. A colleague who guides the student too may know what that needs, and no "
        "more.",
    ),
    source="AVG art. 6 lid 1 onder c en e",
    verified=False,
)
_HEALTH = Advice(
    verdict=Verdict.CONSENT,
    because=Text(
        "Gezondheid is een bijzonder gegeven. Spreek met de student af wat je deelt; vaak is genoeg wat er nodig is, "
        "zonder waarom.",
        "Health is a special kind of data. Agree with the student what you share; what is needed is often enough, "
        "without why.",
    ),
    source="AVG art. 9",
    verified=False,
)
_ADULT_ABSENCE = Advice(
    verdict=Verdict.NO,
    because=Text(
        "De leerplichtambtenaar is er voor jongeren onder de 18. Voor een volwassene zonder startkwalificatie is het "
        "Doorstroompunt er.",
        "The attendance officer is there for those younger than 18. For an adult without a basic qualification there "
        "is the Doorstroompunt.",
    ),
    source="Leerplichtwet art. 3 tot 4b; WEB art. 9.2.1",
    verified=True,
)
_REPORT = Advice(
    verdict=Verdict.MUST,
    because=Text(
        "Bij 16 uur verzuim in vier lesweken meldt de school dat. De feiten van verzuim mogen ook eerder worden "
        "gedeeld.",
        "At 16 hours of absence in four teaching weeks the school reports it. The facts of absence may be shared "
        "sooner too.",
    ),
    source="Leerplichtwet art. 21a",
    verified=True,
)
_REASONS = Advice(
    verdict=Verdict.CONSENT,
    because=Text(
        "De feiten van verzuim mag je delen, de redenen niet zomaar. Vraag de student, en een minderjarige samen met "
        "de ouders.",
        "The facts of absence may be shared, the reasons not just like that. Ask the student, and a minor together "
        "with the parents.",
    ),
    source="Ingrado, vragen over privacy",
    verified=False,
)
_LONG_ABSENCE = Advice(
    verdict=Verdict.MUST,
    because=Text(
        "Vier weken weg en jonger dan 27, niet meer leerplichtig en zonder startkwalificatie: dan meldt de school dat.",
        "Away for four weeks and younger than 27, no longer of compulsory school age and without a basic "
        "qualification: the school reports it.",
    ),
    source="WEB art. 9.2.1 en 9.2.2",
    verified=True,
)
_HEALTH_AT_DESK = Advice(
    verdict=Verdict.CONSENT,
    because=Text(
        "Gegevens over gezondheid krijgt het Doorstroompunt alleen als de student dat goedvindt.",
        "The Doorstroompunt gets data about health only when the student agrees.",
    ),
    source="WEB art. 9.2.7",
    verified=True,
)
_OTHERS = Advice(
    verdict=Verdict.CONSENT,
    because=Text(
        "Om met anderen buiten school te overleggen heb je de toestemming van de student nodig. De student mag er ook "
        "zelf naartoe.",
        "To confer with others outside school you need the student's consent. The student may go there too.",
    ),
    source="Onderzoek naar uitschrijvingen, aanbeveling 1",
    verified=True,
)
_HANDED_OVER = Advice(
    verdict=Verdict.CONSENT,
    because=Text(
        "De student (en bij een minderjarige de ouders) ziet eerst wat er naar de nieuwe school gaat, en zegt of dat "
        "goed is.",
        "The student (and of a minor the parents) first sees what goes to the new school, and says whether that is "
        "right.",
    ),
    source="Gegevensset overstap (OSO): inzage, akkoord, toestemming",
    verified=True,
)
