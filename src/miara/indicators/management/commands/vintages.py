"""``miara vintages``: which vintages there are and which is served."""

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.cube.store import StoreError
from miara.indicators.actions.pruning import prune_unpublished
from miara.indicators.management.operator_command import OperatorCommand
from miara.indicators.models import PublishedVintage
from miara.indicators.queries.builds import build_named, builds
from miara.indicators.queries.vintages import store


class Command(OperatorCommand):
    """Newest first; the served one has a star."""

    help = (
        "List vintages; with --verify read every byte of one again, with "
        "--prune-unpublished delete those that were never served."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How to print, what to check."""
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--verify", metavar="ID", help=_("check the files of this vintage")
        )
        parser.add_argument(
            "--prune-unpublished",
            action="store_true",
            help=_("delete builds that were never served"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list, or the result of the check."""
        if options["verify"]:
            self._verify(build_named(options["verify"]))
            return
        if options["prune_unpublished"]:
            self._prune()
            return
        rows = list(builds())
        if options["format"] == "json":
            self.line(json.dumps([_plain(row) for row in rows], indent=2))
            return
        if not rows:
            self.line(_("There is no build yet."))
        for row in rows:
            self.line(_line(row))

    def _prune(self) -> None:
        pruned = prune_unpublished(by=None, now=timezone.now())
        for name in pruned.vintages:
            self.line(_("Build %(id)s was deleted.") % {"id": name})
        self.line(
            _("Deleted builds: %(builds)s, files: %(files)s.")
            % {"builds": len(pruned.vintages), "files": pruned.objects}
        )

    def _verify(self, row: PublishedVintage) -> None:
        try:
            count = store().verify(row.vintage_id)
        except StoreError as error:
            raise CommandError(
                _("Build %(id)s is damaged: %(why)s")
                % {"id": row.vintage_id, "why": error}
            ) from error
        self.line(
            _("Build %(id)s is whole: objects checked %(count)s.")
            % {"id": row.vintage_id, "count": count}
        )


def _line(row: PublishedVintage) -> str:
    facts = {
        "mark": "*" if row.is_current else " ",
        "id": row.vintage_id,
        "built": f"{timezone.localtime(row.built_at):%Y-%m-%d %H:%M}",
        "values": sum(row.report.get("values", {}).values()),
    }
    if row.published_at is None:
        return _(
            "%(mark)s %(id)s  built %(built)s, never served, values %(values)s"
        ) % (facts)
    facts["published"] = f"{timezone.localtime(row.published_at):%Y-%m-%d %H:%M}"
    told = _(
        "%(mark)s %(id)s  built %(built)s, last published %(published)s, "
        "values %(values)s"
    )
    return told % facts


def _plain(row: PublishedVintage) -> dict[str, Any]:
    return {
        "id": row.vintage_id,
        "built_at": row.built_at.isoformat(),
        "published_at": row.published_at.isoformat() if row.published_at else None,
        "is_served": row.is_current,
        "is_fictional": row.is_fictional,
        "units": row.report.get("units", {}),
        "indicators": row.report.get("indicators", {}),
        "values": row.report.get("values", {}),
    }
