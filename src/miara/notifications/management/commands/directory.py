"""``miara directory PATH``: bring the directory of heads up to a list."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from miara.core.errors import MiaraError
from miara.notifications.phrases import count_lines, fault_line, field_name
from miara.organisations import public as organisations

_SHOWN = 50


class Command(BaseCommand):
    """Reports what is new, changed, older or broken; a rehearsal writes nothing."""

    help = "Import a list of heads of units (XLSX, ODS or CSV)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The list, where it comes from and of which day it is."""
        parser.add_argument("path", type=Path, help=_("XLSX, ODS or CSV"))
        parser.add_argument("--source", required=True, help=_("who published it"))
        parser.add_argument("--as-of", required=True, help=_("its day, YYYY-MM-DD"))
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="OURS=THEIRS",
            help=_("a column that is not recognised, e.g. email=Kontakt"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("only report, change nothing")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and print the report."""
        as_of = _day(options["as_of"])
        if not options["path"].is_file():
            raise CommandError(
                _("There is no file %(path)s.") % {"path": options["path"]}
            )
        try:
            report = organisations.import_directory(
                options["path"],
                source=options["source"],
                as_of=as_of,
                by=None,
                now=timezone.now(),
                dry_run=options["dry_run"],
                mapping=dict(each.split("=", 1) for each in options["column"]),
            )
        except (MiaraError, ValueError) as error:
            text = error.for_people() if isinstance(error, MiaraError) else str(error)
            raise CommandError(text) from error
        for line in count_lines(report.counts):
            self.stdout.write(line)
        for change in report.changes[:_SHOWN]:
            self.stdout.write(
                f"  {change.unit_uid} {field_name(change.field)}: "
                f"{change.old or '–'} → {change.new or '–'}"
            )
        for row in report.broken:
            self.stdout.write(f"  {fault_line(row)}")
        if options["dry_run"]:
            self.stdout.write(_("This was a rehearsal: nothing was changed."))


def _day(text: str) -> Any:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(
            _("%(text)s is not a day; write it as 2026-03-01.") % {"text": text}
        )
    return day
