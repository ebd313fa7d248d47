"""The improvement track as Carla's students live through it, up to the point where each of them is today."""

from datetime import timedelta

from houvast.core.procedure.roles import Role
from houvast.operation.demonstration.teller import Teller
from houvast.people.models import Person

START, INTERIM, FINAL = "start_meeting", "interim_evaluation", "final_meeting"


def two_talks(teller: Teller, student: Person, first: int, *, kept: bool = False) -> None:
    """The two talks with agreements that come before any track; `first` is how many days ago the first was."""
    teller.talk(
        student,
        first,
        "Je was in drie weken negen keer te laat en twee opdrachten zijn niet ingeleverd. Je vertelde dat je slecht slaapt.",
        "Op je stage word je gewaardeerd: je helpt klanten geduldig.",
        "Ik ben de komende twee weken elke dag op tijd.",
        kept=kept,
    )
    teller.talk(
        student,
        first - 16,
        "We hebben teruggekeken. Het lukte zes van de tien dagen. De opdrachten voor netwerken liggen nog open.",
        "Je hebt zelf uitleg gevraagd bij rekenen.",
        "Ik lever opdracht 3 en 4 van netwerken in.",
        kept=kept,
    )


def propose(teller: Teller, student: Person, days_ago: int) -> None:
    teller.begin(student, days_ago)
    teller.do(
        student,
        days_ago,
        "propose",
        Role.COACH,
        {
            "goes_well": "Sterk in de praktijk en geliefd bij klanten op stage.",
            "aspects": ["study_behaviour", "results"],
            "in_time": False,
            "start_reason": "both",
            "tried": "Twee gesprekken met afspraken, een weekplanning en extra uitleg rekenen.",
        },
    )


def consult(teller: Teller, student: Person, days_ago: int) -> None:
    teller.do(
        student,
        days_ago,
        "consult_team",
        Role.TEAM_LEADER,
        {
            "who": "Het team ICT en de praktijkdocent.",
            "advice": "Starten: met duidelijke afspraken is de achterstand in te halen.",
        },
    )
    teller.do(
        student,
        days_ago,
        "consult_support",
        Role.SUPPORT_ADVISOR,
        {
            "who": "De adviseur ondersteuning en de student.",
            "advice": "Wekelijks een uur studiebegeleiding, en een gesprek met de schoolarts over slapen.",
        },
    )


def decide_to_start(teller: Teller, student: Person, days_ago: int) -> None:
    reasons = {"reasons": "De afspraken uit twee gesprekken zijn niet gelukt. Met meer structuur kan het nog wel."}
    teller.do(student, days_ago, "start_decision", Role.TEAM_LEADER, reasons, option="begin")


def hold_start(teller: Teller, student: Person, days_ago: int, interim: int, final: int) -> None:
    """`interim` and `final`: how many days ago (or, negative, from now) those evaluations are."""
    last = teller.day(final)
    teller.do(
        student,
        days_ago,
        START,
        Role.TEAM_LEADER,
        {
            "cause": "Studiegedrag en studieresultaten: vaak te laat, en vier opdrachten niet ingeleverd.",
            "observed": "Tussen 1 en 20 september negen keer te laat. Opdracht 1 tot en met 4 van netwerken ontbreken.",
            "desired": [
                {
                    "what": "Elke dag op tijd in de eerste les.",
                    "judged_by": "De presentie: hooguit één keer te laat per week.",
                },
                {
                    "what": "Opdrachten op tijd ingeleverd.",
                    "judged_by": "Vier opdrachten netwerken zijn ingeleverd en nagekeken.",
                },
            ],
            "student_actions": [
                {
                    "what": "Elke zondag een planning maken en laten zien.",
                    "by_when": (last - timedelta(days=7)).isoformat(),
                },
            ],
            "school_actions": [
                {"what": "Elke donderdag een uur studiebegeleiding.", "who": "Olga Smit", "by_when": last.isoformat()},
            ],
            "agreed_until": last.isoformat(),
            "interim_day": teller.day(interim).isoformat(),
            "interim_topics": "Op tijd komen, de vier opdrachten, en of de hulp past.",
            "final_day": last.isoformat(),
            "action_points": [
                {
                    "what": "Inhaalplan netwerken.",
                    "who": "Student en Carla Bos",
                    "by_when": teller.day(interim).isoformat(),
                },
            ],
            "student_view": "Ik wil het diploma halen. Vroeg beginnen vind ik lastig.",
        },
    )


def sign_all(
    teller: Teller, student: Person, days_ago: int, name: str, guardian: Person | None, dissent: str = ""
) -> None:
    teller.sign(student, days_ago, name, Role.STUDENT, note=dissent)
    if name == START:
        teller.sign(student, days_ago, name, Role.COACH)
    teller.sign(student, days_ago, name, Role.TEAM_LEADER)
    if guardian is not None:
        teller.sign(student, days_ago, name, Role.GUARDIAN, signer=guardian)


def hold_interim(teller: Teller, student: Person, days_ago: int, *, well: bool) -> None:
    teller.do(
        student,
        days_ago,
        INTERIM,
        Role.TEAM_LEADER,
        {
            "goes_well": "De planning wordt elke week gemaakt.",
            "progress": [
                {
                    "what": "Op tijd komen.",
                    "rating": "green" if well else "amber",
                    "facts": "Drie keer te laat in vier weken.",
                },
                {
                    "what": "Opdrachten inleveren.",
                    "rating": "green" if well else "red",
                    "facts": "Twee van de vier ingeleverd.",
                },
            ],
            "school_kept": "De studiebegeleiding is elke donderdag gegeven.",
        },
    )


def hold_final(teller: Teller, student: Person, days_ago: int, *, well: bool) -> None:
    teller.do(
        student,
        days_ago,
        FINAL,
        Role.TEAM_LEADER,
        {
            "goes_well": "Op stage gaat het goed en er wordt om hulp gevraagd.",
            "improvement_points": [
                {
                    "what": "Op tijd komen.",
                    "rating": "green" if well else "amber",
                    "facts": "De laatste vier weken twee keer te laat.",
                },
                {
                    "what": "Opdrachten inleveren.",
                    "rating": "green" if well else "red",
                    "facts": "Vier van de vier ingeleverd." if well else "Eén van de vier ingeleverd.",
                },
            ],
            "school_kept": True,
            "agreements_kept": "kept" if well else "not_kept",
            "progress_sufficient": well,
            "student_view": "Ik ben trots." if well else "Ik had meer tijd nodig.",
        },
    )


def team_decides(teller: Teller, student: Person, days_ago: int, option: str) -> None:
    reasons = {
        "success": "Alle afspraken zijn nagekomen en de achterstand is ingehaald.",
        "no_success": "Drie van de vier opdrachten ontbreken en de voortgang is nog onvoldoende, ook met de hulp die is gegeven.",
    }
    teller.do(student, days_ago, "team_decision", Role.TEAM_LEADER, {"reasons": reasons[option]}, option=option)


def director_consents(teller: Teller, student: Person, days_ago: int) -> None:
    teller.do(
        student,
        days_ago,
        "director_consent",
        Role.COLLEGE_DIRECTOR,
        {"reasons": "Het dossier laat zien dat de school haar afspraken nakwam en dat er is gewogen wat meespeelde."},
        option="granted",
    )
    teller.do(student, days_ago, "no_success_letter", Role.COLLEGE_DIRECTOR, {})


def look_ahead(teller: Teller, student: Person, days_ago: int) -> None:
    teller.do(
        student,
        days_ago,
        "exit_talk",
        Role.COACH,
        {
            "took_place": "held",
            "wishes": "Liever met de handen werken: een opleiding in de techniek met meer praktijk.",
            "destination": "programme_here",
            "named_person": "Carla Bos",
            "follow_up": "Kennismaken bij Team Elektrotechniek.",
        },
    )
    teller.do(
        student,
        days_ago,
        "consult_support_future",
        Role.SUPPORT_ADVISOR,
        {
            "who": "Student, Carla Bos en de adviseur ondersteuning.",
            "advice": "Een bbl-plek past beter; er is een leerbedrijf met plek.",
        },
    )
    teller.do(
        student,
        days_ago,
        "call_attendance_officer",
        Role.SUPPORT_ADVISOR,
        {
            "who": "De leerplichtambtenaar van de gemeente.",
            "agreed": "Samen zoeken naar een plek; volgende week een gesprek op school.",
        },
    )
