"""Settings, read once from the environment (variables.py); the runbook lists every variable."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from pimpasa.config.environment import database, email, ledger_seed, link_key, secret_key, values
from pimpasa.config.folders import ROOT, data_path

_GIVEN = values()
DATA = data_path()

SECRET_KEY = secret_key(_GIVEN, DATA)
DEBUG = _GIVEN.debug
ALLOWED_HOSTS = _GIVEN.hosts
PORT = _GIVEN.port
HTTPS = _GIVEN.https
PIMPASA_DEMO = _GIVEN.demo
PIMPASA_TRAINING = _GIVEN.training
PIMPASA_TRAINING_ADDRESS = _GIVEN.training_address

INSTALLED_APPS = [
    "pimpasa.sites.public",
    "pimpasa.sites.officers",
    "pimpasa.sites.common",
    "pimpasa.waiting",
    "pimpasa.absences",
    "pimpasa.moves",
    "pimpasa.monthly",
    "pimpasa.notes",
    "pimpasa.insights",
    "pimpasa.referrals",
    "pimpasa.papers",
    "pimpasa.operations",
    "pimpasa.letters",
    "pimpasa.coverage",
    "pimpasa.cases",
    "pimpasa.verification",
    "pimpasa.imports",
    "pimpasa.handling",
    "pimpasa.connections",
    "pimpasa.complaints",
    "pimpasa.carrying",
    "pimpasa.areas",
    "pimpasa.reports",
    "pimpasa.outreach",
    "pimpasa.education",
    "pimpasa.welcome",
    "pimpasa.evidence",
    "pimpasa.privacy",
    "pimpasa.agencies",
    "pimpasa.packs",
    "pimpasa.unsent",
    "pimpasa.push",
    "pimpasa.keys",
    "pimpasa.timekeeping",
    "pimpasa.installation",
    "pimpasa.accounts",
    "pimpasa.territory",
    "pimpasa.allowances",
    "pimpasa.ledger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "pimpasa.sites.common.measuring.MeasuringMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "pimpasa.sites.common.security.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pimpasa.sites.common.middleware.LanguageMiddleware",
    "pimpasa.sites.common.middleware.SharesMiddleware",
    "pimpasa.sites.common.middleware.PlainInputMiddleware",
    "pimpasa.sites.common.middleware.OwnPagesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pimpasa.sites.officers.middleware.OfficerMiddleware",
    "pimpasa.sites.officers.unsent.middleware.UnsentMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pimpasa.sites.common.display.DisplayMiddleware",
    "pimpasa.sites.public.endings.EndingsMiddleware",
]

ROOT_URLCONF = "pimpasa.config.urls"
WSGI_APPLICATION = "pimpasa.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pimpasa.sites.common.context.demonstration",
                "pimpasa.sites.public.context.office_here",
                "pimpasa.sites.officers.context.officer",
            ],
        },
    },
]
FORM_RENDERER = "pimpasa.sites.common.forms.GovukRenderer"

DATABASES = {"default": database(_GIVEN.database_url, DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language and time. Indonesian is the default whatever the browser asks for: cheap phones often come set to English.
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "lang"
LOCALE_PATHS = [ROOT / "pimpasa" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# Static files: hashed names, compressed once, cacheable for good.
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 0

# Evidence: a local folder (file:///…) or any S3 (s3://bucket/prefix, with the usual AWS_* variables).
EVIDENCE_STORE = _GIVEN.evidence_store or (DATA / "evidence").as_uri()
EVIDENCE_MAX_FILES = 20
EVIDENCE_MAX_BYTES = 2 * 1024**3
# All files of a draft together.
DRAFT_MAX_BYTES = 2 * 1024**3
# Of the disk that evidence and database lie on, so much is the database's alone: a tenth, and at most this.
EVIDENCE_MOST_RESERVED = 20 * 1024**3

# What a stranger may send. A text of 10 MB still fits a form; longer ones get a clear page, not an error.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
FILE_UPLOAD_HANDLERS = ["pimpasa.evidence.forms.SealingUploadHandler"]

# Signs the ledger's checkpoints; the same on every machine, and for good: a log with another key is another log.
LEDGER_SEED = ledger_seed(_GIVEN, DATA)

# Under it the blind indexes are made; the same on every machine, and for good: with another, old reports meet none.
LINK_KEY = link_key(_GIVEN, DATA)

DRAFT_LIFE = timedelta(hours=24)
RECEIPT_LIFE = timedelta(minutes=15)

# Whether browsers that can seal what residents write before it leaves them; without it the server seals.
SEAL_ON_PHONE = _GIVEN.seal_on_phone

# Reports accepted from one address before it must wait its turn. Two hundred phones behind one, as at a dialogue, pass.
REPORTS_PER_ADDRESS = _GIVEN.reports_per_address
REPORTS_REFILL_PER_MINUTE = 30
TRUSTED_PROXIES = _GIVEN.trusted_proxies
# How old the last backup may be before it is told; 0 where others make them.
BACKUP_DAYS = _GIVEN.backup_days
# Where numbers to watch are shown; nowhere unless it is set.
METRICS = _GIVEN.metrics

# What goes to officers by e-mail: that something waits, never what.
globals().update(email(_GIVEN.email_url))
DEFAULT_FROM_EMAIL = _GIVEN.email_from
ADDRESS = _GIVEN.address

# The same to their browsers. Whom a push service may ask what we do there: Apple's takes nothing from who names nobody.
PUSH_CONTACT = _GIVEN.push_contact or (ADDRESS if ADDRESS.startswith("https://") else f"mailto:{DEFAULT_FROM_EMAIL}")
# Tests bring a push service of their own, on this machine and without TLS; nothing else may turn it on.
PUSH_TO_LOOPBACK = False

# Officers.
AUTH_USER_MODEL = "accounts.Officer"
AUTHENTICATION_BACKENDS = ["pimpasa.accounts.backend.OfficerBackend"]
PASSWORD_HASHERS = ["pimpasa.accounts.hashing.SharedArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "officers:workplace"
ACCOUNT_ADAPTER = "pimpasa.sites.officers.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/masuk/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {"login": "pimpasa.keys.forms.SignInForm"}
MFA_ADAPTER = "pimpasa.accounts.adapter.MfaAdapter"
# Its own limits count by another notion of address, and by the account alone: ours are in account/tries.py (ADR 0045).
ACCOUNT_RATE_LIMITS = False
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "pimpasa.sites.officers.account.adapter.SecondStepForm",
    "reauthenticate": "pimpasa.sites.officers.account.adapter.SecondStepAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Pimpasa"
# Passkeys demand HTTPS; browsers make an exception for localhost, and the library asks to be told.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# An officer's session ends after 30 idle minutes; every request starts them anew.
SESSION_ENGINE = "pimpasa.accounts.sessions"
SESSION_COOKIE_NAME = "petugas"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = False  # OfficerMiddleware renews it; a resident never gets a session
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "pimpasa.sites.common.views.csrf_failure"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"

# Argon2id for officers' keys: RFC 9106, second recommended option. Tests lower it.
KEY_PASSPHRASE_COST: dict[str, int] = {}

# No address, user agent or path with a code in it is ever logged: one filter goes over every line.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"discreet": {"()": "pimpasa.config.logs.Discreet"}},
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "pimpasa.config.logs.Json"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": _GIVEN.logs, "filters": ["discreet"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "procrastinate": {"level": "WARNING"}},
}
