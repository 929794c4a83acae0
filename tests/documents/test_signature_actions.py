"""Checks as rows: what is written once, what may be added, what is never kept."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from tests.documents import authority as ca
from tests.documents.conftest import NOW, make_pdf

from miara.accounts.public import User
from miara.audit.public import Event, describe
from miara.documents import public as documents
from miara.documents.models import SignatureCheck, TrustList

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def root():
    return ca.make("Urząd próbny CA")


@pytest.fixture(scope="module")
def signed(root):
    return ca.sign_pdf(make_pdf(), ca.person(root))


@pytest.fixture
def officer():
    return User.objects.create_user("urzednik@konkurs.example", full_name="Ewa Próbna")


def keep(content, name="wniosek.pdf"):
    return documents.keep_file(
        content=content,
        name=name,
        accept=documents.SIGNED,
        limit=10_000_000,
        by=None,
        now=NOW,
    )


def trust(root):
    return documents.import_trust_list(
        content=root.pem, name="próbna", dated=date(2026, 1, 1), by=None, now=NOW
    )


def test_check_is_kept_with_its_list_and_without_the_number(signed, root):
    row = trust(root)
    file = keep(signed)
    (check,) = documents.check_signatures(file=file, pesel=ca.PESEL, by=None, now=NOW)
    check.refresh_from_db()
    assert check.verdict == "INTACT_TRUSTED"
    assert check.trust_list == row
    assert check.signer_name == "Jan Testowy"
    assert check.pesel_matches is True
    every = SignatureCheck.objects.values().get() | {
        "events": list(Event.objects.values())
    }
    assert ca.PESEL not in str(every)
    assert documents.checks_of(file) == [check]
    told = describe(Event.objects.get(kind="documents.signatures_checked"))
    assert "nienaruszony" in told


def test_check_without_a_list_then_with_one(signed, root):
    file = keep(signed)
    (first,) = documents.check_signatures(file=file, by=None, now=NOW)
    assert first.verdict == "INTACT_ISSUER_UNKNOWN"
    trust(root)
    later = NOW + timedelta(hours=1)
    (second,) = documents.check_signatures(file=file, by=None, now=later)
    assert second.verdict == "INTACT_TRUSTED"
    assert documents.checks_of(file) == [second]
    assert SignatureCheck.objects.count() == 2


def test_detached_signature_is_checked_with_its_file(root):
    trust(root)
    pdf = make_pdf()
    file = keep(ca.sign_xml(ca.person(root), detached=pdf), "wniosek.pdf.xades")
    document = keep(pdf)
    (check,) = documents.check_signatures(
        file=file, detached=document, by=None, now=NOW
    )
    assert check.verdict == "INTACT_TRUSTED"
    assert check.format == "XADES_DETACHED"


def test_override_needs_a_reason_and_leaves_what_was_found(signed, officer):
    (check,) = documents.check_signatures(file=keep(signed), by=None, now=NOW)
    with pytest.raises(documents.OverrideError):
        documents.override_check(
            check=check,
            verdict=documents.Verdict.INTACT_TRUSTED,
            reason=" ",
            by=officer,
            now=NOW,
        )
    changed = documents.override_check(
        check=check,
        verdict=documents.Verdict.INTACT_TRUSTED,
        reason="Sprawdzono w programie wystawcy.",
        by=officer,
        now=NOW,
    )
    assert changed.verdict == "INTACT_TRUSTED"
    assert changed.found_verdict == "INTACT_ISSUER_UNKNOWN"
    with pytest.raises(documents.OverrideError):
        documents.override_check(
            check=changed,
            verdict=documents.Verdict.ALTERED,
            reason="inaczej",
            by=officer,
            now=NOW,
        )
    assert "Ewa Próbna" in describe(
        Event.objects.get(kind="documents.signature_overridden")
    )


def test_check_cannot_be_rewritten(signed):
    (check,) = documents.check_signatures(file=keep(signed), by=None, now=NOW)
    check.found_verdict = "INTACT_TRUSTED"
    with pytest.raises(TypeError):
        check.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        SignatureCheck.objects.update(override_verdict="ALTERED")


def test_erasure_takes_the_signer_with_the_file(signed):
    file = keep(signed)
    documents.check_signatures(file=file, by=None, now=NOW)
    documents.erase_file(file=file, reason="koniec sprawy", by=None, now=NOW)
    check = SignatureCheck.objects.get()
    assert (check.signer_name, check.certificate_name, check.report) == ("", "", {})


def test_official_xml_list_gives_granted_issuers_only(root):
    import base64

    def service(holder, kind, status):
        return (
            "<TSPService><ServiceInformation><ServiceTypeIdentifier>"
            f"http://uri.etsi.org/TrstSvc/Svctype/{kind}</ServiceTypeIdentifier>"
            f"<ServiceDigitalIdentity><DigitalId><X509Certificate>{base64.b64encode(holder.der).decode()}"
            "</X509Certificate></DigitalId></ServiceDigitalIdentity>"
            f"<ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/{status}"
            "</ServiceStatus></ServiceInformation></TSPService>"
        )

    others = [ca.make(name) for name in ("Cofnięty CA", "Inna usługa", "Znacznik")]
    xml = (
        '<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#">'
        + service(root, "CA/QC", "granted")
        + service(others[0], "CA/QC", "withdrawn")
        + service(others[1], "EDS/Q", "granted")
        + service(others[2], "TSA/QTST", "granted")
        + "</TrustServiceStatusList>"
    )
    row = documents.import_trust_list(
        content=xml.encode(), name="TSL", dated=date(2026, 1, 1), by=None, now=NOW
    )
    from miara.documents.queries.trust import anchors_of

    anchors = anchors_of(row)
    assert anchors.certificates == (root.der,)
    assert anchors.stamps == (others[2].der,)
    assert set(row.kinds.values()) == {"QUALIFIED"}


def test_command_imports_and_explains(root, tmp_path, capsys):
    path = tmp_path / "lista.pem"
    path.write_bytes(root.pem)
    call_command("trust", str(path), "--dated", "2026-03-01")
    assert "1 zaufanego wystawcę" in capsys.readouterr().out
    assert TrustList.objects.get().dated == date(2026, 3, 1)
    path.write_bytes(b"to nie jest lista")
    with pytest.raises(CommandError, match="nie znaleziono"):
        call_command("trust", str(path), "--dated", "2026-03-01")
    with pytest.raises(CommandError, match="2026-03-01"):
        call_command("trust", str(path), "--dated", "wczoraj")
    with pytest.raises(CommandError, match=r"brak\.pem"):
        call_command("trust", str(tmp_path / "brak.pem"), "--dated", "2026-03-01")
    assert TrustList.objects.count() == 1
