"""What a cell of the cube is, beside its number.

One byte a cell. The low three bits are the *state*; the others are marks that
travel with the number through every computation.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

FlagArray = NDArray[np.uint8]
FloatArray = NDArray[np.float64]

MEASURED: Final = 0
ZERO_EVENT: Final = 1  # the phenomenon did not occur; computes as 0
MISSING: Final = 2  # no information, or not published
NOT_APPLICABLE: Final = 3
CONFIDENTIAL: Final = 4  # statistical confidentiality

STATE_MASK: Final = 0b0000_0111
ESTIMATED: Final = 0b0000_1000
PROVISIONAL: Final = 0b0001_0000
BREAK_BEFORE: Final = 0b0010_0000  # not comparable with the period before
BRIDGED: Final = 0b0100_0000  # carried across a territorial change
SUMMED: Final = 0b1000_0000  # added up from smaller units by us

STATE_NAMES: Final = {
    MEASURED: "measured",
    ZERO_EVENT: "zero_event",
    MISSING: "missing",
    NOT_APPLICABLE: "not_applicable",
    CONFIDENTIAL: "confidential",
}
MARK_NAMES: Final = {
    ESTIMATED: "estimated",
    PROVISIONAL: "provisional",
    BREAK_BEFORE: "break_before",
    BRIDGED: "bridged",
    SUMMED: "summed",
}

# Which state a derived cell takes when its inputs differ, strongest first:
# confidential, not applicable, missing, measured (zero event counts as measured).
_PRECEDENCE: Final = np.array([0, 0, 1, 2, 3, 0, 0, 0], dtype=np.uint8)
_STATE_OF_RANK: Final = np.array(
    [MEASURED, MISSING, NOT_APPLICABLE, CONFIDENTIAL], dtype=np.uint8
)


def has_number(flags: FlagArray) -> NDArray[np.bool_]:
    """Cells that carry a number: measured, or a zero event."""
    return (flags & STATE_MASK) <= ZERO_EVENT


def derived(*inputs: FlagArray) -> FlagArray:
    """Flag of a cell computed from ``inputs`` (same shape, at least one).

    The state follows the precedence confidential > not applicable > missing >
    measured; marks are carried over from every input.

    >>> import numpy as np
    >>> a = np.array([MEASURED, ZERO_EVENT, MISSING | PROVISIONAL], dtype=np.uint8)
    >>> b = np.array([ESTIMATED, MEASURED, CONFIDENTIAL], dtype=np.uint8)
    >>> [int(x) for x in derived(a, b)] == [ESTIMATED, 0, CONFIDENTIAL | PROVISIONAL]
    True
    """
    rank = _PRECEDENCE[inputs[0] & STATE_MASK]
    marks = inputs[0] & ~np.uint8(STATE_MASK)
    for flags in inputs[1:]:
        rank = np.maximum(rank, _PRECEDENCE[flags & STATE_MASK])
        marks = marks | (flags & ~np.uint8(STATE_MASK))
    return (_STATE_OF_RANK[rank] | marks).astype(np.uint8)


def names(flag: int) -> list[str]:
    """State and marks of one cell as words, state first.

    >>> names(MEASURED | PROVISIONAL)
    ['measured', 'provisional']
    """
    marks = [name for bit, name in MARK_NAMES.items() if flag & bit]
    return [STATE_NAMES[flag & STATE_MASK], *marks]


def from_names(words: list[str]) -> int:
    """Inverse of :func:`names`; raises ``KeyError`` on an unknown word."""
    bits = {name: bit for bit, name in (STATE_NAMES | MARK_NAMES).items()}
    flag = 0
    for word in words:
        flag |= bits[word]
    return flag
