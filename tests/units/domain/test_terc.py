"""Reading the register in each of its layouts, whole or refused."""

import io
import zipfile
from collections import Counter

import pytest
from tests.factories.units import DAY, SMALL_REGISTER, terc_csv

from miara.units.domain.facts import Kind
from miara.units.domain.terc import BrokenRowsError, NotTercError, parse_terc


def xml_of(content: bytes, *, is_old: bool) -> bytes:
    """The CSV in one of the two XML layouts."""
    header, *lines = content.decode("utf-8-sig").splitlines()
    names = header.split(";")
    rows = []
    for line in lines:
        values = zip(names, line.split(";"), strict=True)
        if is_old:
            cells = [
                f'<col name="{n.replace("NAZWA_DOD", "NAZDOD")}">{v}</col>'
                for n, v in values
            ]
        else:
            cells = [f"<{n}>{v}</{n}>" if v else f"<{n} />" for n, v in values]
        rows.append("<row>" + "\n".join(cells) + "</row>")
    body = "\n".join(rows)
    text = f'<?xml version="1.0" encoding="utf-8"?><teryt><catalog>{body}</catalog>'
    return (text + "</teryt>").encode()


def zipped(**files: bytes) -> bytes:
    """An archive of the files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return buffer.getvalue()


def changed(old: str, new: str) -> bytes:
    """The small register's file with one text replaced."""
    text = terc_csv().decode()
    assert old in text
    return text.replace(old, new, 1).encode()


def test_layouts_give_the_same_snapshot():
    content = terc_csv()
    layouts = {
        "csv": content,
        "xml": xml_of(content, is_old=False),
        "old-xml": xml_of(content, is_old=True),
        "zip/csv": zipped(terc_csv=content, terc_xml=xml_of(content, is_old=False)),
        "zip/old-xml": zipped(terc_xml=xml_of(content, is_old=True)),
    }
    for layout, file in layouts.items():
        parsed = parse_terc(file)
        assert parsed.layout == layout
        assert parsed.snapshot.day == DAY
        assert parsed.snapshot.units == tuple(sorted(SMALL_REGISTER))
        assert parsed.parts == 2
        assert not parsed.snapshot.partial


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("12;06;17;2", "12;6;17;2", 10, "code"),
        ("Zielonki;gmina;2025-01-01", "Zielonki;gmina;2025-01-01;x", 10, "fields"),
        ("Zielonki;gmina", "Zielonki;(I);gmina", 10, "fields"),
        ("12;06;17;2", "12;06;17;7", 10, "kind"),
        ("12;06;17;2", "12;06;17;", 10, "kind"),
        ("12;06;17;2;Zielonki", "12;06;17;2;", 10, "name"),
        ("Zielonki;gmina;2025-01-01", "Zielonki;gmina;2025-13-01", 10, "day"),
        ("Zielonki;gmina;2025-01-01", "Zielonki;gmina;2024-01-01", 10, "other_day"),
        ("12;06;17;2;Zielonki", "12;06;11;2;Zielonki", 10, "duplicate"),
        ("12;06;17;2;Zielonki", "12;07;17;2;Zielonki", 10, "no_parent"),
        ("12;61;01;1", "12;61;01;9", 13, "city_municipality"),
    ],
)
def test_broken_row_refuses_the_file_with_its_line(old, new, line, reason):
    with pytest.raises(BrokenRowsError) as caught:
        parse_terc(changed(old, new))
    problems = [(p.line, p.reason) for p in caught.value.problems]
    assert problems == [(line, reason)]


def test_skip_bad_leaves_the_row_out_and_says_the_snapshot_is_partial():
    parsed = parse_terc(changed("12;06;17;2", "12;06;17;7"), skip_bad=True)
    assert [p.reason for p in parsed.problems] == ["kind"]
    assert parsed.snapshot.partial
    missing = set(SMALL_REGISTER) - set(parsed.snapshot.units)
    assert {unit.name for unit in missing} == {"Zielonki"}


def test_skip_bad_leaves_out_what_stands_below_a_row_left_out():
    bad = changed("12;06;;;krakowski", "12;06;;;")
    with pytest.raises(BrokenRowsError) as caught:
        parse_terc(bad)
    assert [p.reason for p in caught.value.problems] == ["name"]
    parsed = parse_terc(bad, skip_bad=True)
    kept = {unit.code for unit in parsed.snapshot.units}
    codes = {unit.code for unit in SMALL_REGISTER}
    assert kept == {code for code in codes if not code.startswith("1206")}
    below = [p for p in parsed.problems if p.reason == "parent_left_out"]
    assert len(below) == len(parsed.problems) - 1 > 0
    assert all(p.text.startswith("12;06;") for p in below)

    parsed = parse_terc(changed("12;;;;MAŁOPOLSKIE", "12;;;;"), skip_bad=True)
    assert not [u for u in parsed.snapshot.units if u.code.startswith("12")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "columns"),
        (b"a;b;c\n1;2;3\n", "columns"),
        (b"<teryt><row>", "xml"),
        (b"<teryt><row><a/></row></teryt>", "columns"),
        (b"PK\x03\x04 broken", "bad_zip"),
        (zipped(readme_txt=b"x"), "zip_without_one_file"),
        ("WOJ;Ł".encode("cp1250"), "not_utf8"),
        (b"WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA\n", "no_units"),
    ],
)
def test_other_file_is_not_the_register(content, reason):
    with pytest.raises(NotTercError) as caught:
        parse_terc(content)
    assert caught.value.reason == reason


def test_xml_entities_are_not_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("Zielonki")
    doctype = f'<!DOCTYPE t [<!ENTITY x SYSTEM "file://{secret}">]>'
    xml = xml_of(terc_csv(), is_old=False).decode()
    xml = xml.replace("?>", f"?>{doctype}", 1).replace("Zielonki", "&x;", 1)
    with pytest.raises(BrokenRowsError) as caught:
        parse_terc(xml.encode())
    assert [p.reason for p in caught.value.problems] == ["name"]


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("year", "municipalities", "layout"),
    [(2017, 2478, "old-xml"), (2020, 2477, "csv"), (2025, 2479, "zip/csv")],
)
def test_real_file_has_the_known_counts(terc_files, year, municipalities, layout):
    parsed = terc_files[year]
    kinds = Counter(unit.kind for unit in parsed.snapshot.units)
    assert parsed.layout == layout
    assert (
        sum(kinds[k] for k in (Kind.URBAN, Kind.RURAL, Kind.URBAN_RURAL, Kind.CITY))
        == municipalities
    )
    assert kinds[Kind.CITY] == 66
    assert kinds[Kind.COUNTY] + kinds[Kind.CITY] == 380
    assert kinds[Kind.VOIVODESHIP] == 16


@pytest.mark.real_data
def test_real_xml_and_csv_of_one_day_agree(real_data, terc_files):
    with zipfile.ZipFile(real_data / "teryt/TERC_Urzedowy_2025-11-18.zip") as archive:
        name = next(n for n in archive.namelist() if n.endswith(".xml"))
        parsed = parse_terc(archive.read(name))
    assert parsed.layout == "xml"
    assert parsed.snapshot == terc_files[2025].snapshot
