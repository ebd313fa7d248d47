"""What things on the transfer board are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from houvast.core.transfer.matching import MatchReason
from houvast.core.transfer.phases import Phase
from houvast.core.transfer.reasons import ReasonToLook
from houvast.core.transfer.standing import Standing
from houvast.transfer.models import Application, ConsentItem, MatchSuggestion, Need, Pupil, TransferEvent
from houvast.transfer.queries.shows import Show

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Kind = TransferEvent.Kind
STANDINGS: dict[str, StrPromise] = {
    Standing.STARTED: _("Started"),
    Standing.PLACED: _("Has a place"),
    Standing.NO_SHOW: _("Did not appear"),
    Standing.STOPPED: _("Stopped"),
    Standing.INTAKE: _("Intake held"),
    Standing.INTRODUCED: _("Introduction held"),
    Standing.APPLIED: _("Applied"),
    Standing.REJECTED: _("Not admitted"),
    Standing.WITHDRAWN: _("Withdrew"),
    Standing.NO_APPLICATION: _("No application yet"),
    Standing.ELSEWHERE: _("Goes on elsewhere"),
}
STATUSES: dict[str, StrPromise] = {
    Application.Status.RECEIVED: _("Application received"),
    Application.Status.AGREEMENT_OFFERED: _("Education agreement offered"),
    Application.Status.NO_ENROLMENT: _("Does not lead to an enrolment"),
    Application.Status.WITHDRAWN: _("Application withdrawn"),
    Application.Status.ENROLLED: _("Enrolled"),
}
"""The five statuses that mbo institutions exchange, under the names of CAMBO."""
EVENTS: dict[str, StrPromise] = {
    Kind.ORIENTATION: _("Visited an orientation"),
    Kind.CHOICE_GUIDANCE: _("Talk about choosing"),
    Kind.DOSSIER_SENT: _("Dossier sent"),
    Kind.INFORMATION_ASKED: _("Information asked from the school"),
    Kind.INFORMATION_GIVEN: _("Information given to the mbo"),
    Kind.INTRODUCTION_INVITED: _("Invited to an introduction"),
    Kind.INTRODUCTION_HELD: _("Introduction held"),
    Kind.INTAKE_INVITED: _("Invited to the intake"),
    Kind.INTAKE_HELD: _("Intake held"),
    Kind.INTAKE_MISSED: _("Was not at the intake"),
    Kind.ADVICE_ASKED: _("Study choice advice asked"),
    Kind.ADVICE_GIVEN: _("Study choice advice given"),
    Kind.PLACED: _("Place offered"),
    Kind.REFUSED: _("Not admitted"),
    Kind.WITHDRAWN: _("Application withdrawn"),
    Kind.STARTED: _("First day: started"),
    Kind.NO_SHOW: _("Did not appear"),
    Kind.BROKE_OFF: _("Broke off the study"),
    Kind.REPLACEMENT_CONSIDERED: _("Re-placement is considered"),
    Kind.REPLACED: _("Placed in another programme"),
    Kind.FURTHER_ORIENTATION: _("Looks further at what fits"),
    Kind.ATTEMPT: _("Tried to reach or help"),
    Kind.WARM_HANDOVER: _("Warm handover talked about"),
    Kind.OVERVIEW_SENT: _("Overview sent to the school"),
    Kind.TAKEN_BACK: _("Taken back"),
}
REASONS: dict[str, StrPromise] = {
    ReasonToLook.WORK_PROFILE_TO_ENTREE: _("From practical or special education with a profile for work, to entree"),
    ReasonToLook.KADER_TO_FOUR: _("From vmbo-kader to level 4"),
    ReasonToLook.TWO_TO_FOUR: _("From level 2 to level 4"),
    ReasonToLook.SECOND_LANGUAGE_TO_TWO: _("Learned Dutch as a second language, from entree to level 2"),
    ReasonToLook.SUPPORT_EXPECTED: _("Expects to need extra support"),
    ReasonToLook.LEVEL_ABOVE: _("Applied above the level to which this school usually leads"),
    ReasonToLook.NO_ORIENTATION: _("Applied without a visit to an orientation"),
    ReasonToLook.SUPPORT_ASKED: _("There are needs that ask for an arrangement"),
    ReasonToLook.BIG_CHANGE: _("From a small school to a large one: a big change"),
    ReasonToLook.LATE: _("Applied on or after 1 April"),
    ReasonToLook.NO_APPLICATION: _("No application known"),
    ReasonToLook.SET_BACK_AGAIN: _("It did not work out more than once: that wears a pupil down. What did go well?"),
    ReasonToLook.CHANGED_COURSE: _("Applied for three programmes or more: is it clear what fits?"),
}
PHASES: dict[str, StrPromise] = {
    Phase.DOSSIER: _("Autumn: the dossier is complete"),
    Phase.APPLICATIONS: _("Until 1 April: everybody applies"),
    Phase.PLACEMENT: _("Spring: everybody gets a decision"),
    Phase.SUMMER: _("Summer: nobody disappears"),
    Phase.START: _("From 1 October: everybody has started"),
}
SHOWS: dict[str, StrPromise] = {
    Show.ALL: _("Everybody"),
    Show.DOSSIER: _("Dossier not complete"),
    Show.NO_APPLICATION: _("No application yet"),
    Show.UNDECIDED: _("Waits for a decision"),
    Show.WITHOUT_PLACE: _("Without a place"),
    Show.NOT_STARTED: _("Not started"),
    Show.STEPPED_DOWN: _("Not admitted, withdrew, stopped or did not appear"),
    Show.LOOK: _("With a reason to look"),
    Show.GUIDANCE: _("Needs help in choosing"),
    Show.NO_SHOW: _("Did not appear"),
    Show.PLACED: _("Has a place"),
    Show.STARTED: _("Started"),
    Show.STOPPED: _("Stopped"),
}
AREAS: dict[str, StrPromise] = {
    Need.Area.HEALTH: _("Health"),
    Need.Area.EDUCATION_AND_WORK: _("Education and work"),
    Need.Area.MONEY: _("Money"),
    Need.Area.FREE_TIME: _("Free time"),
    Need.Area.SOCIAL: _("Family and friends"),
    Need.Area.JUSTICE: _("Police and justice"),
    Need.Area.HOUSING: _("Housing"),
    Need.Area.SUPPORT: _("Support at school"),
    Need.Area.ABSENCE: _("Absence"),
    Need.Area.RESULTS: _("Results"),
    Need.Area.ADVICE: _("Advice of the school"),
}
LIFE_AREAS = (
    Need.Area.HEALTH, Need.Area.EDUCATION_AND_WORK, Need.Area.MONEY, Need.Area.FREE_TIME, Need.Area.SOCIAL,
    Need.Area.JUSTICE, Need.Area.HOUSING, Need.Area.SUPPORT,
)  # fmt: skip
"""The seven life areas, and what helped at school."""
ITEMS: dict[str, StrPromise] = {
    ConsentItem.Item.SUPPORT: _("Which support I have had at school"),
    ConsentItem.Item.LIFE_AREAS: _("What goes on in my life: health, money, home and the like"),
    ConsentItem.Item.RESULTS: _("My results and the advice of my school"),
    ConsentItem.Item.ABSENCE: _("How often I was absent"),
    ConsentItem.Item.GUARDIANS: _("How to reach my parents or carers"),
    ConsentItem.Item.HANDOVER: _("That my mentor and my new coach talk about me"),
}
PARTIES: dict[str, StrPromise] = {
    ConsentItem.Party.INSTITUTION: _("the mbo where I applied"),
    ConsentItem.Party.MUNICIPALITY: _("the attendance officer or RMC of my municipality"),
}
SCHOOL_TYPES: dict[str, StrPromise] = {
    Pupil.SchoolType.PRO: _("practical education (pro)"),
    Pupil.SchoolType.VSO: _("special education (vso)"),
    Pupil.SchoolType.VMBO_BB: _("vmbo basis"),
    Pupil.SchoolType.VMBO_KB: _("vmbo kader"),
    Pupil.SchoolType.VMBO_GL: _("vmbo gemengd"),
    Pupil.SchoolType.VMBO_TL: _("vmbo theoretisch"),
    Pupil.SchoolType.HAVO: _("havo"),
    Pupil.SchoolType.VWO: _("vwo"),
    Pupil.SchoolType.ISK: _("newcomers' class (isk)"),
    Pupil.SchoolType.ENTREE: _("entree"),
    Pupil.SchoolType.MBO2: _("mbo level 2"),
    Pupil.SchoolType.UNKNOWN: _("kind of school not known"),
}
WITH_A_PLAN = frozenset({Pupil.SchoolType.PRO, Pupil.SchoolType.VSO})
"""Kinds of school at which every pupil has a development plan (S-357)."""
SPECIAL_GROUPS: dict[str, StrPromise] = {
    Pupil.SpecialGroup.SIGHT: _("cluster 1: blind or partially sighted"),
    Pupil.SpecialGroup.HEARING_AND_LANGUAGE: _("cluster 2: deaf or hard of hearing, or a language disorder"),
    Pupil.SpecialGroup.DISABILITY_AND_ILLNESS: _("cluster 3: a disability, or ill for a long time"),
    Pupil.SpecialGroup.BEHAVIOUR: _("cluster 4: behaviour or psychiatry"),
}
SUPPORT: dict[str, StrPromise] = {
    Pupil.Support.YES: _("Yes"),
    Pupil.Support.NO: _("No"),
    Pupil.Support.RATHER_NOT_SAY: _("I would rather not say"),
}
WISHES: dict[str, StrPromise] = {
    Pupil.Wish.MBO: _("To mbo"),
    Pupil.Wish.STAYS: _("Stays at school, or goes to havo"),
    Pupil.Wish.WORK: _("To work"),
    Pupil.Wish.OTHER: _("Something else"),
}
DIPLOMAS: dict[str, StrPromise] = {
    Pupil.Diploma.EXPECTED: _("Expected"),
    Pupil.Diploma.OBTAINED: _("Obtained"),
    Pupil.Diploma.NOT_OBTAINED: _("Not obtained"),
    Pupil.Diploma.PROMOTED: _("Moved up from havo 3 to 4"),
}
MATCHES: dict[str, StrPromise] = {
    MatchSuggestion.Kind.SAME_PUPIL: _("Is this one pupil?"),
    MatchSuggestion.Kind.OTHER_SCHOOL: _("Another school names this pupil too"),
    MatchSuggestion.Kind.DOUBLE_APPLICATION: _("Is this the same application twice?"),
    MatchSuggestion.Kind.RECYCLED_APPLICATION: _("Applied again for what was over before: is this the old one?"),
}
MATCH_REASONS: dict[str, StrPromise] = {
    MatchReason.SAME_NUMBER: _("the same national number"),
    MatchReason.SAME_BIRTH_DATE: _("the same birth date"),
    MatchReason.SAME_NAME: _("the same name"),
    MatchReason.SIMILAR_NAME: _("nearly the same name"),
    MatchReason.NUMBER_MISSING: _("a number is missing in one of both"),
    MatchReason.SAME_APPLICATION_NUMBER: _("the same application number"),
    MatchReason.SAME_PROGRAMME: _("the same programme at the same school"),
    MatchReason.WITHDRAWN_BEFORE: _("the earlier one was withdrawn or not admitted"),
}
MATCH_ANSWERS: dict[str, StrPromise] = {
    MatchSuggestion.Status.OPEN: _("Open"),
    MatchSuggestion.Status.MERGED: _("Joined"),
    MatchSuggestion.Status.KEPT_APART: _("Kept apart"),
    MatchSuggestion.Status.OURS: _("Is with us"),
    MatchSuggestion.Status.LEFT_US: _("Has left us"),
}
