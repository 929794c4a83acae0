"""The electronic seal of the site: verified by what verifies everybody's signatures."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from django.core.checks import run_checks
from tests.documents import authority as ca
from tests.documents.conftest import NOW, make_pdf

from miara.documents import public as documents
from miara.documents.sealing import FIELD
from miara.documents.signatures.anchors import read_anchors
from miara.documents.signatures.verify import verify

ORGANISER = "Związek Miast Próbnych"


@pytest.fixture(scope="module")
def root():
    return ca.make("Urząd próbny CA")


def pkcs12_of(holder, password):
    how = BestAvailableEncryption(password) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(
        b"pieczec", holder.key, holder.certificate, holder.above, how
    )


@pytest.fixture
def seal(root, settings, tmp_path):
    """The site has a seal: given a password of its file, and what certificate says."""

    def put(password=b"tajne", **more):
        holder = ca.make(
            ORGANISER, root, policies=[ca.QCP_LEGAL], statements="eseal", **more
        )
        path = tmp_path / "pieczec.p12"
        path.write_bytes(pkcs12_of(holder, password))
        settings.MIARA_SEAL = str(path)
        settings.MIARA_SEAL_PASSWORD = password.decode()
        return path

    return put


def found_in(content, root):
    trust = read_anchors(root.pem, name="próbna", dated=NOW.date())
    return verify(content, detached=None, trust=trust, at=NOW, pesel="")


def test_without_a_key_nothing_is_added():
    plain = make_pdf()
    assert documents.seal_holder() == ""
    assert documents.seal_pdf(plain, reason="Dyplom", now=NOW) == plain


@pytest.mark.parametrize("password", [b"tajne", b""])
def test_sealed_document_verifies_and_keeps_its_bytes(seal, root, password):
    seal(password)
    plain = make_pdf()
    sealed = documents.seal_pdf(plain, reason="Dyplom 1", now=NOW)
    assert documents.seal_holder() == ORGANISER
    assert sealed.startswith(plain)
    (finding,) = found_in(sealed, root)
    assert finding.verdict is documents.Verdict.INTACT_TRUSTED
    assert finding.kind is documents.SignatureKind.SEAL
    assert (finding.certificate_name, finding.covers_all) == (ORGANISER, True)
    assert finding.report["field"] == FIELD


def test_changed_byte_breaks_the_seal(seal, root):
    seal()
    plain = make_pdf()
    sealed = bytearray(documents.seal_pdf(plain, reason="Dyplom 1", now=NOW))
    place = sealed.index(b"200")  # the size of the page
    sealed[place] = ord("3")
    (finding,) = found_in(bytes(sealed), root)
    assert finding.verdict is documents.Verdict.ALTERED


def test_unreadable_key_is_refused_and_told_at_the_start(seal, settings):
    path = seal()
    assert [row.id for row in run_checks() if row.id.startswith("documents.")] == []
    settings.MIARA_SEAL_PASSWORD = "inne"
    with pytest.raises(documents.SealKeyError):
        documents.seal_pdf(make_pdf(), reason="Dyplom", now=NOW)
    path.unlink()
    with pytest.raises(documents.SealKeyError):
        documents.seal_holder()
    assert "documents.W001" in [row.id for row in run_checks()]


def test_certificate_that_ran_out_seals_nothing(seal):
    seal(valid=(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)))
    with pytest.raises(documents.SealNotValidError, match="1 lutego 2026"):
        documents.seal_pdf(make_pdf(), reason="Dyplom", now=NOW)


def test_replaced_file_is_read_without_a_restart(seal, settings):
    path = seal()
    documents.seal_holder()
    holder = ca.make("Nowa nazwa związku")
    path.write_bytes(pkcs12_of(holder, b"tajne"))
    assert documents.seal_holder() == "Nowa nazwa związku"
