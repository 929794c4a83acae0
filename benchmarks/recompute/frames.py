"""The same figures in pandas and Polars."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from benchmarks.recompute.ours import Answer
from benchmarks.recompute.panel import Panel
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

SHARES = [k / 10 for k in range(1, 10)]


def long_table(panel: Panel) -> "pd.DataFrame":
    """One row a cell: i, t, u, num, den."""
    import pandas as pd

    i, t, u = np.indices(panel.shape, dtype=np.int16)
    return pd.DataFrame(
        {
            "i": i.ravel(),
            "t": t.ravel(),
            "u": u.ravel(),
            "num": panel.numerator.ravel(),
            "den": panel.denominator.ravel(),
        }
    )


def near_table(panel: Panel) -> "pd.DataFrame":
    """One row a neighbour: u, p."""
    import pandas as pd

    units, count = panel.neighbour.shape
    return pd.DataFrame(
        {
            "u": np.repeat(np.arange(units, dtype=np.int16), count),
            "p": panel.neighbour.ravel().astype(np.int16),
        }
    )


def to_answer(
    panel: Panel,
    *,
    national: Mapping[str, Any],
    peers: Mapping[str, Any],
    chart: Mapping[str, Any],
    decile: tuple[Any, Any, Any],
) -> Answer:
    """Dense arrays from tables with the columns i, t, u."""

    def dense(table: Mapping[str, Any], column: str, fill: float) -> NDArray:
        kind = bool if isinstance(fill, bool) else np.float64
        result = np.full(panel.shape, fill, dtype=kind)
        keys = [np.asarray(table[c]).astype(np.int64) for c in "itu"]
        result[tuple(keys)] = np.asarray(table[column]).astype(kind)
        return result

    deciles = np.full((*panel.shape[:2], 9), np.nan)
    i, t, found = (np.asarray(part) for part in decile)
    deciles[i.astype(np.int64), t.astype(np.int64)] = found
    return Answer(
        percentile=dense(national, "percentile", np.nan),
        decile=deciles,
        peer_percentile=dense(peers, "percentile", np.nan),
        outside=dense(chart, "outside", False),
        run=dense(chart, "run", False),
    )


def _timed(steps: list[Callable[[], None]]) -> list[float]:
    seconds = []
    for step in steps:
        begin = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - begin)
    return seconds


def pandas(panel: Panel) -> tuple[Answer, list[float]]:
    """pandas; neighbours joined one indicator at a time to bound memory."""
    import pandas as pd

    cells, near = long_table(panel), near_table(panel)
    out: dict[str, Any] = {}

    def ratio() -> None:
        cells["v"] = cells["num"] / cells["den"] * 100

    def national() -> None:
        groups = cells.groupby(["i", "t"])["v"]
        ranked = (groups.rank() - 0.5) * 100 / groups.transform("count")
        out["national"] = cells[["i", "t", "u"]].assign(percentile=ranked)
        out["decile"] = groups.quantile(SHARES).unstack()

    def peers() -> None:
        parts = []
        for _, part in cells[["i", "t", "u", "v"]].dropna().groupby("i"):
            other = part[["t", "u", "v"]].rename(columns={"u": "p", "v": "w"})
            pairs = part.merge(near, on="u").merge(other, on=["t", "p"])
            pairs["twice"] = 2 * (pairs["w"] < pairs["v"]) + (pairs["w"] == pairs["v"])
            grouped = pairs.groupby(["i", "t", "u"])["twice"]
            parts.append((grouped.sum() * 50 / grouped.count()).reset_index())
        out["peers"] = pd.concat(parts).rename(columns={"twice": "percentile"})

    def chart() -> None:
        table = cells[["i", "t", "u", "v"]].sort_values(["i", "u", "t"])
        series = [table["i"], table["u"]]
        step = table.groupby(["i", "u"])["v"].diff().abs()
        values, steps = table["v"].groupby(series), step.groupby(series)
        enough = (values.transform("count") >= 6) & (steps.transform("count") >= 4)
        off = (table["v"] - values.transform("mean")).where(enough)
        side = np.sign(off.round(9)).fillna(0)  # means are summed in another order
        turn = side != side.groupby(series).shift()
        length = side.groupby([*series, turn.cumsum()]).transform("size")
        table["outside"] = off.abs() > 2.66 * steps.transform("mean")
        table["run"] = (side != 0) & (length >= 7)
        out["chart"] = table

    seconds = _timed([ratio, national, peers, chart])
    index = out["decile"].index
    decile = (
        index.get_level_values(0).to_numpy(),
        index.get_level_values(1).to_numpy(),
        out.pop("decile").to_numpy(),
    )
    return to_answer(panel, decile=decile, **out), seconds


def polars(panel: Panel) -> tuple[Answer, list[float]]:
    """Polars, all cores; neighbours joined one indicator at a time."""
    import polars as pl

    col = pl.col
    cells = pl.from_pandas(long_table(panel))
    near = pl.from_pandas(near_table(panel))
    out: dict[str, Any] = {}

    def ratio() -> None:
        value = col("num") / col("den") * 100
        out["v"] = cells.select("i", "t", "u", v=value.fill_nan(None))

    def national() -> None:
        known = out["v"].drop_nulls()
        share = (col("v").rank() - 0.5) * 100 / pl.len()
        out["national"] = known.select("i", "t", "u", percentile=share.over("i", "t"))
        parts = [
            col("v").quantile(s, interpolation="linear").alias(f"{s}") for s in SHARES
        ]
        out["decile"] = known.group_by("i", "t").agg(parts)

    def peers() -> None:
        twice = 2 * (col("w") < col("v")).sum() + (col("w") == col("v")).sum()
        parts = []
        for part in out["v"].drop_nulls().partition_by("i"):
            other = part.select("t", p="u", w="v")
            pairs = part.join(near, on="u").join(other, on=["t", "p"])
            grouped = pairs.group_by("i", "t", "u")
            parts.append(grouped.agg(percentile=twice * 50.0 / pl.len()))
        out["peers"] = pl.concat(parts)

    def chart() -> None:
        series = ["i", "u"]
        table = (
            out["v"]
            .sort("i", "u", "t")
            .with_columns(step=col("v").diff().abs().over(series))
        )
        enough = (col("v").count() >= 6) & (col("step").count() >= 4)
        table = table.with_columns(
            off=pl.when(enough.over(series)).then(
                col("v") - col("v").mean().over(series)
            ),
            width=2.66 * col("step").mean().over(series),
        ).with_columns(side=col("off").round(9).sign().fill_null(0))
        table = table.with_columns(
            stretch=(col("side") != col("side").shift()).fill_null(True).cum_sum()
        )
        out["chart"] = table.with_columns(
            outside=(col("off").abs() > col("width")).fill_null(False),
            run=(col("side") != 0) & (pl.len().over([*series, "stretch"]) >= 7),
        )

    seconds = _timed([ratio, national, peers, chart])
    found = out.pop("decile")
    out.pop("v")
    decile = (found["i"], found["t"], found.drop("i", "t").to_numpy())
    return to_answer(panel, decile=decile, **out), seconds
