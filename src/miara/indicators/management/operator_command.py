"""What the operator's commands have in common: language, errors, progress."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from miara.core.errors import MiaraError
from miara.core.health import missing_migrations
from miara.core.progress import ConsoleProgress
from miara.cube.sources import SourceError
from miara.indicators.presenters.source_errors import explain


def language_of_terminal(environ: dict[str, str] | None = None) -> str:
    """Language of what commands print: English when the terminal is, else Polish.

    >>> language_of_terminal({"LANG": "en_GB.UTF-8"})
    'en'
    >>> language_of_terminal({"LANG": "C.UTF-8"})
    'pl'
    >>> language_of_terminal({"LC_ALL": "pl_PL.UTF-8", "LANG": "en_GB.UTF-8"})
    'pl'
    """
    told = os.environ if environ is None else environ
    value = told.get("LC_ALL") or told.get("LC_MESSAGES") or told.get("LANG") or ""
    return "en" if value.lower().startswith("en") else settings.LANGUAGE_CODE


class OperatorCommand(BaseCommand):
    """A command that prints in the language of the terminal.

    Expected errors become one clear message and exit code 1; a wrong command line
    ends with 2, as everywhere.
    """

    requires_system_checks = ()

    def create_parser(
        self, prog_name: str, subcommand: str, **kwargs: Any
    ) -> CommandParser:
        """Help texts are translated too, so the language is set before parsing."""
        translation.activate(language_of_terminal())
        return super().create_parser(prog_name, subcommand, **kwargs)

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run, and tell expected errors to people."""
        with translation.override(language_of_terminal()):
            try:
                self._check_database()
                return super().execute(*args, **options)
            except MiaraError as error:
                raise CommandError(error.for_people()) from error
            except SourceError as error:
                raise CommandError(explain(error)) from error

    def line(self, text: str = "") -> None:
        """Print one line."""
        self.stdout.write(text)

    @contextmanager
    def progress(self, *, quiet: bool = False) -> Iterator[ConsoleProgress]:
        """A progress bar, when somebody looks."""
        with ConsoleProgress(quiet=quiet) as bar:
            yield bar

    def _check_database(self) -> None:
        try:
            missing = missing_migrations()
        except DatabaseError as error:
            raise CommandError(
                _("The database does not answer; check DATABASE_URL. (%(error)s)")
                % {"error": error}
            ) from error
        if missing:
            raise CommandError(
                _("The database is older than the program. Run: miara migrate")
            )
