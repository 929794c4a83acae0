"""``miara bounces PATH``: read reports of mail that came back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.core.errors import MiaraError
from miara.notifications.actions.bounces import read_bounces


class Command(BaseCommand):
    """Marks messages and addresses; says what belongs to no message of ours."""

    help = "Read delivery reports from a file (.eml, mbox), a maildir or a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the reports are."""
        parser.add_argument("path", type=Path, help=_("file or folder with reports"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and print the counts."""
        try:
            counts = read_bounces(path=options["path"], by=None, now=timezone.now())
        except MiaraError as error:
            raise CommandError(error.for_people()) from error
        self.stdout.write(
            _(
                "Messages read: %(mails)s, failed deliveries: %(reports)s, "
                "addresses stopped: %(stopped)s."
            )
            % {
                "mails": counts.mails,
                "reports": counts.reports,
                "stopped": counts.stopped,
            }
        )
        for place in counts.unknown:
            self.stdout.write(
                _("  belongs to no message or address of ours: %(place)s")
                % {"place": place}
            )
