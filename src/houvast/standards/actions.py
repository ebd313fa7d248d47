"""Connecting a system."""

from datetime import datetime

from houvast.exchange.writing.institutions import resolve
from houvast.people.models import Organisation
from houvast.privacy.scope import organisation_scope
from houvast.standards.models import Source


def connect(
    *,
    connector: str,
    address: str,
    institution: str,
    token: str,
    restart: bool,
    at: datetime,
    nightly: bool | None = None,
) -> Source:
    """The source at this address, made at the first time; a token that is given replaces the one that is kept.

    `nightly`: whether the worker asks it every night; None leaves that as it is, and a new one is asked.

    `institution` is an id, code or name; empty: the only one. Raises UnclearInstitution.
    """
    institutions = resolve((), chosen=institution, rows_without=True)
    Organisation.objects.bulk_create(institutions.new)
    organisation = institutions.of("")
    with organisation_scope([organisation]):
        source, _ = Source.objects.get_or_create(
            organisation_id=organisation,
            connector=connector,
            address=address.rstrip("/")[:300],
            defaults={"token": token, "made_at": at},
        )
        if token and source.token != token:
            source.token = token
            source.save(update_fields=["token"])
        if nightly is not None and source.nightly != nightly:
            source.nightly = nightly
            source.save(update_fields=["nightly"])
        if restart and source.cursor:
            source.cursor = ""
            source.save(update_fields=["cursor"])
    return source
