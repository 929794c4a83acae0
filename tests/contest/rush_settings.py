"""Settings of the small site that is killed: tables without migrations."""

from miara.config.settings import *  # noqa: F403


def _label(app: str) -> str:
    """Label of an application: the last part of its name, save Wagtail's."""
    if app == "wagtail":
        return "wagtailcore"
    last = app.rsplit(".", 1)[-1]
    return f"wagtail{last}" if app.startswith("wagtail.") else last


MIGRATION_MODULES = dict.fromkeys(map(_label, INSTALLED_APPS), None)  # noqa: F405
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
