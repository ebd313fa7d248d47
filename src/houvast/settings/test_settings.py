"""Settings of the test suite: the same house, with cheap password hashing and a database of its own."""

import atexit
import os
import shutil
import tempfile

_DIRECTORY = tempfile.mkdtemp(prefix="houvast-test-")
atexit.register(shutil.rmtree, _DIRECTORY, ignore_errors=True)
os.environ.setdefault("HOUVAST_ENVIRONMENT", "test")
os.environ.setdefault("HOUVAST_DATA_DIRECTORY", _DIRECTORY)
os.environ.setdefault("HOUVAST_SECRET_KEY", "test-only-" + "0123456789" * 6)
os.environ.setdefault("HOUVAST_LOG_LEVEL", "WARNING")

from houvast.settings.django_settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = False  # it would look for every file at each new client
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
