"""Settings of Miara, read from the environment.

Every variable is described in ``.env.example``; a test compares the two lists.
The embedded default needs none of them: SQLite and plain files in MIARA_HOME.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import csp.constants
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

SOURCE_DIR = Path(__file__).resolve().parents[1]


def read_env_file(path: Path) -> None:
    """Take from a file of NAME=value lines what the environment does not say."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not name.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


read_env_file(Path(".env"))


def env(name: str, default: str | None = None) -> str:
    """Value of an environment variable, or the default when it is absent or empty.

    Raises
    ------
    ImproperlyConfigured
        When it is not set and has no default.
    """
    value = os.environ.get(name) or default
    if value is None:
        msg = f"{name} is not set; copy the line from .env.example to .env"
        raise ImproperlyConfigured(msg)
    return value


def env_flag(name: str, *, default: bool) -> bool:
    """Whether a variable is 1, true, yes or on; not set or empty is the default."""
    value = env(name, "").lower()
    return value in {"1", "true", "yes", "on"} if value else default


# --- Where things are kept ---------------------------------------------------

MIARA_HOME = Path(env("MIARA_HOME", "var")).resolve()
MIARA_HOME.mkdir(parents=True, exist_ok=True)
CUBE_DIR = MIARA_HOME / "cube"
# "local", or the address of a Dask scheduler whose workers see the same CUBE_DIR.
MIARA_CLUSTER = env("MIARA_CLUSTER", "local")
UPLOADS_DIR = MIARA_HOME / "uploads"  # official files handed in by the operator
FILES_DIR = MIARA_HOME / "files"  # what people send and the program makes, by digest
SEARCH_DIR = MIARA_HOME / "search"  # the index of this machine; made anew at any time
# Antivirus: host:port or path of a socket of clamd; empty: files are not scanned.
MIARA_CLAMAV = env("MIARA_CLAMAV", "")
MIARA_CLAMAV_REQUIRED = env_flag("MIARA_CLAMAV_REQUIRED", default=False)
# Electronic seal of documents the site issues: a PKCS#12 file; empty: none is put.
MIARA_SEAL = env("MIARA_SEAL", "")
MIARA_SEAL_PASSWORD = env("MIARA_SEAL_PASSWORD", "")
os.environ.setdefault("NUMBA_CACHE_DIR", str(MIARA_HOME / "numba"))


def _secret_key() -> str:
    """The key from the environment, else one made once and kept in MIARA_HOME."""
    from_env = os.environ.get("MIARA_SECRET_KEY")
    if from_env:
        return from_env
    path = MIARA_HOME / "secret_key"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = env_flag("MIARA_DEBUG", default=False)
MIARA_SITE_URL = env("MIARA_SITE_URL", "http://127.0.0.1:8000").rstrip("/")
_https = MIARA_SITE_URL.startswith("https://")
ALLOWED_HOSTS = env("MIARA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
if urlsplit(MIARA_SITE_URL).hostname not in ALLOWED_HOSTS:
    ALLOWED_HOSTS.append(urlsplit(MIARA_SITE_URL).hostname or "localhost")
# Other hosts, each with the code of the site of the portal that it shows.
MIARA_SITES = {
    host.strip().lower(): code.strip()
    for host, _equals, code in (
        pair.partition("=") for pair in env("MIARA_SITES", "").split(",")
    )
    if host.strip() and code.strip()
}
ALLOWED_HOSTS += [
    name
    for name in (host.rsplit(":", 1)[0] for host in MIARA_SITES)
    if name not in ALLOWED_HOSTS
]
CSRF_TRUSTED_ORIGINS = [MIARA_SITE_URL] if _https else []

# --- Applications ------------------------------------------------------------

INSTALLED_APPS = [
    "miara.web",
    "miara.web.statements",
    "miara.portal",
    "miara.exchange",
    "miara.rollout",
    "miara.reports",
    "miara.council",
    "miara.risks",
    "miara.budget",
    "miara.instruments",
    "miara.strategy",
    "miara.cycle",
    "miara.ceremony",
    "miara.attendance",
    "miara.events",
    "miara.contest",
    "miara.practices",
    "miara.indicators",
    "miara.questionnaires",
    "miara.search",
    "miara.notifications",
    "miara.editing",
    "miara.documents",
    "miara.accounts",
    "miara.organisations",
    "miara.catalogue",
    "miara.units",
    "miara.audit",
    "miara.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "axes",
    "csp",
    # Drafts, revisions and workflow of descriptions; the pages where editors work.
    "wagtail.users",
    "wagtail.snippets",
    "miara.editing.quiet.QuietAdminConfig",
    "wagtail",
    "modelcluster",
    "taggit",
]

MIDDLEWARE = [
    "miara.core.middleware.RequestContextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "miara.core.middleware.SecurityHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "miara.core.middleware.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "miara.accounts.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "miara.documents.middleware.ErasedFileMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "miara.config.urls"
WSGI_APPLICATION = "miara.config.wsgi.application"

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
                "miara.web.context_processors.shell",
            ],
        },
    },
]

FORM_RENDERER = "miara.web.forms.FormRenderer"
CSRF_FAILURE_VIEW = "miara.web.views.errors.csrf_failure"
AXES_LOCKOUT_CALLABLE = "miara.web.views.errors.lockout"

# --- Database ----------------------------------------------------------------

DATABASE_URL = env("DATABASE_URL", f"sqlite:///{MIARA_HOME / 'miara.sqlite3'}")


def database(url: str) -> dict[str, object]:
    """Django's settings of a database named by an URL.

    ``sqlite:///path`` is opened in WAL mode with immediate transactions, so that
    a writer waits at the start instead of failing half-way; ``postgresql://``
    takes user, host and options the way libpq writes them.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "miara.core.sqlite",  # writers queue
            "NAME": parts.path[1:],  # sqlite:///file is relative, sqlite:////file not
            # Opening the file for each request took a quarter of a cached page.
            "CONN_MAX_AGE": 60,
            "TEST": {"NAME": ":memory:"},
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                    "PRAGMA foreign_keys=ON;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "OPTIONS": query,
        }
    msg = f"DATABASE_URL: {parts.scheme}:// is not sqlite:/// or postgresql://"
    raise ImproperlyConfigured(msg)


DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Files are shared by the workers of one machine, survive restarts and stay out
    # of their memory: a thousand pages take 50 MB of disk instead of 250 MB a
    # worker. Keys name vintage and code version, so nothing needs clearing.
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": MIARA_HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}
# --- Accounts ----------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": (
            "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
        )
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "miara.accounts.adapters.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "miara.accounts.forms.signup.SignupForm"
ACCOUNT_CHANGE_EMAIL = True  # one address at a time
ACCOUNT_REAUTHENTICATION_REQUIRED = True
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "miara.accounts.lockout.attempted_address"
AXES_DISABLE_ACCESS_LOG = True  # addresses of people who log in rightly stay unkept
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Miara"
MFA_ADAPTER = "miara.accounts.adapters.SecondFactorAdapter"
# Operators work only with a second factor; off by default where nothing is secret.
MIARA_OPERATOR_SECOND_FACTOR = env_flag("MIARA_OPERATOR_SECOND_FACTOR", default=_https)
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {}
SOCIALACCOUNT_ADAPTER = "miara.accounts.adapters.IdentityAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A link leads to the provider: a form would be stopped by form-action of the policy.
SOCIALACCOUNT_LOGIN_ON_GET = True

# --- Languages, time ---------------------------------------------------------

LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("Polish")), ("en", _("English"))]
LOCALE_PATHS = [SOURCE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Warsaw"
# Numbers for people pass a filter that says how; a bare number in a template is an
# address, a key or an attribute, and "1 234" would break it.
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["miara.config.formats"]

# --- Static files ------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = MIARA_HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns about a missing folder
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Plain manifest: compressing every file took 38 s at set-up for no visible gain.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = MIARA_HOME / "media"

# --- Security ----------------------------------------------------------------

SESSION_COOKIE_SECURE = _https
CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.constants.NONE],
        "script-src": [csp.constants.SELF],
        "style-src": [csp.constants.SELF],
        "img-src": [csp.constants.SELF, "data:"],
        "font-src": [csp.constants.SELF],
        "connect-src": [csp.constants.SELF],
        "form-action": [csp.constants.SELF],
        "frame-ancestors": [csp.constants.NONE],
        "base-uri": [csp.constants.NONE],
        "manifest-src": [csp.constants.SELF],
    },
}

# --- Desks of editors --------------------------------------------------------

WAGTAIL_SITE_NAME = "Miara"
WAGTAILADMIN_BASE_URL = MIARA_SITE_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("pl", "Polski"), ("en", "English")]
# People, passwords and addresses are kept by accounts alone.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# Nothing asks another host: no pictures of people, no news of the library.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# A draft is what an editor saved; each saving stands in the trail.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "miara.editing.workflow.leave_as_draft"

# --- Mail, tasks, logs -------------------------------------------------------

_mail = urlsplit(env("MIARA_SMTP_URL", ""))
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _mail.hostname
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = str(MIARA_HOME / "mail")
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or 25
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
DEFAULT_FROM_EMAIL = env("MIARA_MAIL_FROM", "miara@localhost")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING_CONFIG = None  # miara.core.logging configures structlog in CoreConfig.ready
MIARA_LOG_FORMAT = env("MIARA_LOG_FORMAT", "text")

SILENCED_SYSTEM_CHECKS: list[str] = []
