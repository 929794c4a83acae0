"""``miara compute``: recompute everything into a new vintage."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.indicators.actions.compute import compute_vintage, publish_vintage
from miara.indicators.actions.preview import changes_by_publishing
from miara.indicators.management.operator_command import OperatorCommand
from miara.indicators.presenters.findings import finding_groups
from miara.indicators.presenters.stages import stages_of
from miara.indicators.presenters.vintages import change_summary, report_lines


class Command(OperatorCommand):
    """Pages keep showing the served vintage until another is published."""

    help = "Recompute everything into a new vintage, beside the served one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to serve it at once, and how to tell."""
        parser.add_argument(
            "--publish", action="store_true", help=_("serve the result at once")
        )
        parser.add_argument(
            "--workers",
            metavar="ADDRESS",
            help=_("scheduler of a Dask cluster, such as tcp://host:8786"),
        )
        parser.add_argument("--quiet", action="store_true", help=_("no progress bar"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute, print what was built and what would change."""
        now = timezone.now()
        try:
            with self.progress(quiet=options["quiet"]) as bar:
                row = compute_vintage(
                    by=None,
                    now=now,
                    progress=stages_of(bar),
                    scheduler=options["workers"],
                )
        except (ConnectionError, TimeoutError) as error:
            raise CommandError(
                _("The cluster %(address)s does not answer. Nothing was computed.")
                % {"address": options["workers"] or settings.MIARA_CLUSTER}
            ) from error
        self.line(_("Build %(id)s is ready.") % {"id": row.vintage_id})
        for text in report_lines(row):
            self.line(f"  {text}")
        for found in finding_groups(row.report.get("findings", [])):
            self.line(f"  {found.text}")
        if row.is_current:
            self.line(_("This build is served already; nothing changed."))
            return
        self.line(change_summary(changes_by_publishing(row)))
        if options["publish"]:
            publish_vintage(vintage=row, by=None, now=timezone.now())
            self.line(_("The build is served."))
        else:
            self.line(
                _("To serve it: miara publish %(id)s") % {"id": row.vintage_id[:12]}
            )
