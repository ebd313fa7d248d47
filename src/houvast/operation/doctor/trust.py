"""Can somebody confirm who opens what is told in confidence?"""

import uuid
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from houvast.operation.doctor.findings import Finding, fine, warning
from houvast.people.actions.confirming import officers_who_confirm
from houvast.people.clock import today
from houvast.people.models import GUARDED, Organisation, RoleAssignment
from houvast.people.viewer import running_on
from houvast.people.waiting import NOT_JUDGED


def privacy_officers(organisations: Sequence[uuid.UUID]) -> Iterator[Finding]:
    """Each organisation where a role waits, and each institution where somebody works, has a privacy officer
    who is no administrator.
    """
    with_officer = set(
        officers_who_confirm(today()).filter(organisation__in=organisations).values_list("organisation_id", flat=True)
    )
    waits = RoleAssignment.every.filter(NOT_JUDGED, organisation__in=organisations, role__in=GUARDED)
    works = RoleAssignment.objects.filter(
        running_on(today()), organisation__in=organisations, organisation__kind=Organisation.Kind.INSTITUTION
    )
    asking = {*waits.values_list("organisation_id", flat=True), *works.values_list("organisation_id", flat=True)}
    lacking = Organisation.objects.filter(pk__in=asking - with_officer).order_by("name", "pk")
    mend = _(
        "Two people of the institution ask for one: `houvast access privacy-officer EMAIL --asked-by A --asked-by B`."
    )
    told = [
        warning(
            "privacy officer",
            _("%s has none who is no administrator: nobody can be let in to what is told in confidence.") % one.name,
            mend,
        )
        for one in lacking
    ]
    yield from told or [fine("privacy officer", _("every institution has one"))]


CHECKS = (privacy_officers,)
