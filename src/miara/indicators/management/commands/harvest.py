"""``miara harvest bdl``: series of the Local Data Bank through its API."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.cube.harvest import BASE_URL, HarvestError
from miara.cube.register import Level
from miara.indicators.actions.harvests import harvest, stored_key
from miara.indicators.domain.harvest_orders import plan_of, variables_in, years_in
from miara.indicators.management.operator_command import OperatorCommand
from miara.indicators.presenters.harvests import explain_harvest, harvest_lines


class Command(OperatorCommand):
    """Stop it at any time: started again, it goes on where it was."""

    help = "Fetch series of the Local Data Bank (GUS BDL) and keep what is new."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which series, at which level, for which years."""
        parser.add_argument("bank", choices=["bdl"])
        parser.add_argument(
            "--variables", required=True, type=_variables, metavar="72305,60559"
        )
        parser.add_argument(
            "--level", choices=[level.value for level in Level], default="gmina"
        )
        parser.add_argument("--years", required=True, type=_years, metavar="2015-2024")
        parser.add_argument(
            "--key-file", type=Path, help=_("file with the key of the API")
        )
        parser.add_argument("--base-url", default=BASE_URL, help=argparse.SUPPRESS)
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help=_("print what would be asked for and ask for nothing"),
        )
        parser.add_argument("--quiet", action="store_true", help=_("no progress bar"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Harvest and print what came; exit with 1 when a series failed."""
        level = Level(options["level"])
        try:
            plan = plan_of(options["variables"], level, options["years"])
            if options["dry_run"]:
                for variable in plan.variables:
                    self.line(plan.address(variable))
                self.line(_("This was a rehearsal: nothing was asked for."))
                return
            with self.progress(quiet=options["quiet"]) as bar:
                result = harvest(
                    variables=plan.variables,
                    level=level,
                    years=options["years"],
                    by=None,
                    now=timezone.now(),
                    key=_key(options["key_file"]),
                    base_url=options["base_url"],
                    progress=bar,
                )
        except HarvestError as error:
            raise CommandError(explain_harvest(error)) from error
        for text in harvest_lines(result):
            self.line(text)
        if result.failures:
            raise CommandError(
                _("Not harvested: %(numbers)s.")
                % {"numbers": ", ".join(map(str, result.failures))}
            )


def _key(path: Path | None) -> str | None:
    try:
        return stored_key(path)
    except OSError as error:
        raise CommandError(
            _("The file with the key cannot be read: %(path)s") % {"path": path}
        ) from error


def _variables(text: str) -> tuple[int, ...]:
    try:
        return variables_in(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("%(text)s is not the number of a series") % {"text": error}
        ) from error


def _years(text: str) -> range:
    try:
        return years_in(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("%(text)s is not a span of years like 2015-2024") % {"text": error}
        ) from error
