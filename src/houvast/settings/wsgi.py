"""What a web server calls: everything is loaded before the first person comes."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houvast.settings.django_settings")
application = get_wsgi_application()

from houvast.operation.warming import warm_up  # noqa: E402 - needs the settings

warm_up()
