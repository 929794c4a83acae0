"""What can go wrong while reading an official file."""


class SourceError(Exception):
    """A file could not be read.

    Attributes
    ----------
    file
        Name of the file.
    line
        Line of a text file or row of a sheet, counted from 1; None for the whole.
    what
        What was found, as it stands in the file.
    expected
        What should have stood there.
    """

    def __init__(
        self, file: str, what: str, *, expected: str = "", line: int | None = None
    ) -> None:
        self.file = file
        self.line = line
        self.what = what
        self.expected = expected
        super().__init__(file, line, what, expected)

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        tail = f"; expected {self.expected}" if self.expected else ""
        return f"{place}: {self.what}{tail}"


class UnreadableFile(SourceError):
    """Neither a text table nor a workbook, or a damaged one."""


class HeaderError(SourceError):
    """The header is not the one the mapping describes."""


class BrokenRow(SourceError):
    """A row has more or fewer fields than the header, or a code of no known form."""


class UnknownTable(SourceError):
    """No mapping fits the file, or no mapping has the asked name.

    Attributes
    ----------
    candidates
        Names of the mappings that exist.
    """

    def __init__(self, file: str, what: str, candidates: tuple[str, ...]) -> None:
        super().__init__(file, what, expected="one of " + ", ".join(candidates))
        self.candidates = candidates


class AmbiguousTable(SourceError):
    """Several mappings fit the file equally well: a person has to name one.

    Attributes
    ----------
    candidates
        Names of the mappings that fit.
    """

    def __init__(self, file: str, candidates: tuple[str, ...]) -> None:
        super().__init__(
            file,
            "several tables have this layout",
            expected="the name of one of " + ", ".join(candidates),
        )
        self.candidates = candidates


class BrokenMapping(SourceError):
    """A file of ``definitions/tables`` does not follow its schema."""
