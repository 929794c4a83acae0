"""``miara tick``: run what the calendar says is due."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from miara.core.schedule import calendar, run_due


class Command(BaseCommand):
    """Safe to call at any time and from several places: each slot is served once."""

    help = "Run scheduled tasks that are due; the worker calls it each minute."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the moment."""
        parser.add_argument(
            "--now", help="pretend it is this moment, e.g. 2026-03-01T03:00+01:00"
        )
        parser.add_argument(
            "--list", action="store_true", help="print the calendar and run nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, print one line a task, exit with 1 when one failed."""
        now = timezone.now()
        if options["now"]:
            parsed = parse_datetime(options["now"])
            if parsed is None or parsed.tzinfo is None:
                msg = "--now takes a date and time with its zone"
                raise CommandError(msg)
            now = parsed
        if options["list"]:
            for scheduled in calendar():
                latest = timezone.localtime(scheduled.rule.latest(now))
                self.stdout.write(f"{scheduled.name}  last due {latest:%Y-%m-%d %H:%M}")
            return
        outcomes = run_due(now)
        for outcome in outcomes:
            state = "failed" if outcome.failed else "done"
            self.stdout.write(f"{outcome.name} {state} in {outcome.seconds:.1f} s")
        failed = [outcome.name for outcome in outcomes if outcome.failed]
        if failed:
            msg = f"failed: {', '.join(failed)}; the log says why"
            raise CommandError(msg)
