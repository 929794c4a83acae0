"""``miara ranking``: the ranking of a contest made again from its export alone."""

import csv
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from miara.contest.domain.marks_file import BadMarksFile, read_marks
from miara.contest.domain.ranking.marks import FaultyMarks
from miara.contest.exports.ranking import RESULT_HEADER, result_rows
from miara.contest.queries.ranking import ranking_of


class Command(BaseCommand):
    """Neither database nor network is asked: the file must say it all."""

    help = "Make the ranking of a contest again from the marks it exported."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The export."""
        parser.add_argument("path", type=Path, help="CSV from the page of the ranking")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write one row an entry as CSV."""
        path = options["path"]
        try:
            content = read_marks(path.read_text(encoding="utf-8"))
            ranking, _report = ranking_of(content)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(
                _("The file %(path)s cannot be read.") % {"path": path}
            ) from error
        except BadMarksFile as error:
            raise CommandError(
                _("Line %(line)s of %(path)s is no row of an export of marks.")
                % {"line": error.line, "path": path}
            ) from error
        except FaultyMarks as error:
            raise CommandError(
                _("Marks of the file contradict one another: %(row)s")
                % {"row": error.row or error.code}
            ) from error
        writer = csv.writer(self.stdout or sys.stdout, delimiter=";")
        writer.writerow(RESULT_HEADER)
        writer.writerows(result_rows(ranking))
