"""``miara import practices FILE``: an archive of practices moved into the base.

The word `import` belongs to official files, so the command line sends this kind here.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from miara.core.errors import MiaraError
from miara.core.health import missing_migrations
from miara.core.progress import ConsoleProgress
from miara.practices.actions.moving import (
    ArchiveRefusedError,
    move_archive,
    plan_archive,
)
from miara.practices.domain.migration.mapping import ArchiveMapping, read_mapping
from miara.practices.domain.migration.plan import Plan
from miara.practices.domain.migration.table import BadArchive
from miara.practices.exports.archive_rest import (
    fits_workbook,
    rest_json,
    rest_workbook,
)
from miara.practices.presenters.moving import moved_lines, plan_lines, row_lines

__all__ = ["Command"]


class Command(BaseCommand):
    """Prints the whole report; exits with 1 when rows were left out."""

    help = "Move an archive of good practices into the base."
    requires_system_checks = ()
    language = settings.LANGUAGE_CODE

    def create_parser(
        self, prog_name: str, subcommand: str, **kwargs: Any
    ) -> CommandParser:
        """Help texts are translated too, so the language is set before parsing."""
        translation.activate(self.language)
        return super().create_parser(prog_name, f"{subcommand} practices", **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        """What, how strictly, and what becomes of the rest."""
        parser.description = _("Move an archive of good practices into the base.")
        parser.add_argument("kind", choices=["practices"], help=argparse.SUPPRESS)
        parser.add_argument("file", type=Path, help=_("XLSX, CSV or JSON"))
        parser.add_argument(
            "--mapping", type=Path, help=_("YAML that says what the columns mean")
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("read and report, keep nothing")
        )
        parser.add_argument(
            "--publish", action="store_true", help=_("publish what is moved")
        )
        parser.add_argument(
            "--with-duplicates",
            action="store_true",
            help=_("move rows that look like others, too"),
        )
        parser.add_argument(
            "--links",
            action="store_true",
            help=_("ask every link over the network whether it works"),
        )
        parser.add_argument(
            "--base-url",
            default="",
            help=_("address of the earlier base, for links without a host"),
        )
        parser.add_argument(
            "--confirmed-on",
            type=_day,
            metavar="YYYY-MM-DD",
            help=_("when descriptions were last confirmed, if the file does not say"),
        )
        parser.add_argument(
            "--rest",
            type=Path,
            metavar="FILE",
            help=_("write rows that are left out, with reasons, as XLSX or JSON"),
        )
        parser.add_argument("--quiet", action="store_true", help=_("no progress bar"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, report, move."""
        with translation.override(self.language):
            if missing_migrations():
                raise CommandError(
                    _("The database is older than the program. Run: miara migrate")
                )
            try:
                self._move(options)
            except MiaraError as error:
                raise CommandError(error.for_people()) from error

    def _move(self, options: dict[str, Any]) -> None:
        with ConsoleProgress(quiet=options["quiet"]) as progress:
            plan = plan_archive(
                content=_bytes(options["file"]),
                name=options["file"].name,
                today=timezone.localdate(),
                mapping=_mapping(options["mapping"], options["base_url"]),
                with_duplicates=options["with_duplicates"],
                ask=options["links"],
                progress=progress,
            )
            lines = plan_lines(plan)
            if not options["dry_run"]:
                moved = move_archive(
                    plan,
                    by=None,
                    now=timezone.now(),
                    publish=options["publish"],
                    confirmed_on=options["confirmed_on"],
                    progress=progress,
                )
                plan = moved.plan
                lines += moved_lines(moved)
        for row in plan.rows:
            for line in row_lines(row):
                self.stdout.write(line)
        for line in lines:
            self.stdout.write(line)
        if options["rest"] and plan.left_out():
            _write_rest(plan, options["rest"])
            told = _("Rows that were left out are in %(file)s; put them right there.")
            self.stdout.write(told % {"file": options["rest"]})
        if options["dry_run"]:
            self.stdout.write(_("This was a rehearsal: nothing was kept."))
        if plan.left_out():
            raise CommandError(_("Not every row could be moved."))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("There is no file %(path)s.") % {"path": path}, returncode=2
        ) from error


def _mapping(path: Path | None, base_url: str) -> ArchiveMapping:
    """The editor's mapping; an address on the command line goes before its own."""
    try:
        text = _bytes(path).decode("utf-8-sig") if path else ""
        found = read_mapping(text)
        return found.model_copy(update={"base_url": base_url}) if base_url else found
    except BadArchive as bad:
        raise ArchiveRefusedError(bad) from bad
    except UnicodeDecodeError as error:
        raise CommandError(
            _("The mapping is not a text in UTF-8."), returncode=2
        ) from error


def _write_rest(plan: Plan, path: Path) -> None:
    if path.suffix.lower() == ".json":
        path.write_bytes(rest_json(plan))
        return
    if not fits_workbook(plan):
        raise CommandError(
            _("A text is longer than a cell of a workbook holds. Use --rest FILE.json.")
        )
    path.write_bytes(rest_workbook(plan))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        told = _("%(text)s is not a date like 2026-03-01") % {"text": text}
        raise argparse.ArgumentTypeError(told) from error
