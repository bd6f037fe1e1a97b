"""One settings file, driven by the environment. `docs/operations.md` lists every variable."""

from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from almaty_portal import embedded_postgres
from almaty_portal.lib.language_names import lazy_names

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Production is said aloud; without it the portal serves this machine only.
PRODUCTION = env.bool("PORTAL_PRODUCTION", False)
DEBUG = env.bool("DEBUG", False)
VAR_DIR = Path(env.str("PORTAL_VAR", str(BASE_DIR / "var")))


def local_secret() -> str:
    """A key of this checkout's own, made once, so that sessions outlive a restart of the demo."""
    from django.core.management.utils import get_random_secret_key

    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG must be off when PORTAL_PRODUCTION is on.")
SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else env.str("SECRET_KEY", "") or local_secret()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"])
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

INSTALLED_APPS = [
    "modeltranslation",
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_celery_results",
    "import_export",
    "pgtrigger",
    "pghistory",
    "publishing",
    "members",
    "meetings",
    "declarations",
    "actionplan",
    "almaty_portal.open_data",
    "almaty_portal",
]

MIDDLEWARE = [
    "almaty_portal.page_cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "declarations.stored_files.StoredFilesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "almaty_portal.lib.open_data.middleware.OpenDataMiddleware",
    "almaty_portal.content_policy.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.mfa_required.StaffSecondFactorMiddleware",
]

ROOT_URLCONF = "almaty_portal.urls"
WSGI_APPLICATION = "almaty_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

# Data
DATABASE_URL = env.str("DATABASE_URL", "")
DATABASES: dict[str, Any] = {
    "default": env.db_url_config(DATABASE_URL) if DATABASE_URL else embedded_postgres.database(VAR_DIR / "postgres")
}
DATABASES["default"] |= {
    "OPTIONS": {"pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", 8)}},
    "TEST": {"NAME": env.str("TEST_DATABASE_NAME", "") or None},
}
# Change notices need one session all along: a direct connection where DATABASE_URL leads to a pooler
LISTEN_DATABASE_URL = env.str("LISTEN_DATABASE_URL", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": env.cache_url("CACHE_URL", default="locmemcache://"),
    # what is set of an edition, which never changes: in each process until it ends, so that a new version sets it anew
    "editions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "editions",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
PAGE_CACHE_MEGABYTES = env.int("PAGE_CACHE_MEGABYTES", 64)  # of each process; 0: none, and stored files neither
AUTH_USER_MODEL = "members.User"

# Files
MEDIA_ROOT = VAR_DIR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if env.str("S3_BUCKET", ""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": env.str("S3_BUCKET"), "endpoint_url": env.str("S3_ENDPOINT", "") or None},
    }
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a document's paragraphs are edited in one form
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes of such a form, files apart
UPLOAD_MAX_MEGABYTES = env.int("UPLOAD_MAX_MEGABYTES", 25)

# Who is told of a weakness (/.well-known/security.txt): mailto: or https: addresses
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])

# Signatures in PDFs, when a certificate is given
SIGNING_PKCS12 = env.str("SIGNING_PKCS12", "")
SIGNING_PASSWORD = env.str("SIGNING_PASSWORD", "")
SIGNING_LOCATION = env.str("SIGNING_LOCATION", "")
SIGNING_TIMESTAMP_URL = env.str("SIGNING_TIMESTAMP_URL", "")

# Languages, the first to stand first: `docs/adding-a-language.md`. Fallback is off: a page says which one it lacks.
LANGUAGES = [(code, lazy_names([code])) for code in env.list("PORTAL_LANGUAGES", default=["ru", "en"])]
if not {"ru", "en"} <= set(dict(LANGUAGES)) <= set(LANG_INFO) or any("-" in code for code, _name in LANGUAGES):
    raise ImproperlyConfigured("PORTAL_LANGUAGES has ru, en and others that Django knows by a code without a hyphen.")
LANGUAGE_CODE = "en"  # that of the interface's words in the code
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_ENABLE_FALLBACKS = False
FORMAT_MODULE_PATH = ["almaty_portal.formats"]
# Dates in a language that neither `almaty_portal/formats/` nor Django has formats for
DATE_FORMAT, YEAR_MONTH_FORMAT, MONTH_DAY_FORMAT = "j F Y", "F Y", "j F"
SHORT_DATE_FORMAT, DATETIME_FORMAT, TIME_FORMAT, FIRST_DAY_OF_WEEK = "d.m.Y", "j F Y, H:i", "H:i", 1
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

# Sign-in: by invitation, with a second factor for staff
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 3 * 86_400  # seconds that an invitation's or a reset's link is good
ACCOUNT_ADAPTER = "members.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation's link has proved the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "members.sign_in_links.LinkTokens"  # noqa: S105 - a class, not a secret
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key", "reset_password": "20/m/ip,5/m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1 if env.bool("BEHIND_PROXY", PRODUCTION) else 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "members.passkey_form.PasskeyForm"}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody can sign up with another's address
MFA_TOTP_ISSUER = "Almaty Process"
MFA_TOTP_TOLERANCE = 1  # half-minutes that a telephone's clock may be off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost only: browsers refuse any other
STAFF_MFA_REQUIRED = env.bool("STAFF_MFA_REQUIRED", PRODUCTION)

# Mail
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Almaty Process portal <portal@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

ACCESSIBILITY_CONTACT = env.str("ACCESSIBILITY_CONTACT", "")  # an address for those whom a page shuts out

# Slow work: in process after commit when there is no broker
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "")
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
CELERY_TASK_STORE_EAGER_RESULT = True
CELERY_RESULT_BACKEND = "django-db"
CELERY_RESULT_EXTENDED = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 600  # seconds
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50  # WeasyPrint's memory grows over many renders
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "send-reminders": {"task": "actionplan.tasks.send_reminders", "schedule": crontab(minute=7, hour="3-12")},
    "render-what-is-missing": {"task": "declarations.tasks.render_missing", "schedule": crontab(minute="*/10")},
    "render-round-reports-that-are-missing": {
        "task": "actionplan.tasks.render_missing_round_reports",
        "schedule": crontab(minute="5-59/10"),
    },
    "make-stale-dumps": {"task": "almaty_portal.open_data.tasks.make_stale_dumps", "schedule": crontab(minute="*/2")},
    "discard-abandoned-imports": {
        "task": "declarations.tasks.discard_abandoned_imports",
        "schedule": crontab(hour=3, minute=40),
    },
}

# Open data: no key is asked for, so that the address is all there is to count by
OPEN_DATA_PER_MINUTE = env.int("OPEN_DATA_PER_MINUTE", 600)  # requests from one address, to the API
NINJA_NUM_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT

# History
PGHISTORY_APPEND_ONLY = True

# Import and export: nobody imports or exports without the permission
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = False
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

# The secretariat's desk
UNFOLD: dict[str, Any] = {
    "SITE_TITLE": _("Almaty Process"),
    "SITE_HEADER": _("Almaty Process"),
    "SITE_SUBHEADER": _("Secretariat"),
    "SITE_URL": "/",
    "SITE_SYMBOL": "account_balance",
    "SHOW_LANGUAGES": True,
    "SHOW_HISTORY": True,
    "BORDER_RADIUS": "4px",
    "DASHBOARD_CALLBACK": "almaty_portal.dashboard.dashboard",
    "STYLES": [lambda request: static("admin.css")],
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("emblem.svg")}],
    "COLORS": {
        "primary": {
            "50": "#eef4fb",
            "100": "#d9e6f5",
            "200": "#b6cfeb",
            "300": "#86b0dc",
            "400": "#518bc9",
            "500": "#2f6cb0",
            "600": "#1d5494",
            "700": "#184579",
            "800": "#163b65",
            "900": "#163355",
            "950": "#0e2038",
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": "almaty_portal.dashboard.navigation",
    },
}

# Security
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and env.bool("SECURE_SSL_REDIRECT", True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", PRODUCTION) else None
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
