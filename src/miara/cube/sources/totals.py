"""Printed totals against the sum of the units they are totals of."""

import numpy as np

from miara.cube import flags
from miara.cube.loads import Plane
from miara.cube.register import COUNTRY
from miara.cube.sources.findings import FindingLog

_SMALLEST = 6  # digits of a municipality, which is a total of nothing


def check_totals(plane: Plane, step: float, log: FindingLog) -> int:
    """Compare each row of a county, voivodeship or the country with its units.

    A total is compared with the smallest units of the file that lie in it, and only
    where each of them has a number. Rounding may move every number by half a step.

    Parameters
    ----------
    plane
        One additive variable.
    step
        Rounding of printed numbers, in the unit of measure of the variable; 0 when
        they are exact.
    log
        Takes ``total_mismatch`` findings.

    Returns
    -------
    int
        Number of totals compared.
    """
    compared = 0
    numbered = flags.has_number(plane.flags)
    for u, code in enumerate(plane.unit_codes):
        if len(code) == _SMALLEST:
            continue
        members = _members(code, plane.unit_codes)
        if not members:
            continue
        sums = plane.values[:, members].sum(axis=1)
        whole = numbered[:, members].all(axis=1) & numbered[:, u]
        allowed = step / 2 * (len(members) + 1) + 1e-9 * np.abs(sums)
        off = whole & (np.abs(sums - plane.values[:, u]) > allowed)
        compared += int(whole.sum())
        for t in np.nonzero(off)[0]:
            log.add(
                "total_mismatch",
                f"{code} {plane.periods[t]}: {plane.values[t, u]:g} printed, "
                f"{sums[t]:g} added",
                where=plane.variable,
            )
    return compared


def _members(code: str, codes: tuple[str, ...]) -> list[int]:
    """Places of the smallest units that lie inside ``code``."""
    prefix = "" if code == COUNTRY else code
    inside = [
        (i, len(each))
        for i, each in enumerate(codes)
        if each not in (code, COUNTRY) and each.startswith(prefix)
    ]
    smallest = max((length for _, length in inside), default=0)
    return [i for i, length in inside if length == smallest]
