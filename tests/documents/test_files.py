"""Files: what is refused and with what words, what is kept, what goes."""

import io
import os
import re
import socket
import struct
import threading
import zipfile
import zlib

import pikepdf
import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from PIL import Image
from tests.documents.conftest import NOW, make_docx, make_pdf

from miara.audit.public import Event, describe
from miara.documents import public as documents
from miara.documents import storage
from miara.documents.actions.files import rescan, sweep
from miara.documents.models import StoredFile
from miara.documents.public import FileKind

ALL = frozenset(FileKind)
db = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)


def keep(content, name="plik.pdf", accept=ALL, limit=1_000_000, **more):
    return documents.keep_file(
        content=content, name=name, accept=accept, limit=limit, by=None, now=NOW, **more
    )


def refusal(content, name="plik.pdf", accept=ALL, limit=1_000_000) -> str:
    with pytest.raises(documents.BadFileError) as caught:
        documents.prepare_file(content=content, name=name, accept=accept, limit=limit)
    assert not list(storage.all_digests())
    return caught.value.for_people()


def picture(kind, size=(30, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


def box(name, content=b"") -> bytes:
    return struct.pack("!I", 8 + len(content)) + name + content


ODT = io.BytesIO()
with zipfile.ZipFile(ODT, "w") as package:
    package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    package.writestr("content.xml", "<office:document-content xmlns:office='o'/>")
XADES = b'<a><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></a>'
MP4 = box(b"ftyp", b"isom") + box(b"moov") + box(b"mdat", b"x" * 9)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (make_pdf(), "a.exe", FileKind.PDF),
        (make_docx(), "a.bin", FileKind.DOCX),
        (
            make_docx(main="application/vnd.x.spreadsheetml.sheet.main+xml"),
            "a",
            FileKind.XLSX,
        ),
        (ODT.getvalue(), "a", FileKind.ODT),
        (picture("JPEG"), "a.png", FileKind.JPEG),
        (picture("PNG"), "a.jpg", FileKind.PNG),
        (picture("WEBP"), "a", FileKind.WEBP),
        ("Zażółć".encode(), "a.txt", FileKind.TEXT),
        (b"a;b\n1;2\n", "a.csv", FileKind.CSV),
        (XADES, "a.xades", FileKind.SIGNATURE),
        (MP4, "a.mp4", FileKind.MP4),
    ],
)
@db
def test_kind_is_told_by_content(content, name, kind):
    stored = keep(content, name)
    assert stored.kind == kind
    assert stored.name.endswith(documents.suffixes_of(kind))
    assert documents.read_file(stored) == content


def set_action(document):
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS="app.alert(1)"
    )


def nest_action(document):
    deep = pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x.exe"))
    document.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Next=pikepdf.Array([deep]))]
    )


def attach(document):
    document.attachments["x.txt"] = b"x"


def set_xfa(document):
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.Array([]))


BOMB = make_docx([("word/x.xml", b"<a>" + b" " * 30_000_000 + b"</a>")])
ENCRYPTED = make_pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
OWNER_ONLY = make_pdf(encryption=pikepdf.Encryption(owner="a", user=""))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "pusty"),
        (b"x" * 1_000_001, "1 MB"),
        (make_pdf()[:-300], "uszkodzony"),
        (ENCRYPTED, "hasłem"),
        (OWNER_ONLY, "hasłem"),
        (make_pdf(set_action), "skrypty"),
        (make_pdf(nest_action), "skrypty"),
        (make_pdf(attach), "załączone"),
        (make_pdf(set_xfa), "XFA"),
        (make_docx([("word/vbaProject.bin", b"x")]), "makra"),
        (
            make_docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
            "makra",
        ),
        (make_docx([("word/x.xml", "<!DOCTYPE a><a/>")]), "DOCTYPE|word/x.xml"),
        (BOMB, "rozpakowaniu"),
        (make_docx()[:-30], "uszkodzony"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "starszym formacie"),
        (b"MZ\x90\x00" + b"\0" * 300, r"formacie.*\.exe"),
        (picture("PNG")[:60], "uszkodzony"),
        (picture("JPEG")[:-20], "uszkodzony"),
        (MP4[:-3], "uszkodzony"),
        (b"<a/>", "podpisu"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a/>', "DOCTYPE"),
        (bytes.fromhex("308006092a864886f70d010702a080") + b"\0" * 40, "CAdES"),
    ],
)
def test_refusals_say_what_and_how_to_fix(content, words):
    text = refusal(content)
    assert text.startswith("plik.pdf: ")
    assert re.search(words, text), text


def test_archive_and_unwanted_kinds_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", make_pdf())
    assert "archiwum" in refusal(out.getvalue())
    text = refusal(picture("PNG"), accept=documents.DOCUMENTS)
    assert "PNG" in text
    assert "DOCX, ODT, PDF" in text


def test_huge_picture_is_refused_without_its_pixels():
    header = bytearray(picture("PNG"))
    header[16:24] = struct.pack("!II", 50_000, 50_000)
    header[29:33] = struct.pack("!I", zlib.crc32(bytes(header[12:29])))
    text = refusal(bytes(header))
    assert "12" in text
    assert "pikseli" in text


@db
def test_links_and_old_text_are_remarked():
    relation = (
        '<Relationships><Relationship Type="http://x/attachedTemplate" '
        'Target="http://zly.example/t" TargetMode="External"/></Relationships>'
    )
    stored = keep(make_docx([("word/_rels/settings.xml.rels", relation)]))
    assert stored.remarks == ["EXTERNAL_LINKS"]
    plain = relation.replace("attachedTemplate", "hyperlink")
    assert keep(make_docx([("word/_rels/d.xml.rels", plain)])).remarks == []
    assert keep("Łódź".encode("cp1250"), "a.txt").remarks == ["ANSI_TEXT"]
    assert "Windows-1250" in documents.remark_text("ANSI_TEXT")


@committed
def test_bytes_are_shared_and_leave_with_the_last_row(files_folder):
    first, second = keep(make_pdf(), "a.pdf"), keep(make_pdf(), "b.pdf")
    assert first.uid != second.uid
    path = files_folder / first.sha256[:2] / first.sha256
    assert path.stat().st_mode & 0o777 == 0o600
    documents.erase_file(file=first, reason="koniec sprawy", by=None, now=NOW)
    assert documents.read_file(second)
    documents.erase_file(file=second, reason="koniec sprawy", by=None, now=NOW)
    assert not path.exists()
    second.refresh_from_db()
    assert second.name == ""
    with pytest.raises(documents.FileErasedError) as caught:
        documents.read_file(second)
    assert "2 marca 2026" in caught.value.for_people()
    assert [p.name for p in path.parent.iterdir()] == [".lock"]


@committed
def test_bytes_are_on_the_disk_before_the_row(monkeypatch, files_folder):
    """Flushing file and folder comes before the row; a crash between loses no row."""
    steps = []
    real = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda number: (steps.append("fsync"), real(number))[1]
    )

    def note(execute, sql, params, many, context):
        if sql.startswith("INSERT") and "storedfile" in sql:
            steps.append("row")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        keep(make_pdf())
    assert steps.index("row") > 2
    assert "fsync" not in steps[steps.index("row") :]


@committed
def test_sweep_spares_what_is_being_kept(files_folder):
    prepared = documents.prepare_file(
        content=make_pdf(), name="a.pdf", accept=ALL, limit=10_000
    )
    assert sweep() == 0  # pinned: its row is on the way
    stored = documents.keep_prepared(prepared=prepared, by=None, now=NOW)
    assert sweep() == 0
    assert documents.read_file(stored)
    with transaction.atomic():
        left = keep(b"tekst", "a.txt")
        transaction.set_rollback(True)
    for pin in files_folder.glob(f"*/.{left.sha256}.*.pin"):
        os.utime(pin, (0, 0))  # as if its process had died long ago
    assert sweep() == 1
    assert documents.read_file(stored)


@committed
def test_eight_writers_of_one_content_and_an_eraser(files_folder):
    """Whoever erases one row meanwhile, no living row loses its bytes."""
    from django.db import connections

    content = make_pdf()
    victims = [keep(content) for _each in range(4)]
    kept, failed = [], []

    def write():
        try:
            kept.append(keep(content).pk)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    def erase(row):
        try:
            documents.erase_file(file=row, reason="koniec", by=None, now=NOW)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _each in range(4)]
    threads += [threading.Thread(target=erase, args=(row,)) for row in victims]
    if connection.vendor == "sqlite":
        for thread in threads:  # the database of the tests is in memory: one by one
            thread.run()
    else:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failed == []
    for stored in StoredFile.objects.filter(pk__in=kept):
        assert documents.read_file(stored) == content


@db
def test_changed_bytes_on_the_disk_are_noticed(files_folder):
    stored = keep(make_pdf())
    path = files_folder / stored.sha256[:2] / stored.sha256
    path.chmod(0o600)
    path.write_bytes(b"cokolwiek")
    with pytest.raises(OSError, match="changed"):
        documents.read_file(stored)


@db
def test_response_is_private_named_and_conditional():
    stored = keep(make_pdf(), "Łódź – „wniosek”.pdf")
    response = documents.file_response(stored)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('attachment; filename="Lodz')
    assert "filename*=UTF-8''%C5%81%C3%B3d%C5%BA" in response["Content-Disposition"]
    assert response.content == make_pdf() or len(response.content) == stored.size
    again = RequestFactory().get("/", headers={"If-None-Match": response["ETag"]})
    assert documents.file_response(stored, request=again).status_code == 304
    shown = documents.file_response(stored, inline=True)
    assert shown["Content-Disposition"].startswith("inline")
    table = documents.file_response(keep(b"a;b\n", "a.csv"), inline=True)
    assert table["Content-Disposition"].startswith("attachment")
    assert "sandbox" in table["Content-Security-Policy"]


@db
def test_rows_hold_what_they_promise():
    stored = keep(make_pdf())
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(erased_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=stored.pk).update(size=0)
    assert "PDF" in describe(Event.objects.get(kind="documents.file_kept"))


class Clam:
    """The least of clamd: reads a stream and answers as told."""

    def __init__(self, answer):
        self.answer, self.got = answer, b""
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                client, _address = self.server.accept()
            except OSError:
                return
            with client, client.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                self.got = b""
                while size := struct.unpack("!L", stream.read(4))[0]:
                    self.got += stream.read(size)
                client.sendall(self.answer)


@pytest.fixture
def clam(settings):
    servers = []

    def start(answer):
        servers.append(Clam(answer))
        settings.MIARA_CLAMAV = servers[-1].address
        return servers[-1]

    yield start
    for each in servers:
        each.server.close()


@db
def test_antivirus_is_asked_about_every_byte(clam):
    server = clam(b"stream: OK\0")
    content = b"a" * 200_000
    assert keep(content, "a.txt").scan == "CLEAN"
    assert server.got == content


@db
def test_infected_file_is_not_kept(clam):
    clam(b"stream: Eicar-Test-Signature FOUND\0")
    with pytest.raises(documents.FileInfectedError) as caught:
        keep(b"abc", "a.txt")
    assert "a.txt" in caught.value.for_people()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
@db
def test_scanner_that_fails_never_means_clean(answer, clam, settings):
    clam(answer)
    assert keep(b"abc", "a.txt").scan == "NOT_SCANNED"
    settings.MIARA_CLAMAV_REQUIRED = True
    with pytest.raises(documents.ScannerUnreachableError):
        keep(b"abcd", "a.txt")


@db
def test_scanner_that_is_away_scans_later(clam, settings):
    settings.MIARA_CLAMAV = "127.0.0.1:1"
    good, bad = keep(b"dobry", "a.txt"), keep(b"zarazony", "b.txt")
    assert good.scan == "NOT_SCANNED"
    clam(b"stream: OK\0")
    StoredFile.objects.filter(pk=bad.pk).update(scan="CLEAN")
    assert rescan(NOW) == {"clean": 1, "infected": 0}
    StoredFile.objects.filter(pk=bad.pk).update(scan="NOT_SCANNED")
    clam(b"stream: Zly FOUND\0")
    assert rescan(NOW) == {"clean": 0, "infected": 1}
    bad.refresh_from_db()
    with pytest.raises(documents.FileInfectedError):
        documents.file_response(bad)
    assert Event.objects.filter(kind="documents.file_infected").count() == 1
