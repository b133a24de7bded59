"""A certificate authority of this computer's own, so that phones without the internet can speak HTTPS with it.

Browsers score offline only over HTTPS (a secure context). The authority is made once, because every phone has to be
told to trust it; the server's certificate is made anew when it runs out or the addresses change. The authority may
sign the names of this computer and bare addresses alone (name constraints): whoever steals its key cannot pass for
any site of the internet. Limits: 397 days for a certificate is what browsers accept; 10 years for an authority.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused
from guanmo.lib.whole_file import write_whole

Key = ec.EllipticCurvePrivateKey

AUTHORITY_LIFE = timedelta(days=3652)
SERVER_LIFE = timedelta(days=397)
RENEW_BEFORE = timedelta(days=30)
SLACK = timedelta(days=1)
"""Certificates are valid from a day before, for phones whose clock is behind."""
OWNER_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class Authority:
    """The certificate that phones trust, and the key that signs the server's."""

    certificate: x509.Certificate
    key: Key

    @property
    def fingerprint(self) -> str:
        """SHA-256 as phones show it: ``AB:CD:…``."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def names(self) -> list[str]:
        """The names that it may sign."""
        permitted = self.certificate.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees
        return [one.value for one in permitted or () if isinstance(one, x509.DNSName)]


def authority_in(folder: Path, *, names: Sequence[str], now: datetime) -> Authority:
    """The authority kept in this folder; made for these names when there is none. Raises Refused when it is spoilt."""
    path = folder / "authority.pem"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = _make_authority(names, now)
        write_whole(path, _pem(made.key) + made.certificate.public_bytes(Encoding.PEM), mode=OWNER_ALONE)
    content = path.read_bytes()
    try:
        key, certificate = load_pem_private_key(content, None), x509.load_pem_x509_certificate(content)
    except ValueError:
        raise Refused(_refusal(_("本机证书文件坏了：%(file)s。"), path), code="authority_spoilt") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or certificate.not_valid_after_utc < now:
        raise Refused(_refusal(_("本机证书已经到期：%(file)s。"), path), code="authority_over")
    return Authority(certificate, key)


def _refusal(sentence: str, path: Path) -> str:
    return sentence % {"file": path} + _("请从备份恢复，或删除这个文件后重新启动，再让每部手机重新信任一次。")


def server_files(folder: Path, authority: Authority, *, addresses: Sequence[str], now: datetime) -> tuple[Path, Path]:
    """The server's certificate and key, made anew when they are about to run out or do not fit the addresses."""
    certificate, key = folder / "server.crt", folder / "server.key"
    if not _still_fits(certificate, key, authority, addresses, now):
        made_key = ec.generate_private_key(ec.SECP256R1())
        made = _sign_server(made_key, authority, addresses, now)
        write_whole(key, _pem(made_key), mode=OWNER_ALONE)
        chain = made.public_bytes(Encoding.PEM) + authority.certificate.public_bytes(Encoding.PEM)
        write_whole(certificate, chain, mode=OWNER_ALONE)
    return certificate, key


def _make_authority(names: Sequence[str], now: datetime) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Guanmo {names[0]} {now:%Y-%m-%d}")])
    usage = _usage(key_cert_sign=True, crl_sign=True)
    permitted = [x509.DNSName(one) for one in names]
    builder = _certificate(name, name, key, now, AUTHORITY_LIFE)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(usage, critical=True)
    builder = builder.add_extension(x509.NameConstraints(permitted, None), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    return Authority(builder.sign(key, hashes.SHA256()), key)


def _sign_server(key: Key, authority: Authority, addresses: Sequence[str], now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, authority.names[0])])
    issuer = authority.key.public_key()
    life = min(SERVER_LIFE - SLACK, authority.certificate.not_valid_after_utc - now)
    builder = _certificate(name, authority.certificate.subject, key, now, life)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(digital_signature=True), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    builder = builder.add_extension(_alternatives(authority, addresses), critical=False)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer), critical=False)
    return builder.sign(authority.key, hashes.SHA256())


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: Key, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    return builder.not_valid_before(now - SLACK).not_valid_after(now + life)


def _usage(*, digital_signature: bool = False, key_cert_sign: bool = False, crl_sign: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _alternatives(authority: Authority, addresses: Sequence[str]) -> x509.SubjectAlternativeName:
    names = [x509.DNSName(one) for one in authority.names]
    return x509.SubjectAlternativeName([*names, *(x509.IPAddress(IPv4Address(one)) for one in addresses)])


def _still_fits(path: Path, key: Path, authority: Authority, addresses: Sequence[str], now: datetime) -> bool:
    try:
        kept, secret = x509.load_pem_x509_certificate(path.read_bytes()), load_pem_private_key(key.read_bytes(), None)
        kept.verify_directly_issued_by(authority.certificate)
        named = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except Exception:  # whatever is wrong with the old one, a new one is made
        return False
    spki = (Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    is_pair = secret.public_key().public_bytes(*spki) == kept.public_key().public_bytes(*spki)
    is_same = set(named) == set(_alternatives(authority, addresses))
    return is_pair and is_same and now + RENEW_BEFORE < kept.not_valid_after_utc


def _pem(key: Key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
