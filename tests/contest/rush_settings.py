"""Settings of the small site that is killed: tables without migrations."""

from miara.config.settings import *  # noqa: F403

#: Labels of applications that are not the last part of their name.
_LABELS = {"wagtail": "wagtailcore"}
MIGRATION_MODULES = dict.fromkeys(
    (
        _LABELS.get(app, app.rsplit(".", 1)[-1])
        for app in INSTALLED_APPS  # noqa: F405
    ),
    None,
)
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
