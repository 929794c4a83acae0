"""``miara publish [ID]``: serve a vintage."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.indicators.actions.compute import publish_vintage
from miara.indicators.actions.preview import changes_by_publishing
from miara.indicators.management.operator_command import OperatorCommand
from miara.indicators.presenters.vintages import change_rows, change_summary
from miara.indicators.queries.builds import build_named

_SHOWN = 20


class Command(OperatorCommand):
    """One pointer moves; going back to an earlier vintage is the same command."""

    help = "Serve a vintage (the newest one, or the one whose id begins so)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one."""
        parser.add_argument("id", nargs="?", help=_("beginning of its id"))
        parser.add_argument(
            "--dry-run", action="store_true", help=_("print what would change")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what changes, then publish."""
        row = build_named(options["id"])
        if row.is_current:
            self.line(
                _("Build %(id)s is served already; nothing changed.")
                % {"id": row.vintage_id}
            )
            return
        changes = changes_by_publishing(row)
        self.line(change_summary(changes))
        rows = change_rows(changes)
        for change in rows[:_SHOWN]:
            self.line(
                _("  %(title)s (%(level)s): changed %(changed)s, new %(added)s")
                % {
                    "title": change.title,
                    "level": change.level or _("input series"),
                    "changed": change.changed,
                    "added": change.added,
                }
            )
        if len(rows) > _SHOWN:
            self.line(
                _("  and other series: %(count)s") % {"count": len(rows) - _SHOWN}
            )
        if options["dry_run"]:
            self.line(_("This was a rehearsal: nothing was published."))
            return
        publish_vintage(vintage=row, by=None, now=timezone.now())
        self.line(_("Build %(id)s is served now.") % {"id": row.vintage_id})
