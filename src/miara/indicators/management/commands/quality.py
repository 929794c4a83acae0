"""``miara quality``: how good the data and their descriptions are."""

import json
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.indicators.management.operator_command import OperatorCommand
from miara.indicators.models import PublishedVintage
from miara.indicators.presenters.quality import quality_json, quality_text
from miara.indicators.queries.builds import build_named, builds
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.quality import quality_report
from miara.indicators.queries.vintages import open_vintage


class Command(OperatorCommand):
    """Of the served vintage; of the newest one while none is served."""

    help = "Print the data-quality report."

    def add_arguments(self, parser: CommandParser) -> None:
        """How to print, of what."""
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--vintage", metavar="ID", help=_("beginning of its id"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Look and print; what it finds does not make the command fail."""
        row = _chosen(options["vintage"])
        report = quality_report(
            definitions=definitions(),
            vintage=open_vintage(row) if row else None,
            today=timezone.localdate(),
        )
        if options["format"] == "json":
            self.line(json.dumps(quality_json(report), ensure_ascii=False, indent=1))
            return
        for text in quality_text(report):
            self.line(text)


def _chosen(name: str | None) -> PublishedVintage | None:
    if name is not None:
        return build_named(name)
    return PublishedVintage.objects.current() or builds().first()
