"""Django's settings, made from the typed ones in environment.py; nothing else reads the environment."""

import os

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from houvast.settings.environment import Environment, Settings, refusals
from houvast.settings.strong_pages import STRONG_PAGE_NAMES

HOUVAST = Settings()
if _refusals := refusals(HOUVAST):
    raise ImproperlyConfigured("\n".join(("Houvast does not start:", *_refusals)))

DEVELOPMENT = HOUVAST.environment is Environment.DEVELOPMENT
PRODUCTION = HOUVAST.environment is Environment.PRODUCTION

SECRET_KEY = HOUVAST.secret
DEBUG = HOUVAST.debug
ALLOWED_HOSTS = [host.strip() for host in HOUVAST.allowed_hosts.split(",") if host.strip()]
CSRF_TRUSTED_ORIGINS = [HOUVAST.public_url.rstrip("/")]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
    "houvast.web",
    "houvast.vault",
    "houvast.people",
    "houvast.privacy",
    "houvast.education",
    "houvast.outbox",
    "houvast.documents",
    "houvast.directory",
    "houvast.attendance",
    "houvast.guidance",
    "houvast.appointments",
    "houvast.placement",
    "houvast.plan",
    "houvast.handover",
    "houvast.cases",
    "houvast.transfer",
    "houvast.workplace",
    "houvast.helpdesk",
    "houvast.alerts",
    "houvast.careteam",
    "houvast.monitor",
    "houvast.exchange",
    "houvast.api",
    "houvast.standards",
    "houvast.desk",
    "houvast.operation",
]

MIDDLEWARE = [
    "houvast.operation.telemetry.Telemetry",
    "houvast.operation.requests.RequestIdentity",
    "houvast.operation.health.Health",
    "houvast.api.middleware.ApiAnswers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "houvast.people.middleware.BeforeThePage",
    "houvast.people.middleware.WhatIfClock",
    "houvast.privacy.middleware.OneTransactionPerRequest",
    "houvast.people.middleware.Languages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "houvast.operation.closing.Closing",
    "houvast.operation.replica.ReadsFromReplica",
    "houvast.web.middleware.ButtonOnly",
]

ROOT_URLCONF = "houvast.settings.urls"
WSGI_APPLICATION = "houvast.settings.wsgi.application"
FORM_RENDERER = "houvast.web.forms.HouvastRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "houvast.web.context.frame",
                "houvast.people.context.signed_in",
                "houvast.desk.context.navigation",
            ],
        },
    },
]

DATABASES = HOUVAST.databases(owner=os.environ.get("HOUVAST_AS_OWNER") == "1")
DATABASE_ROUTERS = ["houvast.operation.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the e-mail address is unique in small letters: a constraint of its own

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["houvast.people.sign_in.ByEmail"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
STRONG_PAGES = STRONG_PAGE_NAMES
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "sign-in"
SESSION_ENGINE = "houvast.people.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-houvast" if PRODUCTION else "houvast"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "houvast.web.views.stale_form"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_NAME = "__Host-language" if PRODUCTION else "django_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
STATIC_ROOT = HOUVAST.data_directory.absolute() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEVELOPMENT

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 63072000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HOUVAST.behind_proxy else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "object-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}

LOGGING_CONFIG = "houvast.operation.log.configure"
LOGGING = {"level": HOUVAST.log_level, "environment": str(HOUVAST.environment)}
