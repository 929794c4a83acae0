"""``miara trust``: say whose certificates are trusted."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.documents.actions.signatures import import_trust_list
from miara.documents.errors import TrustListError


class Command(BaseCommand):
    """Nothing is fetched: the operator brings the list and its date."""

    help = "Import a list of trusted issuers of electronic signatures."

    def add_arguments(self, parser: CommandParser) -> None:
        """File, its date and a name."""
        parser.add_argument("path", type=Path, help="PEM certificates or ETSI XML")
        parser.add_argument("--dated", required=True, help="date of the list, ISO")
        parser.add_argument("--name", default="", help="default: name of the file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, import and say how many issuers are trusted now."""
        path: Path = options["path"]
        try:
            dated = date.fromisoformat(options["dated"])
        except ValueError as error:
            raise CommandError(
                _("--dated must be a date such as 2026-03-01.")
            ) from error
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(
                _("The file %(path)s cannot be read.") % {"path": path}
            ) from error
        try:
            row = import_trust_list(
                content=content,
                name=options["name"] or path.name,
                dated=dated,
                by=None,
                now=timezone.now(),
            )
        except TrustListError as error:
            raise CommandError(error.for_people()) from error
        self.stdout.write(
            ngettext(
                "%(count)s trusted issuer imported from the list “%(name)s”.",
                "%(count)s trusted issuers imported from the list “%(name)s”.",
                row.certificate_count,
            )
            % {"count": row.certificate_count, "name": row.name}
        )
