"""Settings of the small site that is killed: tables without migrations."""

from django.apps import AppConfig

from miara.config.settings import *  # noqa: F403

#: Every label, as the applications themselves say it.
_LABELS = [AppConfig.create(app).label for app in INSTALLED_APPS]  # noqa: F405
MIGRATION_MODULES = dict.fromkeys(_LABELS, None)
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
