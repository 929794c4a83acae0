"""The same figures in SQL: DuckDB and PostgreSQL, tables stored."""

import getpass
import io
import os
import time

import numpy as np
from benchmarks.recompute.frames import long_table, near_table, to_answer
from benchmarks.recompute.ours import Answer
from benchmarks.recompute.panel import Panel
from numpy.typing import NDArray

VALUE = "create {kind} table valued as select i, t, u, num / den * 100 as v from cells"
NATIONAL = """
create {kind} table national as
select i, t, u, (2 * (r - 1) + e) * 50.0 / n as percentile from (
    select i, t, u,
        rank() over (partition by i, t order by v) as r,
        count(*) over (partition by i, t, v) as e,
        count(*) over (partition by i, t) as n
    from valued where v is not null) ranked
"""
SHARES = ",".join(f"0.{k}" for k in range(1, 10))
DECILES = {
    "duckdb": f"""create {{kind}} table deciles as
        select i, t, quantile_cont(v, [{SHARES}]) as d
        from valued where v is not null group by i, t""",
    "postgresql": f"""create {{kind}} table deciles as
        select i, t, percentile_cont(array[{SHARES}]) within group (order by v) as d
        from valued where v is not null group by i, t""",
}
PEERS = """
create {kind} table peers as
select a.i, a.t, a.u,
    (2 * count(*) filter (where b.v < a.v) + count(*) filter (where b.v = a.v))
        * 50.0 / count(*) as percentile
from valued a
join near on near.u = a.u
join valued b on b.i = a.i and b.t = a.t and b.u = near.p
where a.v is not null and b.v is not null
group by a.i, a.t, a.u
"""
CHART = """
create {kind} table chart as
with moved as (
    select i, t, u, v, abs(v - lag(v) over (partition by i, u order by t)) as step
    from valued),
limits as (
    select i, u, avg(v) as centre, 2.66 * avg(step) as width from moved
    group by i, u having count(v) >= 6 and count(step) >= 4),
sided as (
    select m.i, m.t, m.u, abs(v - centre) > width as outside,
        coalesce(sign(v - centre), 0) as side
    from moved m join limits l on l.i = m.i and l.u = m.u),
changed as (
    select *, case when side = lag(side) over (partition by i, u order by t)
        then 0 else 1 end as turn
    from sided),
numbered as (
    select *, sum(turn) over (partition by i, u order by t) as stretch from changed)
select i, t, u, coalesce(outside, false) as outside,
    side <> 0 and count(*) over (partition by i, u, stretch) >= 7 as run
from numbered
"""


def duckdb(panel: Panel) -> tuple[Answer, list[float]]:
    """DuckDB, in memory, all cores; loading is not timed."""
    import duckdb as engine

    base = engine.connect()
    cells, near = long_table(panel), near_table(panel)
    base.execute("create table cells as select * from cells")
    base.execute("create table near as select * from near")
    del cells, near
    seconds = _steps(base.execute, "duckdb", "")

    def fetch(query: str) -> dict[str, NDArray]:
        return base.execute(query).fetchnumpy()

    decile = fetch("select i, t, d from deciles")
    return _answer(panel, fetch, decile), seconds


def postgresql(panel: Panel) -> tuple[Answer, list[float]]:
    """PostgreSQL, temporary tables (its own memory is not in the table)."""
    import psycopg

    default = f"dbname=postgres user={getpass.getuser()}"
    address = os.environ.get("MIARA_TEST_POSTGRES", default)
    with psycopg.connect(address, autocommit=True) as base:
        columns = "i int2, t int2, u int2, num float8, den float8"
        base.execute(f"create temporary table cells ({columns})")
        base.execute("create temporary table near (u int2, p int2)")
        base.execute("set work_mem = '512MB'")
        for name, table in [("cells", long_table(panel)), ("near", near_table(panel))]:
            text = io.StringIO()
            table.to_csv(text, header=False, index=False)
            with base.cursor().copy(f"copy {name} from stdin (format csv)") as copy:
                copy.write(text.getvalue())
        base.execute("analyze cells")
        base.execute("analyze near")
        seconds = _steps(base.execute, "postgresql", "temporary")

        def fetch(query: str) -> dict[str, NDArray]:
            cursor = base.execute(query)
            columns = [column.name for column in cursor.description]
            rows = cursor.fetchall()
            return {c: np.array([r[k] for r in rows]) for k, c in enumerate(columns)}

        return _answer(panel, fetch, fetch("select i, t, d from deciles")), seconds


def _steps(execute, engine: str, kind: str) -> list[float]:
    groups = ([VALUE], [NATIONAL, DECILES[engine]], [PEERS], [CHART])
    seconds = []
    for group in groups:
        begin = time.perf_counter()
        for query in group:
            execute(query.format(kind=kind))
        seconds.append(time.perf_counter() - begin)
        if engine == "postgresql" and group == [VALUE]:
            execute("create index on valued (i, t, u)")
            execute("analyze valued")
    return seconds


def _answer(panel: Panel, fetch, decile: dict[str, NDArray]) -> Answer:
    return to_answer(
        panel,
        national=fetch("select * from national"),
        peers=fetch("select * from peers"),
        chart=fetch("select * from chart"),
        decile=(decile["i"], decile["t"], np.array([list(d) for d in decile["d"]])),
    )
