"""Archives of many files: read safely, each file with its content or its fault."""

import io
import stat
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miara.documents import public as documents
from miara.documents.domain.contents.archive import MOST_FILES, read_archive
from miara.documents.domain.contents.faults import Fault, FileRefused

LIMIT = 1_000_000


def packed(*files, **options):
    """A ZIP of (name, content)."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, **options) as package:
        for name, content in files:
            package.writestr(name, content)
    return target.getvalue()


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=5))
def test_what_was_packed_is_read(contents):
    files = [(f"folder/{n}.xml", b"<a>" + c) for n, c in enumerate(contents)]
    found = read_archive(packed(*files), limit=LIMIT)
    assert [(f.name, f.content, f.fault) for f in found] == [
        (name.removeprefix("folder/"), content, None) for name, content in files
    ]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("../../etc/passwd", Fault.UNSAFE_NAME),
        ("/tmp/a.xml", Fault.UNSAFE_NAME),
        ("..\\a.xml", Fault.UNSAFE_NAME),
        ("C:\\a.xml", Fault.UNSAFE_NAME),
        ("a\x01.xml", Fault.UNSAFE_NAME),
        ("a.xml", None),
    ],
)
def test_a_name_that_leads_out_is_refused_and_others_stay(name, fault):
    found = read_archive(packed((name, b"<a/>"), ("b.xml", b"<b/>")), limit=LIMIT)
    assert [f.fault for f in found] == [fault, None]
    assert "/" not in found[0].name
    assert "\\" not in found[0].name


def test_links_and_archives_within_are_refused():
    link = zipfile.ZipInfo("link.xml")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    inner = packed(("x.xml", b"<x/>"))
    found = read_archive(
        packed((link, b"/etc/passwd"), ("in.zip", inner), ("ok.xml", b"<a/>")),
        limit=LIMIT,
    )
    assert [f.fault for f in found] == [Fault.UNSAFE_NAME, Fault.NESTED, None]


def test_a_name_twice_and_a_large_file():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = packed(("a.xml", b"1"), ("a.xml", b"2"), ("big.xml", b"x" * 2000))
    found = read_archive(content, limit=1000)
    assert [f.fault for f in found] == [None, Fault.NAME_TWICE, Fault.TOO_LARGE]


def test_noise_of_systems_is_passed_over():
    files = [("__MACOSX/._a.xml", b"x"), ("f/.DS_Store", b"x"), ("a.xml", b"<a/>")]
    assert [f.name for f in read_archive(packed(*files), limit=LIMIT)] == ["a.xml"]


def fault_of(content):
    with pytest.raises(FileRefused) as caught:
        read_archive(content, limit=LIMIT)
    return caught.value.fault


def test_an_archive_as_a_whole_is_refused():
    assert fault_of(b"PK\x03\x04 nothing") is Fault.DAMAGED
    assert fault_of(packed()) is Fault.EMPTY
    many = packed(*((f"{n}.xml", b"") for n in range(MOST_FILES + 1)))
    assert fault_of(many) is Fault.TOO_MANY
    assert fault_of(packed(("bomb.xml", b"0" * 20_000_000))) is Fault.BOMB
    locked = bytearray(packed(("a.xml", b"<a/>")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    assert fault_of(bytes(locked)) is Fault.ENCRYPTED


def test_damage_inside_is_told_of_its_file_alone():
    content = bytearray(packed(("a.xml", b"<a>" * 50), ("b.xml", b"<b/>")))
    place = content.index(b"a.xml") + len("a.xml") + 2
    content[place] ^= 0xFF
    found = read_archive(bytes(content), limit=LIMIT)
    assert found[0].fault in {Fault.DAMAGED, Fault.BOMB}
    assert found[1].content == b"<b/>"


def test_a_refusal_names_the_file_and_the_way_out(settings):
    settings.MIARA_CLAMAV = ""
    with pytest.raises(documents.BadFileError) as caught:
        documents.unpack_archive(content=b"PK nothing", name="rb.zip", limit=LIMIT)
    assert str(caught.value.for_people()).startswith("rb.zip: ")
    with pytest.raises(documents.BadFileError):
        documents.unpack_archive(content=b"x" * 11, name="rb.zip", limit=10)


def test_a_checked_file_is_read_and_not_kept(db, settings, tmp_path):
    content = b"waga;pytanie\r\n1;tak\r\n"
    given_back = documents.check_file(
        content=io.BytesIO(content),
        name="ankieta.csv",
        accept=documents.SHEETS,
        limit=LIMIT,
    )
    assert given_back == content
    assert not documents.StoredFile.objects.exists()
    with pytest.raises(documents.BadFileError):
        documents.check_file(
            content=b"%PDF-1.7", name="a.csv", accept=documents.SHEETS, limit=LIMIT
        )
