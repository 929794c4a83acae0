"""Why a file could not be read: what, where and what to do next."""

import re

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from miara.cube.sources import (
    AmbiguousTable,
    BrokenMapping,
    BrokenRow,
    HeaderError,
    SourceError,
    UnknownTable,
    UnreadableFile,
)

# Readers know no languages: their short words are found here, first match counts.
WHAT: tuple[tuple[str, object], ...] = (
    (r"the file is empty", _("the file is empty")),
    (r"unknown encoding", _("the letters are in an encoding nobody uses")),
    (r"no columns", _("no separator of columns was found")),
    (r"(?P<count>\d+) fields", _("the row has %(count)s fields")),
    (r"(?P<count>\d+) rows", _("the sheet has only %(count)s rows")),
    (r"no such sheet", _("the expected sheet is not there")),
    (r"no such columns", _("the expected columns are not there")),
    (r"no title", _("the title that tells the period is not there")),
    (r"no row of any unit", _("no row belongs to any unit")),
    (r"not an export of BDL", _("it is not an export of the Local Data Bank")),
    (r"no variable of table (?P<table>\S+)", _("no series of table %(table)s")),
    (r"(?P<name>'.*') without a code", _("the row %(name)s has no code")),
    (
        r"units of (?P<units>\[.*\]) under (?P<name>.*)",
        _("units of %(units)s stand under the heading %(name)s"),
    ),
)


def explain(error: SourceError) -> str:
    """The error in the active language, with file, line and remedy."""
    match error:
        case AmbiguousTable():
            return gettext(
                "%(file)s was not imported: several tables have this layout and "
                "nothing in the file tells them apart. Name the right one (--table): "
                "%(tables)s."
            ) % {"file": error.file, "tables": ", ".join(error.candidates)}
        case UnknownTable():
            return gettext(
                "%(file)s was not imported: its layout is none of the known tables. "
                "Check that it is the original file; miara import list prints the "
                "known tables: %(tables)s."
            ) % {"file": error.file, "tables": ", ".join(error.candidates)}
        case BrokenMapping():
            return gettext(
                "The mapping %(file)s is broken, so nothing can be read: %(what)s"
            ) % {"file": error.file, "what": error.what}
    facts = {"place": _place(error), "what": _what(error.what)}
    match error:
        case UnreadableFile():
            text = gettext(
                "%(place)s was not imported: it is no table, or it is damaged "
                "(%(what)s). Download it again from its publisher."
            )
        case HeaderError():
            text = gettext(
                "%(place)s was not imported: the header is not that of the table "
                "(%(what)s). Check that it is the right table and the original file."
            )
        case BrokenRow():
            text = gettext(
                "%(place)s was not imported: the row is broken (%(what)s). Correct "
                "the row, or download the file again."
            )
        case _:
            text = gettext("%(place)s was not imported: %(what)s.")
    told = text % facts
    if error.expected:
        told += " " + gettext("Expected: %(expected)s.") % {"expected": error.expected}
    return told


def _place(error: SourceError) -> str:
    if error.line is None:
        return error.file
    return gettext("%(file)s, line %(line)s,") % {
        "file": error.file,
        "line": error.line,
    }


def _what(what: str) -> str:
    """The reader's words in the active language; unknown ones as they are."""
    for pattern, sentence in WHAT:
        found = re.fullmatch(pattern, what)
        if found:
            return str(sentence) % found.groupdict()
    return what
