"""A secure page for the phones of a house: what the authority vouches for, and a server with its papers."""

import os
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from prooftrail.platform.database import embedded
from prooftrail.platform.lan.addresses import lan_addresses
from prooftrail.platform.lan.authority import Papers, issue
from tests.trust.serving import free_port, until

NOW = datetime(2026, 3, 19, 8, 25, tzinfo=UTC)
HERE, THERE = IPv4Address("192.168.7.7"), IPv4Address("10.1.2.3")


def certificate(papers: Papers) -> x509.Certificate:
    return x509.load_pem_x509_certificate(papers.certificate.read_bytes())


def named(found: x509.Certificate) -> x509.SubjectAlternativeName:
    return found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value


def test_papers_are_kept_until_an_address_is_new_or_a_month_is_left(tmp_path: Path) -> None:
    first = certificate(issue(tmp_path, [HERE], ["desk.local"], NOW))
    assert certificate(issue(tmp_path, [HERE], ["desk.local"], NOW + timedelta(days=300))) == first
    moved = certificate(issue(tmp_path, [THERE], ["desk.local"], NOW))
    assert moved != first and THERE in named(moved).get_values_for_type(x509.IPAddress)
    late = NOW + timedelta(days=380)
    renewed = certificate(issue(tmp_path, [THERE], ["desk.local"], late))
    assert renewed.not_valid_after_utc > late + timedelta(days=365)
    assert renewed.issuer == first.issuer, "phones would have to scan again"


def test_no_certificate_lasts_longer_than_phones_accept_and_no_key_is_open_to_others(tmp_path: Path) -> None:
    papers = issue(tmp_path, [HERE], [], NOW)
    found = certificate(papers)
    assert found.not_valid_after_utc - found.not_valid_before_utc <= timedelta(days=398)
    for key in (papers.key, tmp_path / "authority.key"):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert not papers.authority.read_bytes().count(b"PRIVATE")


def test_the_authority_vouches_for_this_house_and_for_nothing_else(tmp_path: Path) -> None:
    papers = issue(tmp_path, [HERE], ["desk.local"], NOW)
    assert said_by(papers.authority, papers.certificate, papers.key, "192.168.7.7") == "trusted"
    assert said_by(papers.authority, papers.certificate, papers.key, "desk.local") == "trusted"
    forged = forge(tmp_path, "bank.example.com")
    assert said_by(papers.authority, forged, tmp_path / "forged.key", "bank.example.com") == "refused"


def forge(folder: Path, name: str) -> Path:
    """A certificate for somebody else, signed with a stolen key of the authority."""
    signing = serialization.load_pem_private_key((folder / "authority.key").read_bytes(), None)
    assert isinstance(signing, ec.EllipticCurvePrivateKey)
    authority = x509.load_pem_x509_certificate((folder / "authority.pem").read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    found = (
        x509.CertificateBuilder(authority.subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(signing, hashes.SHA256())
    )
    (folder / "forged.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    path = folder / "forged.pem"
    path.write_bytes(found.public_bytes(serialization.Encoding.PEM))
    return path


def said_by(authority: Path, chain: Path, key: Path, name: str) -> str:
    """What a caller that trusts the authority makes of a server with these papers under this name."""
    caller = ssl.create_default_context(cafile=str(authority))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(chain, key)
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = caller.wrap_bio(there, back, server_hostname=name)
    theirs = server.wrap_bio(back, there, server_side=True)
    for _ in range(6):
        for side in (ours, theirs):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError:
                return "refused"
    return "trusted"


@dataclass
class House:
    """A server for the phones of a house, seen from the machine itself."""

    data: Path
    port: int
    page: int
    printed: Path

    def trusting(self) -> httpx.Client:
        """A phone that installed the certificate."""
        trust = ssl.create_default_context(cafile=str(self.data / "lan/authority.pem"))
        return httpx.Client(base_url=f"https://127.0.0.1:{self.port}", verify=trust, timeout=20)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    found = House(
        tmp_path_factory.mktemp("house"), free_port(), free_port(), tmp_path_factory.mktemp("said") / "log"
    )
    environment = {**os.environ, "PROOFTRAIL_DATA": str(found.data), "PORT": str(found.port),
                   "HOST": "127.0.0.1", "PROOFTRAIL_LAN_PORT": str(found.page),
                   "PROOFTRAIL_LAN_ADDRESS": str(HERE)}  # fmt: skip
    command = [sys.executable, "-m", "prooftrail", "serve", "--lan", "--no-demo"]
    with found.printed.open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        until("the page for phones", lambda: answers(f"http://127.0.0.1:{found.page}/"))
        until(
            "the server",
            lambda: found.trusting().get("/readyz").status_code == 200 if listens(found) else False,
        )
        yield found
    finally:
        process.terminate()
        process.wait(60)
        embedded.stop(found.data / "database")


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


def listens(house: House) -> bool:
    try:
        return house.trusting().get("/healthz").status_code == 200
    except httpx.HTTPError:
        return False


def test_a_phone_gets_the_certificate_and_then_a_secure_page(house: House) -> None:
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
        httpx.get(f"https://127.0.0.1:{house.port}/healthz")
    given = httpx.get(f"http://127.0.0.1:{house.page}/prooftrail.crt")
    assert given.headers["content-type"] == "application/x-x509-ca-cert"
    assert given.content == (house.data / "lan/authority.pem").read_bytes()
    with house.trusting() as phone:
        page = phone.get("/m")
        assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("language", "said"), [("zh-CN,zh", "让这部手机信任证途"), ("en-GB,en", "Let this phone trust")]
)
def test_the_page_says_how_in_the_phones_language_and_nothing_else_is_there(
    house: House, language: str, said: str
) -> None:
    at = f"http://127.0.0.1:{house.page}"
    page = httpx.get(f"{at}/", headers={"accept-language": language})
    assert said in page.text and f"https://127.0.0.1:{house.port}/" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert [
        httpx.get(f"{at}{path}").status_code for path in ("/api/v1/me", "/docs", "/lan/authority.key")
    ] == [404] * 3


def test_the_terminal_shows_where_to_go_with_a_code_to_scan(house: House) -> None:
    printed = house.printed.read_text("utf-8")
    assert f"http://{HERE}:{house.page}/" in printed and "▄" in printed


def test_papers_of_ones_own_and_made_ones_do_not_mix(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PROOFTRAIL_DATA": str(tmp_path),
        "PROOFTRAIL_TLS_CERT": "a",
        "PROOFTRAIL_TLS_KEY": "b",
    }
    command = [sys.executable, "-m", "prooftrail", "serve", "--lan"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 2 and "PROOFTRAIL_TLS_CERT" in told.stderr
    assert not (tmp_path / "database").exists()


def test_the_addresses_found_are_of_this_network() -> None:
    assert all(each.is_private and not each.is_loopback for each in lan_addresses())
