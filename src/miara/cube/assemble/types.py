"""What assembly is told about variables, and what it hands on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from miara.cube.flags import FlagArray, FloatArray
from miara.cube.loads import Finding, Origin
from miara.cube.periods import Frequency, Period
from miara.cube.register import Bridge

SourceArray = NDArray[np.uint16]


class VariableInfo(Protocol):
    """What assembly needs to know of a variable's definition."""

    @property
    def code(self) -> str:
        """Name of the variable."""

    @property
    def additive(self) -> bool:
        """Whether adding the variable over units makes sense."""

    @property
    def breaks(self) -> Sequence[str]:
        """Labels of the periods that do not compare with the one before."""

    @property
    def frequency(self) -> str:
        """The one frequency of the variable, as in ``Frequency``."""


@dataclass(frozen=True, slots=True)
class VariableRule:
    """The plainest :class:`VariableInfo`."""

    code: str
    additive: bool
    breaks: tuple[str, ...] = ()
    frequency: str = Frequency.YEAR


@dataclass(frozen=True, slots=True)
class AssembledVariable:
    """One variable on the axis of the register, ready for the store.

    Attributes
    ----------
    values, flags, source
        Shape (period, unit). ``values`` is NaN exactly where ``flags`` has no
        number; ``source`` indexes ``origins``, 65535 = no file.
    meta
        Plain JSON: ``additive``, ``breaks`` and the ``corrections`` applied.
    """

    code: str
    periods: tuple[Period, ...]
    values: FloatArray
    flags: FlagArray
    source: SourceArray
    origins: tuple[Origin, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)


class Revision(NamedTuple):
    """One number that a later load changed."""

    variable: str
    period: Period
    uid: str
    old: float
    new: float  # NaN when the later load withdrew the number
    old_origin: Origin
    new_origin: Origin


@dataclass(frozen=True, slots=True)
class AssembledVariables:
    """Everything the loads say, on one unit axis.

    Attributes
    ----------
    units, unit_codes
        uid and present public code of every place on the unit axis.
    bridges
        Territorial changes that carried at least one number.
    findings
        What was done and noticed; codes in :mod:`miara.cube.assemble.findings`.
    revisions
        Numbers that differ between loads, in the order of variables.
    """

    units: tuple[str, ...]
    unit_codes: tuple[str, ...]
    variables: Mapping[str, AssembledVariable]
    bridges: tuple[Bridge, ...]
    findings: tuple[Finding, ...]
    revisions: tuple[Revision, ...]

    def __iter__(self) -> Iterator[AssembledVariable]:
        return iter(self.variables.values())


@dataclass(slots=True)
class Plane:
    """A variable while it is being assembled; ``source`` indexes the loads."""

    code: str
    periods: tuple[Period, ...]
    values: FloatArray
    flags: FlagArray
    source: SourceArray
