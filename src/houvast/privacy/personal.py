"""People, accounts and the log of reads: what is said of persons, for `privacy.registry`."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_noop

from houvast.core.access.words import Data
from houvast.people.forgetting import forget_named_in_notes, forget_sessions
from houvast.people.models import (
    Account,
    AccountReach,
    AdministrativeAct,
    AuthenticatorApp,
    Device,
    KnownApart,
    LinkedIdentity,
    Passkey,
    Person,
    PersonalRelation,
    PersonIdentifier,
    RecoveryCode,
    RoleAssignment,
    SingleUseLink,
    Submission,
    UnitMembership,
)
from houvast.privacy.field_words import field_words
from houvast.privacy.forgetting import forget_in_reads
from houvast.privacy.models import (
    Emergency,
    ErasurePlan,
    LegalHold,
    PlannedErasure,
    ReadLog,
    ReadLogStudent,
    RightsRequest,
    UnusualReading,
)
from houvast.privacy.plain import title_of
from houvast.privacy.registry import Kept, Personal, Saying, register, register_ending, register_hold


def _language(row: Any) -> str:
    return str(dict(settings.LANGUAGES).get(row.language, row.language))


def _way_in(device: Device) -> str:
    return field_words(f"by_{device.way}")


def _of_guardian(name: str) -> Saying:
    """Authority and consent are about parents and carers; of a coach or a guide they say nothing."""

    def words(relation: PersonalRelation) -> str:
        if relation.kind != PersonalRelation.Kind.GUARDIAN:
            return ""
        return gettext("yes") if getattr(relation, name) else gettext("no")

    return words


for personal in (
    Personal(
        model=Person,
        title=gettext_noop("Who you are"),
        whose=("pk",),
        data=Data.IDENTITY,
        actors=("merged_into",),
        kept=Kept.LAST,
        hidden=("sort_name", "bsn", "bsn_digest", "is_student", "erased_at"),
        said={"language": _language},
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
        actors=("given_by", "confirmed_by", "refused_by"),
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
        said={name: _of_guardian(name) for name in ("has_authority", "student_consents")},
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
    Personal(
        model=LinkedIdentity,
        title=gettext_noop("Your account of the school"),
        whose=("account__person",),
        data=Data.IDENTITY,
        kept=Kept.LAST,
        hidden=("subject",),
    ),
    Personal(
        model=Passkey,
        title=gettext_noop("Your passkeys"),
        whose=("account__person",),
        data=Data.IDENTITY,
        kept=Kept.LAST,
        hidden=("credential_id", "public_key", "sign_count"),
    ),
    Personal(
        model=AuthenticatorApp,
        title=gettext_noop("Your authenticator app"),
        whose=("account__person",),
        data=Data.IDENTITY,
        kept=Kept.LAST,
        hidden=("secret", "last_step"),
    ),
    Personal(
        model=RecoveryCode,
        title=gettext_noop("Codes on paper"),
        whose=("account__person",),
        kept=Kept.LAST,
        withheld=gettext_noop("Kept as a hash only, to let you in once."),
    ),
    Personal(
        model=Device,
        title=gettext_noop("Devices on which you are signed in"),
        whose=("account__person",),
        data=Data.IDENTITY,
        kept=Kept.LAST,
        hidden=("session_key", "provider_session"),
        said={"way": _way_in},
    ),
    Personal(
        model=UnusualReading,
        title=gettext_noop("Reading that asked for an explanation"),
        whose=("reader",),
        actors=("judged_by",),
        kept=Kept.LAST,
        withheld=gettext_noop("Says how a staff member read, and nothing about students."),
    ),
    Personal(
        model=RightsRequest,
        said={"about": lambda asked: title_of(asked.about)},
        title=gettext_noop("What you asked about your data"),
        whose=("student", "asked_by"),
        data=Data.RIGHTS,
        actors=("answered_by",),
        kept=Kept.LAST,
    ),
    Personal(
        model=Emergency,
        title=gettext_noop("Access in an emergency"),
        whose=("student", "holder"),
        data=Data.RIGHTS,
        actors=("reviewed_by",),
        kept=Kept.LAST,
    ),
    Personal(model=ErasurePlan, title=gettext_noop("Plans for erasure"), actors=("proposed_by", "decided_by")),
    Personal(
        model=PlannedErasure,
        title=gettext_noop("What will be erased of you, and when"),
        whose=("person",),
        data=Data.RIGHTS,
        kept=Kept.LAST,
        hidden=("receipt",),
    ),
    Personal(
        model=LegalHold,
        title=gettext_noop("Why your data are not erased for now"),
        whose=("person",),
        data=Data.RIGHTS,
        actors=("placed_by", "lifted_by"),
        kept=Kept.LAST,
    ),
):
    register(personal)


def _memberships_ended(persons: Collection[Any]) -> Mapping[Any, date | None]:
    """The last day in the last class or team; None while somebody is in one."""
    found: dict[Any, date | None] = {}
    for student, ends_on in UnitMembership.objects.filter(student__in=persons).values_list("student_id", "ends_on"):
        latest = found.get(student, ends_on)
        found[student] = None if latest is None or ends_on is None else max(latest, ends_on)
    return found


def _held(persons: Collection[Any]) -> Mapping[Any, str]:
    """Somebody said that nothing may be erased for now."""
    held = LegalHold.objects.filter(person__in=persons, lifted_at__isnull=True).values_list("person_id", flat=True)
    return dict.fromkeys(held, gettext_noop("There is a hold: a complaint, an appeal or a claim."))


register_ending(_memberships_ended)
register_hold(_held)
