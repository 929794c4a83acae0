"""``miara export --format FORMAT PATH``: the whole cube in files others read."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.indicators.management.operator_command import OperatorCommand
from miara.indicators.models import PublishedVintage
from miara.indicators.queries.builds import NothingBuilt, build_named
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.vintages import open_vintage

if TYPE_CHECKING:
    from miara.cube.exchange import UnknownNames

# The words of miara.cube.exchange.Format: importing it loads Polars, which would
# slow down the help; a test compares them.
FORMATS = ("parquet", "csv", "json-stat", "sdmx-csv")


class Command(OperatorCommand):
    """The served vintage, or the one named; a file appears only when complete."""

    help = "Write the whole cube as Parquet, CSV, JSON-stat or SDMX-CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        """Format, place and choice."""
        parser.add_argument("path", type=Path, help=_("file; for json-stat a folder"))
        parser.add_argument("--format", choices=FORMATS, required=True)
        parser.add_argument("--vintage", metavar="ID", help=_("beginning of its id"))
        parser.add_argument("--level", action="append", help=_("only this level"))
        parser.add_argument("--indicator", action="append", help=_("only this one"))
        parser.add_argument(
            "--force", action="store_true", help=_("replace a file that is there")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write and print how much."""
        from miara.cube.exchange import ExchangeError, UnknownNames, export

        path: Path = options["path"]
        if path.is_file() and not options["force"]:
            raise CommandError(
                _("%(path)s is there already; --force replaces it.") % {"path": path}
            )
        if not path.parent.is_dir():
            raise CommandError(
                _("There is no folder %(path)s.") % {"path": path.parent}
            )
        try:
            written = export(
                open_vintage(_chosen(options["vintage"])),
                path,
                options["format"],
                levels=options["level"],
                indicators=options["indicator"],
                units_of_measure={
                    code: indicator.unit_of_measure
                    for code, indicator in definitions().indicators.items()
                },
            )
        except UnknownNames as error:
            raise CommandError(_unknown(error)) from error
        except (ExchangeError, OSError) as error:
            raise CommandError(
                _("The export was not written: %(why)s") % {"why": error}
            ) from error
        self.line(
            ngettext(
                "%(rows)s rows in %(count)s file: %(files)s",
                "%(rows)s rows in %(count)s files: %(files)s",
                len(written.files),
            )
            % {
                "rows": written.rows,
                "count": len(written.files),
                "files": ", ".join(str(file) for file in written.files),
            }
        )


def _unknown(error: "UnknownNames") -> str:
    """What the build lacks, in the active language, with the nearest names."""
    # The command line names levels and indicators only.
    told = (
        _("The export was not written: the build has no level %(names)s.")
        if error.what == "levels"
        else _("The export was not written: the build has no indicator %(names)s.")
    ) % {"names": ", ".join(error.names)}
    if error.nearest:
        near = _("Did you mean: %(names)s?") % {"names": ", ".join(error.nearest)}
        told = f"{told} {near}"
    return told


def _chosen(name: str | None) -> PublishedVintage:
    if name is not None:
        return build_named(name)
    served = PublishedVintage.objects.current()
    if served is None:
        raise NothingBuilt
    return served
