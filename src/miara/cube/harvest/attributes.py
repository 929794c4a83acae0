"""What the number of an attribute beside a value says.

The list is the API's own (``/attributes``, in Polish and English); flags are those
that the same symbols have in the exports of the bank.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from miara.cube import flags
from miara.cube.flags import FlagArray
from miara.cube.sources.bdl import ATTRIBUTES

#: Symbol by number. 20 and 21, 4 and 91 are told apart by the API, not by readers.
SYMBOLS: Final[dict[int, str]] = {
    0: "",  # a plain zero
    1: "",  # a plain value
    3: "k",
    4: "x",
    7: "a",
    9: "s",
    11: "M",
    13: "K",
    14: "X",
    17: "A",
    20: "v",
    21: "v",
    50: "n",
    91: "x",
    94: "z",
    97: "p",
    98: "Z",
}
#: A dash: no information, for a change of level, of units or of features. It has no
#: symbol, like a plain value, and must not be taken for one.
_DASH = 15
FLAGS: Final[dict[int, int]] = {
    number: ATTRIBUTES[symbol] for number, symbol in SYMBOLS.items()
} | {_DASH: flags.MISSING}

_TABLE = np.full(128, flags.MISSING, dtype=np.uint8)
_KNOWN = np.zeros(128, dtype=np.bool_)
for _number, _flag in FLAGS.items():
    _TABLE[_number], _KNOWN[_number] = _flag, True


def flags_of(attributes: NDArray[np.int64]) -> tuple[FlagArray, NDArray[np.bool_]]:
    """Flags of cells and which of their attributes are known.

    Parameters
    ----------
    attributes
        Numbers as the API gives them; -1 where there was none.

    Returns
    -------
    flags, known
        Same shape. An unknown attribute may well say that the number beside it is
        none, so its cell is missing.

    >>> found, known = flags_of(np.array([1, 11, 4, 15, 77]))
    >>> [flags.names(int(each))[0] for each in found], known.tolist()[-1]
    (['measured', 'measured', 'missing', 'missing', 'missing'], False)
    """
    inside = (attributes >= 0) & (attributes < _TABLE.size)
    places = np.where(inside, attributes, 2)  # 2 is no attribute
    return _TABLE[places], _KNOWN[places]
