"""What an institution says about itself."""

from dataclasses import dataclass

from django.db import transaction

from houvast.people.actions.record import must_be_administrator, note
from houvast.people.models import AdministrativeAct, Organisation
from houvast.people.revisions import write_over
from houvast.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationSettings:
    """`accent` is #rrggbb, or empty for the house's own colour; `unseen_after_weeks` at least 1."""

    name: str
    code: str
    school_region: str
    education: str
    accent: str
    unseen_after_weeks: int
    mails_talk_report: bool
    postal_address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""


def change_settings(*, wanted: OrganisationSettings, seen: int, by: Viewer) -> None:
    """Raises NotYours, or ChangedMeanwhile when somebody else saved since revision `seen`."""
    must_be_administrator(by)
    with transaction.atomic():
        write_over(
            Organisation.objects.filter(pk=by.organisation_id),
            seen,
            wanted.name,
            name=wanted.name,
            code=wanted.code,
            school_region=wanted.school_region,
            education=wanted.education,
            accent=wanted.accent,
            unseen_after_weeks=wanted.unseen_after_weeks,
            mails_talk_report=wanted.mails_talk_report,
            postal_address=wanted.postal_address,
            phone=wanted.phone,
            email=wanted.email,
            website=wanted.website,
        )
        note(by=by, act=AdministrativeAct.Act.SETTINGS)
