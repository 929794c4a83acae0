"""The demo never touches an installation that somebody uses."""

import shutil

from django.conf import settings
from django.core.management import call_command

from miara.accounts.models import User
from miara.cli.words import translate as _
from miara.core.errors import MiaraError
from miara.indicators.models import DataLoad
from miara.units import public as units

__all__ = ["NotForDemo", "check_home", "start_afresh"]


class NotForDemo(MiaraError):
    """This data folder holds something that is not the demo."""

    def for_people(self) -> str:
        """What is in the way and what to do."""
        return _(
            "The data folder %(home)s holds official data or accounts of people, and "
            "the demo would mix with them. Use another folder: MIARA_HOME=./var-demo "
            "miara demo (and another DATABASE_URL, if you set one)."
        ) % {"home": settings.MIARA_HOME}


def check_home() -> None:
    """Refuse a folder with official data, or with accounts and no sample.

    Raises
    ------
    NotForDemo
        With the line that uses another folder.
    """
    official = DataLoad.objects.filter(is_fictional=False).exists()
    if units.is_fictional():
        if official:
            raise NotForDemo
        return
    if official or units.register_digest() or User.objects.exists():
        raise NotForDemo


def start_afresh() -> None:
    """Forget everything the demo made; the secret key and so the passwords stay.

    Raises
    ------
    NotForDemo
        When there is more than the demo.
    """
    check_home()
    call_command("flush", interactive=False, verbosity=0)
    for folder in (
        settings.CUBE_DIR,
        settings.UPLOADS_DIR,
        settings.MIARA_HOME / "mail",
    ):
        shutil.rmtree(folder, ignore_errors=True)
