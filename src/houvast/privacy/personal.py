"""People, accounts and the log of reads: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.people.forgetting import forget_named_in_notes, forget_sessions
from houvast.people.models import (
    Account,
    AccountReach,
    AdministrativeAct,
    KnownApart,
    Person,
    PersonalRelation,
    PersonIdentifier,
    RoleAssignment,
    SingleUseLink,
    Submission,
    UnitMembership,
)
from houvast.privacy.forgetting import forget_in_reads
from houvast.privacy.models import ReadLog, ReadLogStudent
from houvast.privacy.registry import Kept, Personal, register

for personal in (
    Personal(
        model=Person,
        title=gettext_noop("Who you are"),
        whose=("pk",),
        data=Data.IDENTITY,
        actors=("merged_into",),
        kept=Kept.LAST,
        hidden=("sort_name", "bsn", "bsn_digest", "is_student", "erased_at"),
    ),
    Personal(
        model=PersonIdentifier,
        title=gettext_noop("Your numbers in other systems"),
        whose=("person",),
        data=Data.IDENTITY,
        kept=Kept.LAST,
    ),
    Personal(
        model=KnownApart,
        title=gettext_noop("Persons who looked like one"),
        whose=("one", "other"),
        actors=("said_by",),
        kept=Kept.LAST,
        withheld=gettext_noop("Names somebody else too."),
    ),
    Personal(
        model=Account,
        title=gettext_noop("Your account"),
        whose=("person",),
        data=Data.IDENTITY,
        kept=Kept.LAST,
        hidden=("password", "is_demo", "demo_story_nl", "demo_story_en", "has_reach"),
        forget=forget_sessions,
    ),
    Personal(
        model=AccountReach,
        title=gettext_noop("Organisations your account reaches"),
        whose=("account__person",),
        kept=Kept.LAST,
        withheld=gettext_noop("Says how Houvast works, nothing about you."),
    ),
    Personal(
        model=SingleUseLink,
        title=gettext_noop("Links for a password"),
        whose=("account__person",),
        kept=Kept.LAST,
        withheld=gettext_noop("Kept as a hash only, to let you in once."),
    ),
    Personal(
        model=Submission,
        title=gettext_noop("Forms you sent"),
        whose=("person",),
        kept=Kept.LAST,
        withheld=gettext_noop("Says only that a form was handled, to do it once."),
    ),
    Personal(
        model=AdministrativeAct,
        title=gettext_noop("Changes of the administration about you"),
        whose=("about",),
        data=Data.PEOPLE_AROUND,
        actors=("by",),
        kept=Kept.LAST,
        forget=forget_named_in_notes,
    ),
    Personal(
        model=RoleAssignment,
        title=gettext_noop("Your roles"),
        whose=("person",),
        data=Data.IDENTITY,
        kept=Kept.LAST,
    ),
    Personal(
        model=UnitMembership,
        title=gettext_noop("Your classes and teams"),
        whose=("student",),
        data=Data.ENROLMENT,
    ),
    Personal(
        model=PersonalRelation,
        title=gettext_noop("People around you"),
        whose=("student", "holder"),
        data=Data.PEOPLE_AROUND,
    ),
    Personal(
        model=ReadLog,
        title=gettext_noop("Requests that showed dossiers"),
        whose=("reader",),
        kept=Kept.LAST,
        withheld=gettext_noop("Who looked at you stands under its own heading."),
        forget=forget_in_reads,
    ),
    Personal(
        model=ReadLogStudent,
        title=gettext_noop("Who looked at you"),
        whose=("student", "read__reader"),
        data=Data.READ_LOG,
        kept=Kept.LAST,
    ),
):
    register(personal)
