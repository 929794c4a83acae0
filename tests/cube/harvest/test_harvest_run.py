"""What a harvest gives, and that faults of the server change nothing of it."""

import hashlib
import math
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import orjson
import pytest
from tests.cube.harvest.comparing import content
from tests.cube.harvest.conftest import NOW, QUICK, YEARS
from tests.factories.bdl_server import (
    BdlServer,
    Fault,
    SeriesData,
    made_up_series,
    unit_id,
)

from miara.cube import flags
from miara.cube.harvest import (
    BadPlan,
    FaultyReply,
    HarvestIncomplete,
    HarvestRunning,
    KeyRefused,
    LimitReached,
    NoSuchSeries,
    Progress,
    ServerUnreachable,
    UnknownSeries,
)
from miara.cube.harvest.cache import PageCache
from miara.cube.harvest.plan import HarvestPlan
from miara.cube.loads import Load
from miara.cube.periods import Period
from miara.cube.register import Level

Harvest = Callable[..., list[Load]]


def test_every_cell_of_every_page_arrives(server: BdlServer, harvest: Harvest) -> None:
    server.add(made_up_series(7), made_up_series(8, units=3))

    loads = harvest(7, 8)

    for load, data in zip(loads, server.series.values(), strict=True):
        [plane] = load.planes
        assert plane.periods == tuple(Period.year(year) for year in YEARS)
        expected = {
            (each[2:4] + each[7:11], year): cell["val"]
            for (each, year), cell in data.cells.items()
        }
        found = {
            (code, period.start.year): plane.values[t, u]
            for t, period in enumerate(plane.periods)
            for u, code in enumerate(plane.unit_codes)
        }
        assert found == expected
        assert list(plane.unit_codes) == sorted(plane.unit_codes)
        assert not plane.flags.any()
        assert load.findings == ()
        assert load.rows_read == len(data.units)
    assert server.asked_pages() == [(7, 0), (7, 1), (7, 2), (8, 0)]


def test_the_origin_leads_back_to_the_raw_pages(
    server: BdlServer, harvest: Harvest
) -> None:
    server.add(made_up_series(7))

    [load] = harvest(7)

    bodies = []
    query = {"page-size": ["100"], "year": [str(year) for year in YEARS]}
    for page in range(3):
        bodies.append(server.page_body(server.series[7], query, page, page))
    raw = Path(load.extra["raw"]).read_bytes()
    assert raw == b"".join(bodies)
    assert load.origin.sha256 == hashlib.sha256(raw).hexdigest()
    assert load.origin.retrieved_on == date(2026, 3, 10)
    assert load.origin.title == "ogółem [osoba]"
    assert load.origin.publisher == "Główny Urząd Statystyczny"
    assert load.extra["url"].startswith(f"{server.base_url}/data/by-variable/7?")
    assert load.extra["last_update"] == "2026-03-01T10:00:00"


FAULTS = [
    Fault("status", 429, retry_after="0"),
    Fault("status", 429),
    Fault("status", 500),
    Fault("status", 503, retry_after="0"),
    Fault("cut"),
    Fault("open_cut"),
    Fault("repeat"),
    Fault("masked_repeat"),
    Fault("total"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.kind}-{f.status}")
@pytest.mark.parametrize("page", [0, 1, 2])
def test_a_fault_on_any_page_changes_nothing(
    server: BdlServer, harvest: Harvest, tmp_path: Path, fault: Fault, page: int
) -> None:
    server.add(made_up_series(7))
    plain = content(harvest(7)[0])
    server.page_faults[7, page] = [fault]
    before = len(server.requests)

    [load] = harvest(7, cache_dir=tmp_path / "again")

    assert content(load) == plain
    # A repetition of page 0 before itself is page 0; all else costs a request.
    harmless = page == 0 and "repeat" in fault.kind
    assert len(server.requests) - before > 4 - harmless


def test_a_stalled_reply_is_asked_for_again(
    server: BdlServer, harvest: Harvest, tmp_path: Path
) -> None:
    server.add(made_up_series(7))
    plain = content(harvest(7)[0])
    server.page_faults[7, 1] = [Fault("stall", seconds=0.4)]

    quick = replace(QUICK, timeout=0.1)
    [load] = harvest(7, cache_dir=tmp_path / "again", manners=quick)

    assert content(load) == plain
    assert server.asked_pages()[3:] == [(7, 0), (7, 1), (7, 1), (7, 2)]


@pytest.mark.parametrize("seed", range(6))
def test_a_storm_of_faults_changes_nothing(
    server: BdlServer, harvest: Harvest, tmp_path: Path, seed: int
) -> None:
    server.add(*(made_up_series(n, units=330) for n in (3, 5, 8)))
    plain = [content(load) for load in harvest()]
    chance = random.Random(seed)
    weather = [chance.choice([*[None] * 9, *FAULTS]) for _ in range(40)]
    server.faults.extend(weather)

    patient = replace(QUICK, attempts=15)
    again = harvest(cache_dir=tmp_path / "again", manners=patient)

    assert [content(load) for load in again] == plain


def test_a_series_that_stays_contradictory_does_not_stop_the_others(
    server: BdlServer, harvest: Harvest
) -> None:
    server.add(made_up_series(7), made_up_series(8))
    server.page_faults[7, 1] = [Fault("masked_repeat")] * 100

    with pytest.raises(HarvestIncomplete) as caught:
        harvest(7, 9, 8)

    assert [load.extra["bdl_id"] for load in caught.value.loads] == ["8"]
    fault = caught.value.failures[7]
    assert isinstance(fault, FaultyReply)
    assert (fault.page, fault.what) == (1, "units of an earlier page once more")
    assert isinstance(caught.value.failures[9], NoSuchSeries)


def test_a_series_without_a_cell_is_told(server: BdlServer, harvest: Harvest) -> None:
    server.add(made_up_series(7, units=5, years=range(2003, 2006)))

    with pytest.raises(HarvestIncomplete, match="variable 7: no number"):
        harvest()


def test_a_series_that_changes_meanwhile_is_fetched_anew(
    server: BdlServer, harvest: Harvest
) -> None:
    server.add(made_up_series(7))
    changed = made_up_series(7, units=260)
    changed.last_update = "2026-03-10T11:59:00"

    def change(progress: Progress) -> None:
        if progress.pages_done == 2:
            server.series[7] = changed

    [load] = harvest(7, progress=change)

    assert load.rows_read == 260
    assert len(load.planes[0].unit_codes) == 260


def test_nothing_is_asked_twice_within_a_day(
    server: BdlServer, harvest: Harvest
) -> None:
    server.add(made_up_series(7), made_up_series(8))
    first = [content(load) for load in harvest()]
    asked = len(server.requests)

    again = harvest(now=NOW + timedelta(hours=23))

    assert len(server.requests) == asked
    assert [content(load) for load in again] == first


def test_only_what_changed_is_fetched_later(
    server: BdlServer, harvest: Harvest
) -> None:
    server.add(made_up_series(7), made_up_series(8))
    harvest()
    asked = len(server.requests)
    cells = dict(server.series[8].cells)
    cells[unit_id(0), 2020] = {"val": 12345.5, "attrId": 1}
    server.series[8] = replace(
        server.series[8], cells=cells, last_update="2026-04-01T09:00:00"
    )
    later = NOW + timedelta(days=40)

    old, new = harvest(now=later)

    assert len(server.requests) - asked == 2 + 3  # two descriptions, three pages
    assert old.origin.retrieved_on == date(2026, 3, 10)
    assert new.origin.retrieved_on == date(2026, 4, 19)
    plane = new.planes[0]
    cell = plane.periods.index(Period.year(2020)), plane.unit_codes.index("120101")
    assert plane.values[cell] == 12345.5
    kept = sorted(path.name for path in Path(new.extra["raw"]).parent.glob("8.*"))
    assert kept == ["8.2.pages", "8.2.plane"]


def test_first_pages_tell_of_changes_where_descriptions_do_not(
    server: BdlServer, harvest: Harvest
) -> None:
    server.tells_update_in = frozenset({"pages"})
    server.add(made_up_series(7))
    first = content(harvest()[0])
    asked = len(server.asked_pages())

    [same] = harvest(now=NOW + timedelta(days=2))
    assert content(same) == first
    assert server.asked_pages()[asked:] == [(7, 0)]

    server.series[7].last_update = "2026-05-01T00:00:00"
    harvest(now=NOW + timedelta(days=4))
    assert server.asked_pages()[asked + 1 :] == [(7, 0), (7, 0), (7, 1), (7, 2)]


def test_validators_spare_pages_where_nothing_tells_of_changes(
    server: BdlServer, harvest: Harvest
) -> None:
    server.tells_update_in = frozenset()
    server.gives_etags = True
    server.add(made_up_series(7))
    [first] = harvest()
    cells = server.series[7].cells
    cells[unit_id(150), 2016] = {"val": 4.5, "attrId": 1}

    [second] = harvest(now=NOW + timedelta(days=2))

    assert server.not_modified == 2  # of three pages
    changed = (first.planes[0].values != second.planes[0].values).sum()
    assert changed == 1
    raw = Path(second.extra["raw"]).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == second.origin.sha256


def test_without_any_sign_everything_is_fetched_again(
    server: BdlServer, harvest: Harvest
) -> None:
    server.tells_update_in = frozenset()
    server.add(made_up_series(7))
    [first] = harvest()
    server.series[7].cells[unit_id(150), 2016] = {"val": 4.5, "attrId": 1}

    [second] = harvest(now=NOW + timedelta(days=2))

    assert (first.planes[0].values != second.planes[0].values).sum() == 1


def test_a_plan_with_one_series_more_starts_from_what_is_here(
    server: BdlServer, harvest: Harvest
) -> None:
    server.add(made_up_series(7), made_up_series(8))
    harvest(7)

    harvest(7, 8)

    assert server.asked_pages()[3:] == [(8, 0), (8, 1), (8, 2)]


@pytest.mark.parametrize("damage", ["page", "end", "gone", "plane"])
def test_damage_on_disk_is_noticed_and_mended(
    server: BdlServer, harvest: Harvest, damage: str
) -> None:
    server.add(made_up_series(7))
    [first] = harvest()
    raw = Path(first.extra["raw"])
    plane = raw.with_suffix(".plane")
    whole = raw.read_bytes()
    if damage == "page":
        plane.unlink()
        at = whole.index(b'"val":', len(whole) // 2) + 6
        digit = b"1" if whole[at : at + 1] != b"1" else b"2"
        raw.write_bytes(whole[:at] + digit + whole[at + 1 :])  # still fine JSON
    elif damage == "end":
        raw.write_bytes(whole[:-1])
    elif damage == "gone":
        raw.unlink()
    else:
        plane.write_bytes(plane.read_bytes()[:-100])

    [second] = harvest()

    assert content(second) == content(first)
    assert Path(second.extra["raw"]).read_bytes() == whole


@pytest.mark.parametrize("cut", [1, 2, 60, 150])
def test_a_cut_line_of_the_journal_is_passed_over(
    server: BdlServer, harvest: Harvest, cut: int
) -> None:
    server.add(made_up_series(7))
    [first] = harvest()
    journal = Path(first.extra["raw"]).parent / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-cut])

    [second] = harvest()

    assert content(second) == content(first)
    assert server.asked_pages() == [(7, 0), (7, 1), (7, 2)]
    last = journal.read_bytes().splitlines()[-1]
    assert orjson.loads(last)["event"] == "whole"


def test_progress_counts_every_page_once(server: BdlServer, harvest: Harvest) -> None:
    server.add(made_up_series(7), made_up_series(8, units=120))
    told: list[Progress] = []

    harvest(progress=told.append)

    assert [each.pages_done for each in told] == [0, 1, 2, 3, 3, 4, 5, 5]
    assert told[1].pages_total == 6  # the second is expected to be like the first
    assert told[-1] == Progress(2, 2, 5, 5)
    assert all(a.pages_done <= a.pages_total for a in told[1:])


def test_requests_keep_to_the_limits_of_the_bank(
    server: BdlServer, harvest: Harvest
) -> None:
    server.add(made_up_series(7, units=1100))

    harvest(manners=replace(QUICK, windows=None))

    times = [moment for moment, _, _ in server.requests]
    assert len(times) == 12
    # Five a second by the clock of the client; the server's is a hair behind.
    assert all(times[i + 5] - times[i] > 0.95 for i in range(len(times) - 5))


def test_used_up_limits_end_the_harvest_and_the_next_resumes(
    server: BdlServer, harvest: Harvest
) -> None:
    server.add(made_up_series(7))
    server.page_faults[7, 2] = [Fault("status", 429, retry_after="7200")]

    with pytest.raises(LimitReached) as caught:
        harvest()
    server.page_faults.clear()
    harvest()

    ahead = caught.value.until.timestamp() - server.requests[3][0]
    assert 7100 < ahead < 7300
    assert server.asked_pages() == [(7, 0), (7, 1), (7, 2), (7, 2)]


def test_the_key_travels_in_its_header(server: BdlServer, harvest: Harvest) -> None:
    server.add(made_up_series(7))

    harvest(key="abc-123")

    assert {headers.get("x-clientid") for _, _, headers in server.requests} == {
        "abc-123"
    }


def test_the_proxy_of_the_environment_is_used(
    server: BdlServer, harvest: Harvest, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.add(made_up_series(7, units=3))
    monkeypatch.setenv("http_proxy", server.base_url.removesuffix("/api/v1"))
    monkeypatch.setenv("no_proxy", "localhost")

    [load] = harvest(base_url="http://bdl.invalid/api/v1")

    assert load.rows_read == 3
    assert server.requests[0][1].startswith("http://bdl.invalid/api/v1/variables/7")


def test_packed_bodies_are_unpacked(server: BdlServer, harvest: Harvest) -> None:
    server.add(made_up_series(7))
    [plain] = harvest(years=range(2015, 2016))
    server.packs = True

    [load] = harvest(years=range(2015, 2016), base_url=f"{server.base_url}/")
    [packed] = harvest(now=NOW + timedelta(days=9), years=range(2015, 2017))

    assert content(load) == content(plain)
    assert packed.planes[0].values[0].tolist() == plain.planes[0].values[0].tolist()


def test_a_refused_key_is_not_tried_again(server: BdlServer, harvest: Harvest) -> None:
    server.add(made_up_series(7))
    server.faults.append(Fault("status", 403))

    with pytest.raises(KeyRefused):
        harvest(key="wrong")

    assert len(server.requests) == 1


def test_a_server_that_stays_down_is_told_with_the_address(
    server: BdlServer, harvest: Harvest
) -> None:
    server.add(made_up_series(7))
    server.faults.extend([Fault("status", 502)] * 50)

    with pytest.raises(ServerUnreachable, match=r"variables/7.*status 502"):
        harvest()

    assert len(server.requests) == QUICK.attempts


def test_two_harvests_of_one_plan_exclude_each_other(
    server: BdlServer, harvest: Harvest, tmp_path: Path
) -> None:
    server.add(made_up_series(7))
    plan = HarvestPlan((7,), Level.MUNICIPALITY, tuple(YEARS), server.base_url)
    other = PageCache(tmp_path / "harvest" / plan.digest)

    with pytest.raises(HarvestRunning):
        harvest()

    other.close()
    assert len(harvest()) == 1


def test_plans_without_sense_are_refused_before_any_request(
    server: BdlServer, harvest: Harvest
) -> None:
    with pytest.raises(BadPlan):
        harvest(7, 7)
    with pytest.raises(BadPlan):
        harvest(7, years=range(2024, 2015))
    with pytest.raises(UnknownSeries, match="1000"):
        harvest(7, 1000)
    assert server.requests == []


def test_definitions_name_the_series(server: BdlServer, harvest: Harvest) -> None:
    server.add(made_up_series(72305, units=5))

    [load] = harvest(72305, codes=None)

    assert load.planes[0].variable == "population"


def test_attributes_and_gaps_become_flags(server: BdlServer, harvest: Harvest) -> None:
    cells = {
        1: {"val": 5, "attrId": 1},
        2: {"val": 0, "attrId": 4},
        3: {"val": 7.5, "attrId": 9},
        4: {"val": 3, "attrId": 77},
        5: {"val": None, "attrId": 1},
        6: {"val": 8, "attrId": 11},
        7: {"val": "1,5", "attrId": 1},
        8: {"val": 0, "attrId": 15},
        9: {"val": 4},
        10: {"val": 0, "attrId": 0},
    }
    unit = unit_id(0)
    data = {(unit, 2014 + n): cell for n, cell in cells.items() if n != 10}
    data[unit_id(1), 2015] = cells[10]
    server.add(SeriesData(7, [(unit, "A"), (unit_id(1), "B")], data))

    [load] = harvest(7)

    [plane] = load.planes
    words = [flags.names(int(flag)) for flag in plane.flags[:, 0]]
    assert words == [
        ["measured"],
        ["missing"],
        ["measured", "estimated", "provisional"],
        ["missing"],
        ["missing"],
        ["measured", "break_before"],
        ["missing"],
        ["missing"],
        ["missing"],
    ]
    numbers = [5.0, None, 7.5, None, None, 8.0, None, None, None]
    for value, number in zip(plane.values[:, 0], numbers, strict=True):
        assert math.isnan(value) if number is None else value == number
    assert plane.values[0, 1] == 0.0
    assert np.isnan(plane.values[1:, 1]).all()
    found = {f.code: (f.count, f.examples) for f in load.findings}
    assert found["unknown_attribute"] == (
        2,
        (f"{unit} 2018: 77", f"{unit} 2023: none"),
    )
    assert found["unparsed_cell"] == (
        2,
        (f"{unit} 2019: null", f"{unit} 2021: '1,5'"),
    )
    assert found["empty_period"] == (
        7,  # 2024 is not in the reply at all
        ("2016", "2018", "2019", "2021", "2022"),
    )


def test_a_zero_that_cannot_be_is_no_number(
    server: BdlServer, harvest: Harvest
) -> None:
    server.add(made_up_series(7, units=2))
    server.series[7].cells[unit_id(1), 2016] = {"val": 0, "attrId": 1}

    [load] = harvest(codes={7: "average_gross_wage"})

    [plane] = load.planes
    assert plane.flags[1, 1] == flags.MISSING
    [finding] = load.findings
    assert (finding.code, finding.examples) == (
        "impossible_zero",
        (f"{unit_id(1)} 2016",),
    )


def test_a_municipality_that_changed_its_type_is_one_unit(
    server: BdlServer, harvest: Harvest
) -> None:
    old, new = unit_id(0, kind=2), unit_id(0, kind=3)
    cells = {(old, year): {"val": year, "attrId": 1} for year in range(2015, 2020)}
    cells |= {(new, year): {"val": year, "attrId": 1} for year in range(2019, 2025)}
    cells[new, 2019] = {"val": 1, "attrId": 1}
    units = [(old, "A"), (new, "A"), (unit_id(0, kind=4), "A - miasto")]
    units += [("011200000000", "MAŁOPOLSKIE"), ("010000000000", "POŁUDNIOWY")]
    units += [("11200000000", "short"), ("011212001000", "county")]
    cells[unit_id(0, kind=4), 2015] = {"val": 9, "attrId": 1}
    server.add(SeriesData(7, units, cells))

    [load] = harvest()

    [plane] = load.planes
    assert plane.unit_codes == ("120101",)
    expected = [2015, 2016, 2017, 2018, None, 2020, 2021, 2022, 2023, 2024]
    for value, number in zip(plane.values[:, 0], expected, strict=True):
        assert math.isnan(value) if number is None else value == number
    found = {f.code: (f.count, f.examples) for f in load.findings}
    assert found["contradiction"] == (1, ("120101 2019: 2019 / 1",))
    assert found["merged_rows"] == (1, (f"120101: {old} A + {new} A",))
    assert found["skipped_part"] == (1, (f"{unit_id(0, kind=4)} A - miasto",))
    assert found["skipped_aggregate"] == (1, ("010000000000 POŁUDNIOWY",))
    assert found["bad_code"][0] == 3


@pytest.mark.parametrize(
    ("level", "written", "code"),
    [
        (Level.COUNTY, "011212161000", "1261"),
        (Level.COUNTY, "011212006000", "1206"),
        (Level.VOIVODESHIP, "011200000000", "12"),
        (Level.COUNTRY, "000000000000", "PL"),
        (Level.MUNICIPALITY, "011212161011", "126101"),
    ],
)
def test_each_level_is_asked_by_its_number(
    server: BdlServer, harvest: Harvest, level: Level, written: str, code: str
) -> None:
    cells = {(written, 2020): {"val": 3, "attrId": 1}}
    server.add(SeriesData(7, [(written, "X")], cells))

    [load] = harvest(level=level, years=range(2020, 2021))

    assert load.planes[0].unit_codes == (code,)
    numbers = {"powiat": 5, "wojewodztwo": 2, "kraj": 0, "gmina": 6}
    assert f"unit-level={numbers[level]}&year=2020&" in server.requests[1][1]


def test_the_journal_is_readable_by_others(server: BdlServer, harvest: Harvest) -> None:
    server.add(made_up_series(7))

    [load] = harvest()

    raw = Path(load.extra["raw"])
    lines = (raw.parent / "journal.jsonl").read_bytes().splitlines()
    events = [orjson.loads(line) for line in lines]
    assert [e["event"] for e in events] == ["begun", "page", "page", "page", "whole"]
    for event in events[1:4]:
        body = raw.read_bytes()[event["offset"] :][: event["length"]]
        assert hashlib.sha256(body).hexdigest() == event["sha256"]
        assert orjson.loads(body)["variableId"] == 7
