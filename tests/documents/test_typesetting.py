"""PDF from data: tagged, Polish, and deaf to whatever the data say."""

import io
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from miara.documents.errors import TypesettingError
from miara.documents.qr import qr_png, qr_svg
from miara.documents.typesetting import typeset

TEMPLATE = """#import "/miara.typ": *
#let data = json("/data.json")
#show: house.with(header: [Nagłówek], logos: data.at("logos", default: ()))
= #data.heading
#facts(data.facts)
#rows-table(header: ("Nazwa", "Kwota"), rows: data.rows, numbers: (1,))
#if "qr" in data { qr(data.qr, "Kod prowadzi do strony sprawdzenia") }
"""
HOSTILE = '#eval("1+1") $x^2$ \\u{41} [b] *gruby* _k_ // nic <tag> @ref ' + "Ż" * 400


def data(**more):
    return {
        "heading": "Zażółć gęślą jaźń",
        "facts": [["Gmina", "Łęgowo"], ["Uwagi", HOSTILE], ["Brak", None]],
        "rows": [["Szkoła w Żółwinie", "1 000"]],
        **more,
    }


def text_of(pdf: bytes) -> str:
    """Letters of a PDF, read through its ToUnicode tables."""
    letters = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            tables = {
                name: _codes(font.ToUnicode.read_bytes().decode())
                for name, font in page.Resources.Font.items()
            }
            table = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    table = tables[str(operands[0])]
                if str(operator) == "Tj":
                    letters.append(_read(bytes(operands[0]), table))
                if str(operator) == "TJ":
                    letters += [
                        _read(bytes(part), table)
                        for part in operands[0]
                        if isinstance(part, pikepdf.String)
                    ]
    return "".join(letters)


def _codes(cmap: str) -> dict[int, str]:
    found = {}
    for line in cmap.splitlines():
        parts = line.replace("<", " ").replace(">", " ").split()
        if line.startswith("<") and len(parts) == 2:
            found[int(parts[0], 16)] = bytes.fromhex(parts[1]).decode("utf-16-be")
    return found


def _read(codes: bytes, table: dict[int, str]) -> str:
    pairs = zip(codes[::2], codes[1::2], strict=True)
    return "".join(table.get(high * 256 + low, "?") for high, low in pairs)


def test_document_is_tagged_polish_and_titled():
    pdf = typeset(TEMPLATE, data(), title="Potwierdzenie złożenia", language="pl")
    root = PdfFileReader(io.BytesIO(pdf)).root
    assert root["/Lang"] == "pl"
    assert root["/MarkInfo"]["/Marked"]
    with (
        pikepdf.open(io.BytesIO(pdf)) as document,
        document.open_metadata() as about,
    ):
        assert about["dc:title"] == "Potwierdzenie złożenia"
        assert about["pdfuaid:part"] == "1"
    text = text_of(pdf)
    assert "Zażółć gęślą jaźń" in text
    assert "strona 1 z 1" in text.replace("\u00a0", " ")
    assert "Szkoła w\u00a0Żółwinie" in text  # no word of one letter ends a line


def test_hostile_data_are_only_text():
    text = text_of(typeset(TEMPLATE, data(), title="x", language="pl"))
    assert '#eval("1+1") $x^2$ \\u{41} [b] *gruby* _k_' in text.replace("\u00a0", " ")
    assert text.replace("\u200b", "").count("Ż") >= 400


def test_digest_stays_in_one_piece():
    digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    pdf = typeset(TEMPLATE, data(facts=[["SHA-256", digest]]), title="x", language="pl")
    assert digest in text_of(pdf)


def test_equal_input_gives_equal_bytes():
    made_at = datetime(2026, 3, 2, 12, tzinfo=UTC)
    first, second = (
        typeset(TEMPLATE, data(), title="x", language="en", made_at=made_at)
        for _time in range(2)
    )
    assert first == second


@pytest.mark.parametrize("zone", [UTC, ZoneInfo("Europe/Warsaw")])
def test_any_moment_can_be_written_into_a_document(zone):
    made_at = datetime(2026, 3, 2, 12, 0, 1, 123_456, tzinfo=zone)
    pdf = typeset(TEMPLATE, data(), title="x", language="en", made_at=made_at)
    assert pdf.startswith(b"%PDF")


def test_logos_and_code_have_descriptions():
    logo = {"file": "logo.svg", "alt": "Znak fundatora"}
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    pdf = typeset(
        TEMPLATE,
        data(logos=[logo], qr=qr_svg("https://miara.example/d/1")),
        title="x",
        language="pl",
        files={"logo.svg": svg},
    )
    with pikepdf.open(io.BytesIO(pdf)) as document:
        described = {
            str(each.Alt)
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        }
    assert described == {"Znak fundatora", "Kod prowadzi do strony sprawdzenia"}


@pytest.mark.parametrize(
    "template",
    [
        '#read("/etc/passwd")',
        '#read("../../etc/passwd")',
        '#import "@preview/cetz:0.3.0"',
        "#image(bytes(0, 1))",
        "#data.missing",
    ],
)
def test_template_that_reaches_outside_or_fails_is_told(template):
    with pytest.raises(TypesettingError) as caught:
        typeset(template + "\n", {}, title="x", language="pl")
    assert "PDF" in caught.value.for_people()


def test_endless_document_is_given_up():
    slow = "#let n = 0\n#while n < 4000000 { n += 1 }\n#n"
    with pytest.raises(TypesettingError):
        typeset(slow, {}, title="x", language="pl", limit_seconds=0.02)


@pytest.mark.django_db(transaction=True)
def test_typesetting_inside_a_transaction_is_a_mistake():
    from django.db import transaction

    with transaction.atomic(), pytest.raises(RuntimeError, match="transaction"):
        typeset(TEMPLATE, data(), title="x", language="pl")


def test_files_stay_in_the_folder():
    with pytest.raises(ValueError, match="plain name"):
        typeset(TEMPLATE, data(), title="x", language="pl", files={"../x": b""})


def test_qr_png_is_a_picture():
    assert qr_png("https://miara.example/d/1").startswith(b"\x89PNG")
