"""``miara contest-unseal FILE KEY``: open a sealed package for the press."""  # noqa: N999

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from miara.contest.domain.sealing import BrokenSealError, unseal


class Command(BaseCommand):
    """Writes the content beside the package and says its hash."""

    help = "Open a sealed package with the key shown at the release."

    def add_arguments(self, parser: CommandParser) -> None:
        """The package, the key, where the content goes."""
        parser.add_argument("path", type=Path, help=_("the sealed package"))
        parser.add_argument("key", help=_("the key, 64 signs"))
        parser.add_argument(
            "--to",
            type=Path,
            help=_("file to write; beside the package, ending in .zip, when missing"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Open, write, tell the hash; an existing file is never overwritten."""
        path: Path = options["path"]
        target: Path = options["to"] or path.with_suffix(".zip")
        try:
            key = bytes.fromhex(options["key"].strip())
        except ValueError as error:
            raise CommandError(_("The key has digits and letters a-f only.")) from error
        try:
            content = unseal(path.read_bytes(), key)
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be read.") % {"path": path}
            ) from error
        except BrokenSealError as error:
            raise CommandError(
                _("The key does not open this package, or the package was changed.")
            ) from error
        if target.exists():
            raise CommandError(_("%(path)s is there already.") % {"path": target})
        target.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        self.stdout.write(f"{target}  SHA-256 {digest}")
