"""Names in addresses."""

import re
from typing import Final

from miara.language import fold

_NOT_IN_ADDRESS: Final = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A name as it stands in an address: decoration beside the code.

    >>> slug("Kędzierzyn-Koźle"), slug("Dobra (Szczecińska)")
    ('kedzierzyn-kozle', 'dobra-szczecinska')
    """
    return _NOT_IN_ADDRESS.sub("-", fold(name)).strip("-")
