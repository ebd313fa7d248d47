"""The API: the routers of every folder under one version."""

from email.utils import parseaddr

from django.conf import settings

from houvast.api.site import make_api
from houvast.directory.api import router as law
from houvast.handover.api import router as handovers

api = make_api(
    address=settings.HOUVAST.public_url.rstrip("/") + "/api/v1",
    contact={
        "name": "Whoever keeps this installation",
        "url": settings.HOUVAST.public_url,
        "email": parseaddr(settings.HOUVAST.mail_from)[1],
    },
    others={"/law": law, "/handovers": handovers},
)
