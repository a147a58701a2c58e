"""A certificate authority for one house, and the certificate it gives to this server.

The authority's key never leaves its folder. Its certificate says that it may speak for private
addresses and for `.local` names only, so that a phone which trusts it trusts it with nothing else.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_LASTS, LASTS, RENEWED = timedelta(days=3650), timedelta(days=397), timedelta(days=30)
"""Phones refuse certificates of more than 398 days."""
EARLIER = timedelta(days=1)
"""Phones' clocks differ from ours."""
HOUSES = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")
NAMES = ("local", "localhost")


@dataclass(frozen=True)
class Papers:
    """Files of the server's certificate with its chain, of its key, and of the authority."""

    certificate: Path
    key: Path
    authority: Path


def issue(folder: Path, addresses: Sequence[IPv4Address], names: Sequence[str], now: datetime) -> Papers:
    """The server's papers for these addresses and names: those there are, or new ones.

    `now` is aware. The authority is made once; the certificate anew when an address is not in it or
    less than a month is left. Raises OSError where the folder cannot be written.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    papers = Papers(folder / "server.pem", folder / "server.key", folder / "authority.pem")
    authority, signing = _authority(folder, papers.authority, now)
    if not _serves(papers, authority, addresses, names, now):
        key = ec.generate_private_key(ec.SECP256R1())
        found = _certificate(key, authority, signing, addresses, names, now)
        _write_key(papers.key, key)
        chain = (found, authority)
        _replace(papers.certificate, b"".join(_pem(each) for each in chain), 0o644)
    return papers


def _authority(
    folder: Path, file: Path, now: datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    kept = folder / "authority.key"
    if kept.exists() and file.exists():
        found = x509.load_pem_x509_certificate(file.read_bytes())
        key = serialization.load_pem_private_key(kept.read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        if found.not_valid_after_utc > now + LASTS:
            return found, key
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Prooftrail {x509.random_serial_number():x}"[:24])
    houses = [x509.IPAddress(IPv4Network(each)) for each in HOUSES]
    allowed: list[x509.GeneralName] = [*houses, *(x509.DNSName(each) for each in NAMES)]
    made = (
        _built(name, name, key.public_key(), now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.NameConstraints(allowed, None), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write_key(kept, key)
    _replace(file, _pem(made), 0o644)
    return made, key


def _certificate(
    key: ec.EllipticCurvePrivateKey,
    authority: x509.Certificate,
    signing: ec.EllipticCurvePrivateKey,
    addresses: Sequence[IPv4Address],
    names: Sequence[str],
    now: datetime,
) -> x509.Certificate:
    said: list[x509.GeneralName] = [x509.IPAddress(each) for each in _all(addresses)]
    said += [x509.DNSName(each) for each in names]
    return (
        _built(_name("Prooftrail"), authority.subject, key.public_key(), now, LASTS)
        .add_extension(x509.SubjectAlternativeName(said), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(signing, hashes.SHA256())
    )


def _all(addresses: Sequence[IPv4Address]) -> list[IPv4Address]:
    """The machine itself is an address, too."""
    return [*addresses, IPv4Address("127.0.0.1")]


def _built(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(issuer, subject, key, x509.random_serial_number())
        .not_valid_before(now - EARLIER)
        .not_valid_after(now - EARLIER + lasts)
    )


def _serves(
    papers: Papers,
    authority: x509.Certificate,
    addresses: Sequence[IPv4Address],
    names: Sequence[str],
    now: datetime,
) -> bool:
    if not papers.certificate.exists() or not papers.key.exists():
        return False
    found = x509.load_pem_x509_certificate(papers.certificate.read_bytes())
    said = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return (
        found.issuer == authority.subject
        and found.not_valid_after_utc > now + RENEWED
        and set(_all(addresses)) <= set(said.get_values_for_type(x509.IPAddress))
        and set(names) <= set(said.get_values_for_type(x509.DNSName))
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=signs, crl_sign=signs,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _name(said: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, said)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    plain = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _replace(path, plain, 0o600)


def _replace(path: Path, content: bytes, mode: int) -> None:
    """Whole or not at all, and never readable by others on the way."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "wb") as file:
        file.write(content)
    beside.replace(path)
