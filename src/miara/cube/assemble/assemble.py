"""From the loads of many files to one set of variables on one unit axis."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from miara.cube import loads as files
from miara.cube.assemble.breaks import mark_breaks
from miara.cube.assemble.bridges import carry
from miara.cube.assemble.corrections import Correction, correct
from miara.cube.assemble.findings import Ledger
from miara.cube.assemble.merge import merge
from miara.cube.assemble.sums import add_sums
from miara.cube.assemble.territory import Territory
from miara.cube.assemble.types import (
    AssembledVariable,
    AssembledVariables,
    Plane,
    Revision,
    SourceArray,
    VariableInfo,
)
from miara.cube.loads import Load, Origin
from miara.cube.register import Bridge, Register
from miara.cube.store import NO_ORIGIN

_Planes = dict[str, list[tuple[int, Load, files.Plane]]]


def assemble(
    loads: Sequence[Load],
    register: Register,
    variables: Mapping[str, VariableInfo],
    corrections: Sequence[Correction] = (),
) -> AssembledVariables:
    """Put everything the loads say on the axis of the register.

    The stages, each doing only its own kind of change: codes are resolved and
    planes merged (a later load wins, see :mod:`~miara.cube.assemble.merge`);
    reviewed corrections; sums of additive variables; bridges across territorial
    changes; marks of breaks.

    Parameters
    ----------
    loads
        In the order of precedence, weakest first. A load whose ``codes_on`` is
        given means the codes of that day, otherwise of each period's last day.
    variables
        Definitions by code; planes of other variables are reported and left out.
    corrections
        Known errors; those of variables not in the loads are reported.

    Returns
    -------
    AssembledVariables
        Variables sorted by code, so that equal input in any order of variables
        gives equal output.
    """
    territory, ledger = Territory(register), Ledger()
    planes = _planes_by_variable(loads, variables, ledger)
    answers: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        answers[correction.variable].append(correction)
    for code in set(answers) - set(planes):
        names = [correction.code for correction in answers[code]]
        ledger.add("unplaced_correction", code, len(names), names)
    assembled: dict[str, AssembledVariable] = {}
    revisions: list[Revision] = []
    bridges: set[Bridge] = set()
    for code in sorted(planes):
        info = variables[code]
        merged = merge(code, planes[code], territory, ledger)
        revisions += merged.revisions
        corrected = correct(merged.plane, answers[code], territory, ledger)
        if info.additive:
            add_sums(merged, territory, ledger)
        bridges |= carry(
            merged.plane, additive=info.additive, territory=territory, ledger=ledger
        )
        mark_breaks(merged.plane, info.breaks)
        meta = {
            "additive": info.additive,
            "breaks": list(info.breaks),
            "corrections": corrected,
        }
        assembled[code] = _finished(merged.plane, loads, meta)
    return AssembledVariables(
        units=register.uids,
        unit_codes=tuple(unit.code for unit in register.units),
        variables=assembled,
        bridges=tuple(b for b in register.bridges if b in bridges),
        findings=ledger.findings(),
        revisions=tuple(revisions),
    )


def _planes_by_variable(
    loads: Sequence[Load], variables: Mapping[str, VariableInfo], ledger: Ledger
) -> _Planes:
    planes: _Planes = defaultdict(list)
    for index, load in enumerate(loads):
        for plane in load.planes:
            info = variables.get(plane.variable)
            name = load.origin.file_name
            if info is None:
                ledger.add("unknown_variable", plane.variable, 1, [name])
            elif any(period.frequency != info.frequency for period in plane.periods):
                ledger.add("other_frequency", plane.variable, 1, [name])
            elif plane.periods:
                planes[plane.variable].append((index, load, plane))
    return planes


def _finished(
    plane: Plane, loads: Sequence[Load], meta: Mapping[str, object]
) -> AssembledVariable:
    source, origins = _local_origins(plane.source, loads)
    return AssembledVariable(
        plane.code,
        plane.periods,
        plane.values,
        plane.flags,
        source,
        origins,
        meta,
    )


def _local_origins(
    source: SourceArray, loads: Sequence[Load]
) -> tuple[SourceArray, tuple[Origin, ...]]:
    used = np.unique(source[source != NO_ORIGIN])
    renumber = np.full(NO_ORIGIN + 1, NO_ORIGIN, np.uint16)
    renumber[used] = np.arange(len(used), dtype=np.uint16)
    return renumber[source], tuple(loads[int(index)].origin for index in used)
