"""An authority for tests: certificates, signed PDFs and XAdES. Nothing here is real.

XAdES is built by hand from lxml and cryptography, so that the library that verifies is
not the one that signed.
"""

import base64
import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko_certvalidator.registry import SimpleCertificateStore

VALID_FROM, VALID_TO = (
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2028, 1, 1, tzinfo=UTC),
)
PESEL = "44051401359"  # the example number of the public documentation of PESEL
QCP_NATURAL_QSCD, QCP_LEGAL = "0.4.0.194112.1.2", "0.4.0.194112.1.1"
DS = "http://www.w3.org/2000/09/xmldsig#"
XA = "http://uri.etsi.org/01903/v1.3.2#"
EXC = "http://www.w3.org/2001/10/xml-exc-c14n#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"


@dataclass(frozen=True)
class Holder:
    """A certificate and its key, with those above it."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    above: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


def qc_statements(kind: str) -> bytes:
    """DER of statements: compliance and the type, ``esign`` or ``eseal``."""

    class Statement(core.Sequence):
        _fields = [
            ("id", core.ObjectIdentifier),
            ("info", core.Any, {"optional": True}),
        ]

    class Statements(core.SequenceOf):
        _child_spec = Statement

    class Types(core.SequenceOf):
        _child_spec = core.ObjectIdentifier

    number = {"esign": "1", "eseal": "2"}[kind]
    types = Types([f"0.4.0.1862.1.6.{number}"])
    return Statements(
        [{"id": "0.4.0.1862.1.1"}, {"id": "0.4.0.1862.1.6", "info": types}]
    ).dump()


def make(
    name,
    issuer=None,
    *,
    policies=(),
    statements=None,
    more=(),
    valid=(VALID_FROM, VALID_TO),
    stamps=False,
):
    """A certificate; without an issuer, an authority of its own."""
    key = rsa.generate_private_key(65537, 2048)
    is_authority = issuer is None
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    attributes += [x509.NameAttribute(oid, value) for oid, value in more]
    subject = x509.Name(attributes)
    signer = issuer or Holder(None, key)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .add_extension(
            x509.KeyUsage(
                not is_authority,
                not is_authority and not stamps,
                False,
                False,
                False,
                is_authority,
                is_authority,
                False,
                False,
            ),
            critical=True,
        )
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.key.public_key()),
            False,
        )
    )
    if stamps:
        usage = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    if policies:
        value = x509.CertificatePolicies(
            [
                x509.PolicyInformation(x509.ObjectIdentifier(each), None)
                for each in policies
            ]
        )
        builder = builder.add_extension(value, False)
    if statements:
        oid = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
        value = x509.UnrecognizedExtension(oid, qc_statements(statements))
        builder = builder.add_extension(value, False)
    certificate = builder.sign(signer.key, hashes.SHA256())
    above = (issuer.certificate, *issuer.above) if issuer else ()
    return Holder(certificate, key, above)


def person(authority, *, given="Jan", family="Testowy", **more):
    """A qualified-like signature of a natural person, PESEL in the serial number."""
    return make(
        f"{given} {family}",
        authority,
        policies=[QCP_NATURAL_QSCD],
        statements="esign",
        more=[
            (NameOID.GIVEN_NAME, given),
            (NameOID.SURNAME, family),
            (NameOID.SERIAL_NUMBER, f"PNOPL-{PESEL}"),
        ],
        **more,
    )


def ministry_seal(authority):
    """Like the seal of the trusted profile: a qualified seal with a telling name."""
    return make(
        "Minister do spraw informatyzacji - pieczęć podpisu zaufanego",
        authority,
        policies=[QCP_LEGAL],
        statements="eseal",
    )


def sign_pdf(pdf, holder, *, field="Podpis1", stamper=None, **metadata) -> bytes:
    """Add a PAdES signature."""
    key = holder.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    from asn1crypto.keys import PrivateKeyInfo

    store = SimpleCertificateStore()
    pems = [each.public_bytes(serialization.Encoding.PEM) for each in holder.above]
    store.register_multiple(load_certs_from_pemder_data(b"".join(pems)) if pems else [])
    signer = signers.SimpleSigner(
        signing_cert=next(iter(load_certs_from_pemder_data(holder.pem))),
        signing_key=PrivateKeyInfo.load(key),
        cert_registry=store,
    )
    out = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)),
        signers.PdfSignatureMetadata(
            field_name=field,
            subfilter=fields.SigSeedSubFilter.PADES,
            md_algorithm="sha256",
            **metadata,
        ),
        signer=signer,
        timestamper=stamper,
    )
    return out.getvalue()


def stamper(holder, at):
    """A local authority of timestamps whose clock stands at a moment."""
    from asn1crypto.keys import PrivateKeyInfo

    key = PrivateKeyInfo.load(
        holder.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return timestamps.DummyTimeStamper(
        tsa_cert=next(iter(load_certs_from_pemder_data(holder.pem))),
        tsa_key=key,
        fixed_dt=at,
    )


def zaufany_block(given="JAN", family="TESTOWY", pesel=PESEL) -> str:
    """The block that the trusted profile puts into the signed properties."""
    return (
        f'<xa:SignerRole xmlns:xa="{XA}"><xa:ClaimedRoles><xa:ClaimedRole>'
        '<ppZP:PodpisZP xmlns:ppZP="http://crd.gov.pl/xml/schematy/ppzp/" '
        'xmlns:os="http://crd.gov.pl/xml/schematy/osoba/2009/03/09/"><ppZP:DaneZP>'
        f'<ppZP:DaneZPOsobyFizycznej><os:Nazwisko rodzajCzlonu="pierwszy">{family}'
        f"</os:Nazwisko><os:Imie>{given}</os:Imie><os:PESEL>{pesel}</os:PESEL>"
        "</ppZP:DaneZPOsobyFizycznej></ppZP:DaneZP></ppZP:PodpisZP>"
        "</xa:ClaimedRole></xa:ClaimedRoles></xa:SignerRole>"
    )


def sign_xml(
    holder,
    *,
    document=None,
    detached=None,
    uri="plik.pdf",
    role="",
    number=1,
    transform="",
):
    """XAdES-BES with exclusive canonicalisation: enveloped, enveloping or detached.

    ``document`` bytes with ``detached`` None: enveloped; a string: enveloping.
    """
    sid = f"S{number}"
    digest = base64.b64encode(hashlib.sha256(holder.der).digest()).decode()
    properties = (
        f'<xa:SignedProperties xmlns:xa="{XA}" Id="{sid}-P"><xa:SignedSignatureProperties>'
        "<xa:SigningTime>2026-03-01T10:00:00Z</xa:SigningTime><xa:SigningCertificateV2>"
        f'<xa:Cert><xa:CertDigest><ds:DigestMethod xmlns:ds="{DS}" Algorithm="{SHA256}"/>'
        f'<ds:DigestValue xmlns:ds="{DS}">{digest}</ds:DigestValue></xa:CertDigest></xa:Cert>'
        f"</xa:SigningCertificateV2>{role}</xa:SignedSignatureProperties></xa:SignedProperties>"
    )
    certificates = "".join(
        f"<ds:X509Certificate>{base64.b64encode(each).decode()}</ds:X509Certificate>"
        for each in (
            holder.der,
            *(up.public_bytes(serialization.Encoding.DER) for up in holder.above),
        )
    )
    inside = ""
    if isinstance(document, str):
        inside = f'<ds:Object Id="{sid}-O">{document}</ds:Object>'
    skeleton = (
        f'<ds:Signature xmlns:ds="{DS}" Id="{sid}"><ds:SignedInfo/><ds:SignatureValue/>'
        f"<ds:KeyInfo><ds:X509Data>{certificates}</ds:X509Data></ds:KeyInfo>{inside}"
        f'<ds:Object><xa:QualifyingProperties xmlns:xa="{XA}" Target="#{sid}">{properties}'
        "</xa:QualifyingProperties></ds:Object></ds:Signature>"
    )
    signature = etree.fromstring(skeleton)
    references = []
    if isinstance(document, bytes):
        root = etree.fromstring(document)
        plain = etree.tostring(root, method="c14n", exclusive=True)
        root.append(signature)
        enveloped = f'<ds:Transform Algorithm="{DS}enveloped-signature"/>'
        if transform:  # stands for one that drops an element before the digest
            enveloped += f'<ds:Transform Algorithm="{transform}"/>'
            plain = plain[: len(plain) // 2]
        references.append(
            ("", enveloped + f'<ds:Transform Algorithm="{EXC}"/>', plain, "")
        )
    elif isinstance(document, str):
        root = signature
        node = signature.find(f"{{{DS}}}Object")
        plain = etree.tostring(node, method="c14n", exclusive=True)
        references.append(
            (f"#{sid}-O", f'<ds:Transform Algorithm="{EXC}"/>', plain, "")
        )
    else:
        root = signature
        references.append((uri, "", detached, ""))
    node = signature.find(f".//{{{XA}}}SignedProperties")
    references.append(
        (
            f"#{sid}-P",
            f'<ds:Transform Algorithm="{EXC}"/>',
            etree.tostring(node, method="c14n", exclusive=True),
            ' Type="http://uri.etsi.org/01903#SignedProperties"',
        )
    )
    lines = "".join(
        f'<ds:Reference URI="{target}"{kind}>'
        + (f"<ds:Transforms>{transforms}</ds:Transforms>" if transforms else "")
        + f'<ds:DigestMethod Algorithm="{SHA256}"/><ds:DigestValue>'
        f"{base64.b64encode(hashlib.sha256(what).digest()).decode()}</ds:DigestValue></ds:Reference>"
        for target, transforms, what, kind in references
    )
    info = etree.fromstring(
        f'<ds:SignedInfo xmlns:ds="{DS}"><ds:CanonicalizationMethod Algorithm="{EXC}"/>'
        '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>'
        f"{lines}</ds:SignedInfo>"
    )
    signature.replace(signature.find(f"{{{DS}}}SignedInfo"), info)
    text = etree.tostring(
        signature.find(f"{{{DS}}}SignedInfo"), method="c14n", exclusive=True
    )
    value = holder.key.sign(text, padding.PKCS1v15(), hashes.SHA256())
    signature.find(f"{{{DS}}}SignatureValue").text = base64.b64encode(value).decode()
    return etree.tostring(root)
