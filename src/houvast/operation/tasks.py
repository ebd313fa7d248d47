"""What the worker does for the administration."""

import uuid

from houvast.operation.actions.access import NEW_PASSWORD, mail_new_password
from houvast.operation.actions.chains import JOB, verify_some
from houvast.outbox.registry import Asked, job


@job(NEW_PASSWORD)
def new_password(asked: Asked) -> bool:
    """Mail a link to whoever forgot the password, when the address is somebody's."""
    mail_new_password(str(asked.arguments["address"]))
    return False


@job(JOB)
def verify_chains(asked: Asked) -> bool:
    """Verify the logs of all dossiers, some hundreds in a transaction."""
    return verify_some(check_id=uuid.UUID(str(asked.arguments["check"])), at=asked.at)
