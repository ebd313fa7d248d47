"""What the worker does for the administration."""

from houvast.operation.actions.access import NEW_PASSWORD, mail_new_password
from houvast.outbox.registry import Asked, job


@job(NEW_PASSWORD)
def new_password(asked: Asked) -> bool:
    """Mail a link to whoever forgot the password, when the address is somebody's."""
    mail_new_password(str(asked.arguments["address"]))
    return False
