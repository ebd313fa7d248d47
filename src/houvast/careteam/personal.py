"""Meetings, rounds, referrals and confidential contact: what is said of persons, for `privacy.registry`.

What lies in confidence refers to no file of the school, so that it stands in no copy and no proof of erasure the school
makes; it is the helper's, and a year after its end it goes (`actions.confidence.forget_ended`).
"""

from django.utils.translation import gettext_noop

from houvast.careteam.models import (
    ConfidentialContact,
    ConfidentialRead,
    ConfidentialWord,
    Decision,
    Item,
    Meeting,
    Member,
    Referral,
    Round,
    RoundAnswer,
    Seat,
    SeenByHelper,
    Wish,
)
from houvast.core.access.words import Data
from houvast.privacy.registry import Kept, Personal, register

for personal in (
    Personal(model=Meeting, title=gettext_noop("Meetings that were led"), actors=("chair",), kept=Kept.LAST),
    Personal(
        model=Member,
        title=gettext_noop("Who sat at the table"),
        whose=("person",),
        kept=Kept.LAST,
        withheld=gettext_noop("Says who took part in a meeting, nothing about you as a student."),
    ),
    Personal(
        model=Item,
        title=gettext_noop("Meetings in which you were talked about"),
        whose=("student",),
        data=Data.CARE_TEAM,
        actors=("put_on_by",),
        hidden=("weight",),
    ),
    Personal(
        model=Decision,
        title=gettext_noop("What was decided about you"),
        whose=("item__student",),
        data=Data.CARE_TEAM,
        actors=("owner",),
        hidden=("task_id",),
    ),
    Personal(
        model=Seat,
        title=gettext_noop("Partners who were asked to the table for you"),
        whose=("item__student", "member__person"),
        data=Data.CARE_TEAM,
        actors=("asked_by",),
    ),
    Personal(
        model=Wish,
        title=gettext_noop("Questions to talk about you"),
        whose=("student",),
        data=Data.CARE_TEAM,
        actors=("asked_by",),
    ),
    Personal(
        model=Round,
        title=gettext_noop("Questions to your teachers"),
        whose=("student",),
        data=Data.TEACHERS_ROUND,
        actors=("asked_by",),
    ),
    Personal(
        model=RoundAnswer,
        title=gettext_noop("Answers of your teachers"),
        whose=("round__student", "teacher"),
        data=Data.TEACHERS_ROUND,
    ),
    Personal(
        model=Referral,
        title=gettext_noop("Help elsewhere that was looked for"),
        whose=("student",),
        data=Data.REFERRAL,
        actors=("receiver", "asked_by"),
        hidden=("service_id",),
    ),
    Personal(
        model=SeenByHelper,
        title=gettext_noop("What you let school know of help elsewhere"),
        whose=("student",),
        data=Data.SEEN_BY_HELPER,
    ),
    Personal(
        model=ConfidentialContact,
        title=gettext_noop("Contacts in confidence that a helper took up"),
        actors=("taken_by",),
        kept=Kept.LAST,
    ),
    Personal(
        model=ConfidentialWord,
        title=gettext_noop("What a helper wrote in confidence"),
        actors=("helper",),
        kept=Kept.LAST,
    ),
    Personal(
        model=ConfidentialRead,
        title=gettext_noop("Contacts in confidence that a helper opened"),
        actors=("reader",),
        kept=Kept.LAST,
    ),
):
    register(personal)
