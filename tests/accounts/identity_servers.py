"""Local identity providers: a small OpenID Connect server and a SAML one."""

import base64
import hashlib
import json
import threading
import uuid
import zlib
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils


class OidcServer:
    """Discovery, authorisation with PKCE, token with an RS256 id_token, keys, userinfo.

    ``people`` maps a subject to its claims; ``subject`` is who logs in next.
    """

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.client = ("miara", "tajny-klucz")
        self.people: dict[str, dict] = {}
        self.subject = ""
        self.codes: dict[str, dict] = {}
        self.tokens: dict[str, str] = {}
        self.seen: list[str] = []
        self.signing_key: Any = self.key  # another one forges
        self.algorithm = "RS256"
        self.says: dict[str, str] = {}  # what it says of itself otherwise
        self.userinfo_of = ""  # whom userinfo is about, if not who logged in
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.answer(self)

            def do_POST(self) -> None:
                server.answer(self)

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = urlsplit(handler.path).path
        self.seen.append(path)
        length = int(handler.headers.get("Content-Length", 0))
        body = parse_qs(handler.rfile.read(length).decode())
        pages = {
            "/.well-known/openid-configuration": lambda: (200, self.discovery()),
            "/jwks": lambda: (200, self.keys()),
            "/token": lambda: self.token(body),
            "/userinfo": lambda: self.userinfo(handler.headers.get("Authorization")),
        }
        status, content = pages.get(path, lambda: (404, {}))()
        text = json.dumps(content).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(text)))
        handler.end_headers()
        handler.wfile.write(text)

    def discovery(self) -> dict:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.says,
        }

    def keys(self) -> dict:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "k1", "use": "sig", "alg": "RS256"}]}

    def authorise(self, address: str) -> str:
        """What the person's browser does at the server: log in and go back."""
        query = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.url}/authorize?")
        assert query["client_id"] == self.client[0]
        code = uuid.uuid4().hex
        self.codes[code] = {**query, "sub": self.subject}
        return f"{query['redirect_uri']}?code={code}&state={query['state']}"

    def token(self, body: dict) -> tuple[int, dict]:
        asked = {k: v[0] for k, v in body.items()}
        granted = self.codes.pop(asked.get("code", ""), None)
        if granted is None or (asked["client_id"], asked["client_secret"]) != (
            self.client
        ):
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            challenge != granted["code_challenge"]
            or asked["redirect_uri"] != granted["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        now = datetime.now(UTC)
        claims = {
            "iss": self.url,
            "aud": self.client[0],
            "sub": granted["sub"],
            "iat": now,
            "exp": now + timedelta(minutes=5),
            **self.people[granted["sub"]],
        }
        access = uuid.uuid4().hex
        self.tokens[f"Bearer {access}"] = granted["sub"]
        return 200, {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": jwt.encode(
                claims,
                self.signing_key,
                algorithm=self.algorithm,
                headers={"kid": "k1"},
            ),
        }

    def userinfo(self, header: str | None) -> tuple[int, dict]:
        subject = self.tokens.get(header or "")
        if subject is None:
            return 401, {}
        subject = self.userinfo_of or subject
        return 200, {"sub": subject, **self.people[subject]}


class SamlServer:
    """Signs answers to login requests with its own key."""

    entity_id = "https://idp.urzad.example/saml"
    sso_url = "https://idp.urzad.example/saml/login"

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp")])
        now = datetime.now(UTC)
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(self.key, hashes.SHA256())
            .public_bytes(serialization.Encoding.PEM)
            .decode()
        )

    def answer(self, address: str, email: str, *, acs: str, audience: str) -> str:
        """Signed response to the request in an address, for one person."""
        assert address.startswith(f"{self.sso_url}?")
        packed = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
        request = etree.fromstring(zlib.decompress(base64.b64decode(packed), -15))
        return self.sign(self.response(request.get("ID"), email, acs, audience))

    def response(self, request_id: str, email: str, acs: str, audience: str) -> str:
        now = datetime.now(UTC)
        at, end = (
            (now + shift).strftime("%Y-%m-%dT%H:%M:%SZ")
            for shift in (timedelta(seconds=-5), timedelta(minutes=5))
        )
        return f"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{uuid.uuid4().hex}"
 Version="2.0" IssueInstant="{at}" Destination="{acs}" InResponseTo="{request_id}">
<saml:Issuer>{self.entity_id}</saml:Issuer>
<samlp:Status><samlp:StatusCode
 Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
<saml:Assertion ID="_{uuid.uuid4().hex}" Version="2.0" IssueInstant="{at}">
<saml:Issuer>{self.entity_id}</saml:Issuer>
<saml:Subject><saml:NameID
 Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">nr-17</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{end}" Recipient="{acs}"
 InResponseTo="{request_id}"/></saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{at}" NotOnOrAfter="{end}"><saml:AudienceRestriction>
<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{at}" SessionIndex="s1"><saml:AuthnContext>
<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password
</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement>
<saml:Attribute Name="urn:oid:0.9.2342.19200300.100.1.3">
<saml:AttributeValue>{email}</saml:AttributeValue></saml:Attribute>
<saml:Attribute Name="urn:oid:2.5.4.42">
<saml:AttributeValue>Jan</saml:AttributeValue></saml:Attribute>
<saml:Attribute Name="urn:oid:2.5.4.4">
<saml:AttributeValue>Łukasiewicz</saml:AttributeValue></saml:Attribute>
</saml:AttributeStatement></saml:Assertion></samlp:Response>"""

    def sign(self, xml: str) -> str:
        """Sign the assertion inside a response; base64 as posted by a browser."""
        root = etree.fromstring(xml)
        space = "{urn:oasis:names:tc:SAML:2.0:assertion}"
        assertion = root.find(f"{space}Assertion")
        key = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()
        signed = OneLogin_Saml2_Utils.add_sign(
            etree.tostring(assertion),
            key,
            self.certificate,
            sign_algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            digest_algorithm="http://www.w3.org/2001/04/xmlenc#sha256",
        )
        root.replace(assertion, etree.fromstring(signed))
        return base64.b64encode(etree.tostring(root)).decode()
