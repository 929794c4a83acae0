"""Building the next vintage out of everything that was loaded."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

import miara
from miara.cube import assemble as assembling
from miara.cube.assemble import AssembledVariables, Correction, VariableRule
from miara.cube.compute.blocks import BlockInput, block_input
from miara.cube.compute.likes import PeerLists, frozen_years, peer_lists
from miara.cube.compute.planes import LevelAxis
from miara.cube.compute.spread import derived_quantities
from miara.cube.definitions import Definitions
from miara.cube.flags import has_number
from miara.cube.loads import Finding, Load
from miara.cube.periods import Frequency
from miara.cube.register import Level, Register
from miara.cube.stats.blocks import LOCAL
from miara.cube.store import Store, Vintage, VintageBuilder

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build made, for people and for the row of the vintage.

    Attributes
    ----------
    indicators
        Number of indicators with numbers, by level.
    values
        Cells that carry a number, by level.
    findings
        What assembly noticed, corrections and bridges included.
    """

    vintage_id: str
    units: dict[str, int]
    indicators: dict[str, int]
    values: dict[str, int]
    variables: int
    findings: tuple[Finding, ...]


def build(
    *,
    store: Store,
    loads: Sequence[Load],
    register: Register,
    definitions: Definitions,
    corrections: Sequence[Correction] = (),
    now: datetime,
    previous: Vintage | None = None,
    progress: Progress | None = None,
    scheduler: str = LOCAL,
) -> BuildReport:
    """Compute everything into a new vintage beside the served one.

    Stages: assemble the loads on the unit axis; apply formulas at every level;
    find peers; derive intervals, percentiles, bands, trends and control charts;
    keep. The vintage exists for readers of the store only when all is on disk;
    nothing is served until it is published.

    Parameters
    ----------
    loads
        Weakest first; a later file revises an earlier one.
    previous
        The vintage before: its unchanged files are shared, its frozen peer
        lists are carried over.
    progress
        Called with a stage name, steps done and steps in all.
    scheduler
        Where statistics are computed: ``"local"``, or the address of a Dask
        scheduler whose workers see the same store.

    Returns
    -------
    BuildReport
        With the id of the vintage; equal input gives an equal id, whatever the
        time and the machine.
    """
    tell = progress or _silent
    tell("assemble", 0, 1)
    assembled = assembling.assemble(
        loads, register, variable_rules(definitions), corrections
    )
    tell("assemble", 1, 1)
    steps = [
        (level, frequency)
        for level in Level
        for frequency in sorted({i.frequency for i in definitions.at_level(level)})
    ]
    report = _Counts()
    with VintageBuilder(
        store,
        units=register.uids,
        unit_codes=[unit.code for unit in register.units],
        created_at=now,
        digests={
            "register": register.digest,
            "definitions": definitions.digest,
            "code": code_digest(),
        },
        bridges=assembled.bridges,
    ) as builder:
        _keep_variables(builder, assembled)
        for step, (level, frequency) in enumerate(steps):
            tell("compute", step, len(steps))
            block = block_input(
                assembled.variables,
                definitions,
                LevelAxis.of(register, level),
                frequency,
            )
            if block is not None:
                keep_block(
                    builder,
                    block,
                    definitions,
                    previous,
                    store=store,
                    scheduler=scheduler,
                )
                report.add(block)
        tell("compute", len(steps), len(steps))
        tell("keep", 0, 1)
        builder.add_text("findings", [_plain(item) for item in assembled.findings])
        vintage_id = builder.finish()
        tell("keep", 1, 1)
    return BuildReport(
        vintage_id=vintage_id,
        units=report.units,
        indicators=report.indicators,
        values=report.values,
        variables=len(assembled.variables),
        findings=assembled.findings,
    )


def keep_block(
    builder: VintageBuilder,
    block: BlockInput,
    definitions: Definitions,
    previous: Vintage | None,
    *,
    store: Store,
    scheduler: str = LOCAL,
) -> None:
    """Derive one block, and put it and its peer lists into the vintage."""
    level, frequency = block.axis.level.value, _frequency(block)
    lists = peer_lists(block, definitions)
    quantities = derived_quantities(block, lists, store=store, scheduler=scheduler)
    builder.add_block(
        level,
        frequency,
        indicators=[indicator.code for indicator in block.indicators],
        periods=block.periods,
        units=block.axis.uids,
    )
    for name, array in quantities.items():
        builder.add_quantity(level, frequency, name, np.ascontiguousarray(array))
    if frequency == Frequency.YEAR.value:
        _keep_peers(builder, level, lists, definitions, previous)


def _keep_peers(
    builder: VintageBuilder,
    level: str,
    lists: PeerLists,
    definitions: Definitions,
    previous: Vintage | None,
) -> None:
    """Add the newest list of each topic; older years stay as they were frozen."""
    for topic, found in lists.by_topic.items():
        for year in frozen_years(previous, level, topic, found.year):
            assert previous is not None
            builder.reuse_peers(level, topic, year, previous)
        builder.add_peers(
            level,
            topic,
            found.year,
            neighbour=found.neighbour,
            distance=found.distance,
            difference=found.difference,
            lonely=found.lonely,
            features=found.features,
            meta={"definitions": definitions.digest, **found.meta},
        )


def variable_rules(definitions: Definitions) -> dict[str, VariableRule]:
    """What assembly needs of every published variable."""
    return {
        code: VariableRule(
            code=code,
            additive=variable.additive,
            breaks=tuple(item.period.label for item in definitions.breaks_of(code)),
            frequency=variable.frequency,
        )
        for code, variable in definitions.variables.items()
        if variable.formula is None
    }


def code_digest() -> str:
    """sha256 over the modules that compute numbers, and the version of Miara."""
    digest = hashlib.sha256(miara.__version__.encode())
    folder = Path(__file__).resolve().parents[1]
    for part in ("assemble", "compute", "formula", "kernels", "stats"):
        for path in sorted((folder / part).rglob("*.py")):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


class _Counts:
    """Sizes of what was built, by level."""

    def __init__(self) -> None:
        self.units: dict[str, int] = {}
        self.indicators: dict[str, int] = {}
        self.values: dict[str, int] = {}

    def add(self, block: BlockInput) -> None:
        level = block.axis.level.value
        self.units[level] = len(block.axis.uids)
        self.indicators[level] = self.indicators.get(level, 0) + len(block.indicators)
        numbers = int(has_number(block.flag).sum())
        self.values[level] = self.values.get(level, 0) + numbers


def _keep_variables(builder: VintageBuilder, assembled: AssembledVariables) -> None:
    for variable in assembled:
        builder.add_variable(
            variable.code,
            periods=variable.periods,
            values=variable.values,
            flags=variable.flags,
            source=variable.source,
            origins=variable.origins,
            meta=variable.meta,
        )


def _frequency(block: BlockInput) -> str:
    return block.periods[0].frequency.value


def _plain(finding: Finding) -> Mapping[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "count": finding.count,
        "examples": list(finding.examples),
        "where": finding.where,
    }


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Progress nobody watches."""
