"""``miara former-addresses``: addresses of another portal lead here."""  # noqa: N999

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.portal.actions.former import keep_former_addresses
from miara.portal.domain.former_table import BadTable, Row, rows_of
from miara.portal.presenters.former import report_lines
from miara.portal.queries.sites import site_of_code


class Command(BaseCommand):
    """Safe to run again; exits with 1 when lines were left out."""

    help = "Let addresses of another portal lead to news and pages of a site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, which, and whether anything is kept."""
        parser.add_argument("site", help=_("code of the site"))
        parser.add_argument(
            "file",
            type=Path,
            help=_("CSV with the columns dawny_adres and nowy_adres"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("read and report, keep nothing")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, keep, tell."""
        site = site_of_code(options["site"])
        if site is None:
            text = _("There is no site %(code)s.") % {"code": options["site"]}
            raise CommandError(text)
        rows = self._rows(options["file"])
        done = keep_former_addresses(
            site, rows, by=None, now=timezone.now(), dry_run=options["dry_run"]
        )
        for line in report_lines(done, is_dry=options["dry_run"]):
            self.stdout.write(line)
        if done.refused:
            raise CommandError(_("Some lines were left out; they are listed above."))

    def _rows(self, path: Path) -> list[Row]:
        try:
            return rows_of(path.read_text(encoding="utf-8-sig"))
        except OSError as error:
            text = _("The file %(path)s cannot be read.") % {"path": path}
            raise CommandError(text) from error
        except UnicodeDecodeError as error:
            raise CommandError(_("Save the file as UTF-8.")) from error
        except BadTable as error:
            text = _("The first line must name the columns dawny_adres and nowy_adres.")
            raise CommandError(text) from error
