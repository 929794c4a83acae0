"""Ids, attributes and pages of the API, each against an independent rule."""

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.cube import flags
from miara.cube.flags import has_number
from miara.cube.harvest.attributes import FLAGS, SYMBOLS, flags_of
from miara.cube.harvest.pages import (
    PageFault,
    check_place,
    check_years,
    page_count,
    read_page,
)
from miara.cube.sources.bdl import ATTRIBUTES
from miara.cube.sources.codes import Outcome, as_county, as_municipality, resolve

VECTORS = {
    "012414869011": "246901",
    "071412865011": "146501",
    "031613261011": "166101",
    "011212161011": "126101",
    "011212006082": "120608",
    "011212006172": "120617",
    "011212006113": "120611",
    "011212019043": "121904",
    "042214361011": "226101",
    "060611163011": "066301",
    "023016264011": "306401",
}
two = st.integers(1, 99).map("{:02d}".format)
#: Macroregion, voivodeship, region and subregion; county.
place = st.tuples(
    st.builds(
        "{:02d}{:02d}{}{:02d}".format,
        st.integers(1, 7),
        st.integers(1, 99),
        st.integers(0, 9),
        st.integers(0, 99),
    ),
    two,
)


@pytest.mark.parametrize(("written", "code"), VECTORS.items())
def test_ids_of_known_units(written: str, code: str) -> None:
    assert resolve(written, (12,)).code == code
    assert (written[2:4] + written[7:12])[:6] == code


@given(place, two, st.sampled_from("123"))
def test_any_id_of_a_municipality_follows_the_rule(
    county: tuple[str, str], municipality: str, kind: str
) -> None:
    written = "".join(county) + municipality + kind
    resolved = resolve(written, (12,))
    assert resolved.outcome is Outcome.UNIT
    assert resolved.code + kind == written[2:4] + written[7:12]
    assert as_municipality(resolved.code) == resolved.code


@given(place)
def test_any_id_of_a_county_follows_the_rule(county: tuple[str, str]) -> None:
    written = "".join(county) + "000"
    resolved = resolve(written, (12,))
    assert as_county(resolved.code) == written[2:4] + written[7:9]


@given(st.integers(0, 14).filter(lambda n: n not in {11, 12}), st.data())
def test_ids_of_another_length_are_no_units(length: int, data: st.DataObject) -> None:
    text = data.draw(st.text("0123456789", min_size=length, max_size=length))
    assert resolve(text, (12,)).outcome is Outcome.BAD


@given(st.lists(st.integers(-1, 300), max_size=50))
def test_attributes_are_taken_by_their_symbol_or_not_at_all(numbers: list[int]) -> None:
    found, known = flags_of(np.array(numbers, dtype=np.int64))
    for number, flag, is_known in zip(numbers, found, known, strict=True):
        assert is_known == (number in FLAGS)
        if number in SYMBOLS:
            assert flag == ATTRIBUTES[SYMBOLS[number]]
        else:
            assert flag == flags.MISSING


def test_no_attribute_without_a_number_keeps_one() -> None:
    """The API's list names each attribute by what stands beside it."""
    without = {4, 14, 15, 50, 91}
    numbers = np.array(sorted(FLAGS))
    found, _ = flags_of(numbers)
    assert set(numbers[~has_number(found)].tolist()) == without


def body(**changes: object) -> bytes:
    reply: dict[str, object] = {
        "totalRecords": 2,
        "variableId": 7,
        "lastUpdate": "2026-03-01",
        "results": [
            {"id": "a", "name": "A", "values": [{"year": 2020, "val": 1, "attrId": 1}]},
            {"id": "b", "name": "B", "values": []},
        ],
    }
    return orjson.dumps(reply | changes)


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (b"", "cut or broken"),
        (b"[]", "not an object"),
        (b"<html>503</html>", "cut or broken"),
        (body(results=None), "no results"),
        (body(totalRecords="2"), "no number of records"),
        (body(variableId=8), "variable 8 instead of 7"),
        (body(page=1), "page 1 instead of 0"),
        (body(links={"self": "http://x/7?a=1&page=4"}), "page 4 instead of 0"),
        (body(results=[{"id": "a"}]), "unknown shape"),
        (body(results=[{"id": "a", "values": [{"val": 1}]}]), "unknown shape"),
        (body(results=[{"id": 5, "values": []}]), "unknown shape"),
        (body(results=["a"]), "unknown shape"),
        (
            body(results=[{"id": "a", "values": [{"year": "x", "val": 1}]}]),
            "unknown shape",
        ),
    ],
)
def test_what_is_no_page_is_told(broken: bytes, told: str) -> None:
    with pytest.raises(PageFault, match=told):
        read_page(broken, 7, 0)


@given(st.integers(0, 10_000))
def test_any_cut_of_a_body_is_noticed(at: int) -> None:
    whole = body()
    with pytest.raises(PageFault):
        read_page(whole[: at % len(whole)], 7, 0)


def test_a_page_is_read_whole() -> None:
    page = read_page(body(), 7, 0)
    assert page.ids == ("a", "b")
    assert page.counts.tolist() == [1, 0]
    assert (page.years.tolist(), page.values.tolist()) == ([2020], [1.0])
    check_place(page, page, set())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"totalRecords": 3}, "3 records in all, 2"),
        ({"lastUpdate": "2026-04-01"}, "changed at 2026-04-01"),
        ({"results": [{"id": "a", "values": []}] * 2}, "once more"),
        ({"results": [{"id": "a", "values": []}]}, "1 units where 2 are due"),
    ],
)
def test_pages_that_do_not_belong_together_are_told(
    changes: dict[str, object], told: str
) -> None:
    first = read_page(body(), 7, 0)
    with pytest.raises(PageFault, match=told):
        check_place(read_page(body(**changes), 7, 0), first, set())


@pytest.mark.parametrize("years", [(2019,), (2021, 2022), (2015, 2019)])
def test_years_that_were_not_asked_for_are_told(years: tuple[int, ...]) -> None:
    page = read_page(body(), 7, 0)
    check_years(page, (2019, 2020, 2021))
    with pytest.raises(PageFault, match="2020-2020 were not asked for"):
        check_years(page, years)


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (100, 1), (101, 2)])
def test_pages_of_a_total(total: int, pages: int) -> None:
    assert page_count(total) == pages
