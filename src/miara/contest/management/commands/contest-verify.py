"""``miara contest-verify``: check the package of an edition from its bytes alone."""  # noqa: N999

import zipfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from miara.contest.domain.closing.checking import Checked, check_package
from miara.contest.presenters.closing import flaw_text


class Command(BaseCommand):
    """Neither database nor network is asked: the package must say it all."""

    help = "Check the package of an edition and make its ranking again."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The package."""
        parser.add_argument("path", type=Path, help="package made when closing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and tell; fails when anything is wrong."""
        found = _check(options["path"])
        for flaw in found.flaws:
            self.stderr.write(flaw_text(flaw))
        if not found.is_sound:
            raise CommandError(
                _("The package is not sound. Faults found: %(count)s.")
                % {"count": len(found.flaws)}
            )
        self.stdout.write(
            _(
                "The package is sound: %(files)s files (%(bytes)s bytes) agree with "
                "their digests, %(versions)s submitted versions agree with the hash "
                "that was acknowledged, and the ranking of %(entries)s applications "
                "made again equals the one kept."
            )
            % {
                "files": found.files,
                "bytes": found.bytes,
                "versions": found.versions,
                "entries": found.entries,
            }
        )


def _check(path: Path) -> Checked:
    try:
        with zipfile.ZipFile(path) as package:
            return check_package(package)
    except OSError as error:
        raise CommandError(
            _("The file %(path)s cannot be read.") % {"path": path}
        ) from error
    except zipfile.BadZipFile as error:
        raise CommandError(
            _("%(path)s is no ZIP file, or its end is missing.") % {"path": path}
        ) from error
