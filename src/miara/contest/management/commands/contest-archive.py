"""``miara contest-archive``: load results of past editions as facts with sources."""  # noqa: N999

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from miara.contest.actions.past import load_past_editions
from miara.contest.actions.past_cards import show_past_results
from miara.contest.domain.past_editions import archive_sources, past_editions
from miara.contest.presenters.archive_report import base_lines, report_lines
from miara.core.errors import MiaraError


class Command(BaseCommand):
    """Reports what is new, what stays without a unit; a second run changes nothing."""

    help = "Load the archive of past editions of the contest."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and print the report."""
        now = timezone.now()
        try:
            with transaction.atomic():
                report = load_past_editions(
                    editions=past_editions(),
                    sources=archive_sources(),
                    by=None,
                    now=now,
                )
                shown = show_past_results(by=None, now=now)
        except MiaraError as error:
            raise CommandError(error.for_people()) from error
        for line in (*report_lines(report), *base_lines(shown)):
            self.stdout.write(line)
