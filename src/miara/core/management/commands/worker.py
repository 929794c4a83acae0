"""``miara worker``: background jobs and the calendar, for a supervisor of your own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from miara.core.worker import run_worker


class Command(BaseCommand):
    """The process that ``miara serve`` starts beside the web server."""

    help = "Do background jobs and scheduled tasks until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read the parent."""
        parser.add_argument("--parent", type=int, help="stop when this process is gone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until a signal."""
        run_worker(parent=options["parent"])
