"""Properties of assembly over many registers and files."""

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cube.assemble import alternative_assembly as alternative
from tests.cube.assemble import tables

from miara.cube.assemble import AssembledVariables, VariableRule, assemble
from miara.cube.flags import BRIDGED, STATE_MASK, SUMMED, has_number
from miara.cube.loads import Load
from miara.cube.periods import Period
from miara.cube.register import Bridge, CodeSpan, Register

YEARS = (2018, 2019, 2020, 2021, 2022)
START = tables.START
SHARES = st.sampled_from([0.125, 0.25, 0.5, 0.75])


@st.composite
def registers(draw: st.DrawFn, *, whole: bool = False) -> Register:
    """Two counties, a city, a voivodeship, and up to three changes.

    ``whole`` draws only changes after which nothing is lost or counted twice.
    """
    codes: dict[str, list[tuple[str, date, date | None]]] = {
        "W": tables.always("02"),
        "P1": tables.always("0201"),
        "P2": tables.always("0202"),
        "CITY": tables.always("0261", "026101"),
    }
    alive = ["CITY"]
    for n, code in enumerate(("020101", "020102", "020103", "020201", "020202")):
        codes[f"G{n}"] = tables.always(code)
        alive.append(f"G{n}")
    bridges: list[Bridge] = []
    years = draw(st.lists(st.sampled_from(YEARS[1:]), max_size=3, unique=True))
    for n, year in enumerate(sorted(years)):
        day = date(year, 1, 1)
        kind = draw(st.sampled_from(["absorbed", "divided", "renewed", "split"]))
        gone = draw(st.sampled_from([u for u in alive if u != "CITY"]))
        others = [u for u in alive if u != gone]
        new, new_code = f"N{n}", f"0202{90 + n}"
        if kind != "split":
            code, since, _ = codes[gone][0]
            codes[gone] = [(code, since, day)]
            alive.remove(gone)
        if kind in {"renewed", "split"}:
            codes[new] = [(new_code, day, None)]
            alive.append(new)
        share = draw(SHARES)
        if kind == "absorbed":
            parts = [(draw(st.sampled_from(others)), 1.0)]
        elif kind == "divided":
            first, second = draw(st.permutations(others))[:2]
            parts = [(first, share), (second, 1 - share)]
        elif kind == "renewed":
            parts = [(new, share), (others[0], 1 - share)]
        else:
            parts = [(new, share)]
            if whole or draw(st.booleans()):
                parts.append((gone, 1 - share))
        bridges += [Bridge(gone, uid, part, day, "act") for uid, part in parts]
        if len(alive) < 4:
            break
    return tables.make_register(codes, bridges)


def cells(whole: bool) -> st.SearchStrategy[object]:
    numbers = st.integers(0, 2**40)
    return numbers if whole else st.one_of(numbers, st.sampled_from(["-", "x", "n/a"]))


@st.composite
def loads_of(draw: st.DrawFn, register: Register, *, whole: bool = False) -> list[Load]:
    """One to three files; whole: one that has every unit while it exists."""
    spans = [span for span in register.spans if len(span.code) == 6]
    if whole:
        table = {
            span.code: [
                draw(cells(whole=True)) if _covers(span, year) else "-"
                for year in YEARS
            ]
            for span in spans
        }
        return [tables.make_load(table, years=YEARS)]
    codes = sorted({span.code for span in register.spans} | {"020177"})
    files = []
    for n in range(draw(st.integers(1, 3))):
        years = sorted(draw(st.sets(st.sampled_from(YEARS), min_size=1)))
        chosen = draw(st.lists(st.sampled_from(codes), min_size=1, unique=True))
        table = {
            code: draw(
                st.lists(cells(whole=False), min_size=len(years), max_size=len(years))
            )
            for code in chosen
        }
        day = draw(st.sampled_from([None, date(2017, 1, 1), date(2025, 1, 1)]))
        files.append(
            tables.make_load(table, years=years, name=f"{n}.csv", codes_on=day)
        )
    return files


def _covers(span: CodeSpan, year: int) -> bool:
    day = date(year, 12, 31)
    return span.since <= day and (span.until is None or day < span.until)


def run(loads: list[Load], register: Register, *, additive: bool) -> AssembledVariables:
    return assemble(loads, register, {"v": VariableRule("v", additive=additive)})


def same_bytes(one: AssembledVariables, other: AssembledVariables) -> bool:
    a, b = one.variables["v"], other.variables["v"]
    return all(
        getattr(a, part).tobytes() == getattr(b, part).tobytes()
        for part in ("values", "flags", "source")
    )


@settings(max_examples=120, deadline=None)
@given(data=st.data(), additive=st.booleans())
def test_agrees_with_plain_python(data: st.DataObject, additive: bool) -> None:
    register = data.draw(registers())
    loads = data.draw(loads_of(register))

    done = run(loads, register, additive=additive)
    slow = alternative.assembled(loads, register, additive=additive)

    variable = done.variables["v"]
    for t, period in enumerate(variable.periods):
        for u, uid in enumerate(done.units):
            number, flag, _ = slow.get((period, uid), alternative.NOTHING)
            value = float(variable.values[t, u])
            assert int(variable.flags[t, u]) == flag, (uid, period.label)
            assert (number is None) == np.isnan(value)
            if number is not None:
                assert np.isclose(value, number, rtol=1e-12), (uid, period.label)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), additive=st.booleans())
def test_order_of_rows_and_columns_never_matters(
    data: st.DataObject, additive: bool
) -> None:
    register = data.draw(registers())
    loads = data.draw(loads_of(register))
    shuffled = []
    for load in loads:
        (plane,) = load.planes
        columns = data.draw(st.permutations(range(len(plane.unit_codes))))
        rows = data.draw(st.permutations(range(len(plane.periods))))
        moved = replace(
            plane,
            periods=tuple(plane.periods[t] for t in rows),
            unit_codes=tuple(plane.unit_codes[u] for u in columns),
            values=plane.values[np.ix_(rows, columns)],
            flags=plane.flags[np.ix_(rows, columns)],
        )
        shuffled.append(replace(load, planes=(moved,)))

    done, again = (run(x, register, additive=additive) for x in (loads, shuffled))

    assert same_bytes(done, again)
    assert sorted(map(repr, done.revisions)) == sorted(map(repr, again.revisions))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_bridges_conserve_totals(data: st.DataObject) -> None:
    """Today's units have, in every year, the total of the units of that year."""
    register = data.draw(registers(whole=True))
    (load,) = data.draw(loads_of(register, whole=True))
    today = {
        span.uid
        for span in register.spans
        if len(span.code) == 6 and span.until is None
    }

    done = run([load], register, additive=True)

    variable = done.variables["v"]
    columns = [done.units.index(uid) for uid in sorted(today)]
    published = np.nansum(load.planes[0].values, axis=1)
    assert has_number(variable.flags[:, columns]).all()
    np.testing.assert_allclose(
        variable.values[:, columns].sum(axis=1), published, rtol=1e-12
    )
    bridged = (variable.flags & BRIDGED) != 0
    assert bridged.any() == any(
        Period.year(y).end <= b.effective for y in YEARS for b in register.bridges
    )


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_sum_is_the_sum_of_its_parts(data: st.DataObject) -> None:
    register = data.draw(registers())
    # Files that mean the borders of a later day have tests of their own.
    files = [replace(load, codes_on=None) for load in data.draw(loads_of(register))]
    done = run(files, register, additive=True)
    variable = done.variables["v"]
    country = done.units.index("PL")
    for t, period in enumerate(variable.periods):
        if not variable.flags[t, country] & SUMMED:
            continue
        for length in (6, 4):
            parts = {
                span.uid
                for span in register.spans
                if len(span.code) == length and _covers(span, period.start.year)
            }
            columns = [done.units.index(uid) for uid in parts]
            unbridged = (variable.flags[t, columns] & BRIDGED) == 0
            if has_number(variable.flags[t, columns]).all() and unbridged.all():
                total = variable.values[t, columns].sum()
                assert np.isclose(variable.values[t, country], total)
                break  # municipalities first: counties of a file may contradict them
                break


@settings(max_examples=40, deadline=None)
@given(data=st.data(), additive=st.booleans())
def test_numbers_and_flags_agree(data: st.DataObject, additive: bool) -> None:
    register = data.draw(registers())
    done = run(data.draw(loads_of(register)), register, additive=additive)
    variable = done.variables["v"]
    assert np.array_equal(np.isnan(variable.values), ~has_number(variable.flags))
    assert ((variable.flags & STATE_MASK) <= 4).all()
