"""``miara import KIND PATH...``: take official files in."""
# ruff: noqa: N999 - the word of the command is a word of the language too

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.core.errors import MiaraError
from miara.core.progress import Progress
from miara.cube.sources import SourceError
from miara.indicators.actions.imports import import_file
from miara.indicators.actions.loads import AlreadyLoaded, LoadRefused
from miara.indicators.domain.import_kinds import ImportKind, files_in, tables_of
from miara.indicators.management.operator_command import OperatorCommand
from miara.indicators.presenters.findings import finding_lines
from miara.indicators.presenters.imports import result_lines, table_catalogue
from miara.indicators.presenters.source_errors import explain

LIST = "list"


class Command(OperatorCommand):
    """Each file is reported for itself; one refused file does not stop the others."""

    help = "Import official files: the register, boundaries, data tables."

    def add_arguments(self, parser: CommandParser) -> None:
        """What, from where, how strictly."""
        kinds = [*(kind.value for kind in ImportKind), LIST]
        parser.add_argument(
            "kind", choices=kinds, help=_("what it is; list prints the known tables")
        )
        parser.add_argument(
            "paths", nargs="*", type=Path, help=_("files or folders of files")
        )
        parser.add_argument("--table", help=_("name of the table, when several fit"))
        parser.add_argument(
            "--strict", action="store_true", help=_("refuse a file with any warning")
        )
        parser.add_argument(
            "--skip-bad",
            action="store_true",
            help=_("import the register without its broken rows"),
        )
        parser.add_argument(
            "--retrieved-on",
            type=_day,
            metavar="YYYY-MM-DD",
            help=_("day on which the file was downloaded"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("read and report, keep nothing")
        )
        parser.add_argument("--quiet", action="store_true", help=_("no progress bar"))
        # Options may stand before the files, too: `import terc --skip-bad FILE`.
        parser.parse_args = parser.parse_intermixed_args  # type: ignore[method-assign]

    def handle(self, *args: Any, **options: Any) -> None:
        """Import one after another; exit with 1 when any was refused."""
        if options["kind"] == LIST:
            self._print_tables()
            return
        kind = ImportKind(options["kind"])
        self._check_options(kind, options)
        paths = self._files(kind, options["paths"])
        with self.progress(quiet=options["quiet"]) as bar:
            refused = [
                path.name
                for path in paths
                if not self._import(path, kind, options, bar)
            ]
        if options["dry_run"]:
            self.line(_("This was a rehearsal: nothing was kept."))
        if refused:
            raise CommandError(
                ngettext(
                    "%(count)s file was not imported: %(files)s.",
                    "%(count)s files were not imported: %(files)s.",
                    len(refused),
                )
                % {"count": len(refused), "files": ", ".join(refused)}
            )

    def _import(
        self, path: Path, kind: ImportKind, options: dict[str, Any], bar: Progress
    ) -> bool:
        """Import one file and print its report; False when it was refused."""
        try:
            result = import_file(
                path=path,
                kind=kind,
                by=None,
                now=timezone.now(),
                table=options["table"],
                strict=options["strict"],
                skip_bad=options["skip_bad"],
                retrieved_on=options["retrieved_on"],
                dry_run=options["dry_run"],
                progress=bar,
            )
        except AlreadyLoaded as known:
            self.line(f"{path.name}: {known.for_people()}")
            return True
        except LoadRefused as refusal:
            self._refuse(f"{path.name}: {refusal.for_people()}")
            for found in finding_lines(refusal.load.findings):
                self._refuse(f"  {found.text}")
            return False
        except MiaraError as error:
            self._refuse(error.for_people())
            return False
        except SourceError as error:
            self._refuse(explain(error))
            return False
        for number, text in enumerate(result_lines(result)):
            self.line(text if number == 0 else f"  {text}")
        return True

    def _refuse(self, text: str) -> None:
        self.stderr.write(text)

    def _check_options(self, kind: ImportKind, options: dict[str, Any]) -> None:
        if not options["paths"]:
            raise CommandError(_("Say which file or folder to import."), returncode=2)
        if options["table"] and options["table"] not in tables_of(kind):
            raise CommandError(
                _("There is no table %(table)s among: %(known)s.")
                % {
                    "table": options["table"],
                    "known": ", ".join(tables_of(kind)) or "–",
                },
                returncode=2,
            )

    def _files(self, kind: ImportKind, paths: list[Path]) -> list[Path]:
        """Files named, and those of the folders named.

        The register goes by the order of names: any order gives the same history.
        """
        found: list[Path] = []
        for path in paths:
            if path.is_dir():
                inside = files_in(path, kind)
                if not inside:
                    raise CommandError(
                        _("There are no such files in the folder %(folder)s.")
                        % {"folder": path}
                    )
                found += inside
            elif path.is_file():
                found.append(path)
            else:
                raise CommandError(_("There is no file %(path)s.") % {"path": path})
        return found

    def _print_tables(self) -> None:
        for heading, lines in table_catalogue():
            self.line(heading)
            for text in lines:
                self.line(f"  {text}")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        told = _("%(text)s is not a date like 2026-03-01") % {"text": text}
        raise argparse.ArgumentTypeError(told) from error
