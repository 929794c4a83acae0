"""``miara search``: build the index anew, or say how it is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.core import jobs
from miara.core.progress import ConsoleProgress
from miara.search import actions, queries
from miara.search.errors import RebuildRunning


class Command(BaseCommand):
    """The worker keeps the index current by itself; this is for the first time and for
    doubts."""

    help = "Build the search index of this machine anew, or say how it is."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parser.add_argument("what", choices=["rebuild", "status"])
        parser.add_argument(
            "--background", action="store_true", help="leave the work to the worker"
        )
        parser.add_argument("--quiet", action="store_true", help="draw no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and print one line."""
        now = timezone.now()
        if options["what"] == "status":
            self.stdout.write(self._status())
        elif options["background"]:
            row = jobs.enqueue("search.rebuild", by=None, now=now)
            self.stdout.write(
                _("The worker builds the index; job %(number)s.") % {"number": row.pk}
            )
        else:
            self.stdout.write(self._rebuild(quiet=options["quiet"]))

    def _rebuild(self, *, quiet: bool) -> str:
        try:
            with ConsoleProgress(quiet=quiet) as progress:
                made = actions.rebuild(now=timezone.now(), progress=progress)
        except RebuildRunning as error:
            raise CommandError(error.for_people()) from error
        line = _("Documents in the index: %(documents)s, in %(seconds)s s.") % {
            "documents": made.documents,
            "seconds": made.seconds,
        }
        if made.failed:
            line += " " + _("Left out because of errors: %(count)s; see the log.") % {
                "count": made.failed
            }
        return line

    def _status(self) -> str:
        found = queries.status(timezone.now())
        if found.documents is None or found.built_at is None:
            return _("There is no index; the worker builds one within a minute.")
        return _(
            "Documents in the index: %(documents)s, built %(moment)s; changes waiting: "
            "%(waiting)s."
        ) % {
            "documents": found.documents,
            "moment": timezone.localtime(found.built_at).strftime("%Y-%m-%d %H:%M"),
            "waiting": found.waiting,
        }
