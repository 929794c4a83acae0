"""What reading one official file gives: planes, origin, findings."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from miara.cube.flags import FlagArray, FloatArray
from miara.cube.periods import Period


class Severity(StrEnum):
    """How much a finding matters; ``--strict`` refuses from WARNING up."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the numbers of one file come from."""

    source: str  # key of definitions/sources
    file_name: str
    sha256: str
    publisher: str
    title: str
    retrieved_on: date | None
    notes: tuple[str, ...] = ()  # method text and footnotes, as printed there


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader noticed and did not hide.

    ``code`` names the kind (``repaired_code``, ``duplicate_row``, ``unknown_unit``,
    ``same_content``, ``total_mismatch``, ``skipped_part``, ...); a sentence for
    people is made of it, in their language, one layer up.
    """

    code: str
    severity: Severity
    count: int
    examples: tuple[str, ...] = ()  # at most five, as they stand in the file
    where: str = ""  # column, sheet or variable


@dataclass(frozen=True, slots=True)
class Plane:
    """One variable of one file: a (period, unit) block with its labels.

    Attributes
    ----------
    unit_codes
        Public codes as of the file: ``PL``, 2, 4 or 6 digits; no duplicates.
    values
        float64, shape (period, unit); NaN wherever ``flags`` has no number,
        0.0 where the state is ``ZERO_EVENT``.
    flags
        uint8, same shape; see :mod:`miara.cube.flags`.
    """

    variable: str
    periods: tuple[Period, ...]
    unit_codes: tuple[str, ...]
    values: FloatArray
    flags: FlagArray


@dataclass(frozen=True, slots=True)
class Load:
    """Everything one file gave."""

    origin: Origin
    planes: tuple[Plane, ...]
    findings: tuple[Finding, ...] = ()
    rows_read: int = 0
    codes_on: date | None = None  # day of the territorial division the codes mean
    extra: dict[str, str] = field(default_factory=dict)
