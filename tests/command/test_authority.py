"""The computer's own authority: made once, limited to its names, and a server certificate that follows the addresses."""

import stat
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from guanmo.command.addresses import host_names, lan_addresses
from guanmo.command.authority import Authority, authority_in, server_files
from guanmo.lib.refusal import Refused

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
NAMES = ["county-pc", "county-pc.local", "localhost"]


def made(folder: Path, now: datetime = NOW) -> Authority:
    return authority_in(folder, names=NAMES, now=now)


def server(folder: Path, authority: Authority, *addresses: str, now: datetime = NOW) -> x509.Certificate:
    path, _key = server_files(folder, authority, addresses=addresses, now=now)
    return x509.load_pem_x509_certificate(path.read_bytes())


def test_authority_is_made_once_and_lives_ten_years(tmp_path: Path) -> None:
    first, again = made(tmp_path), made(tmp_path, NOW + timedelta(days=900))

    assert first.fingerprint == again.fingerprint
    life = first.certificate.not_valid_after_utc - NOW
    assert timedelta(days=3650) <= life <= timedelta(days=3653)
    assert first.fingerprint.count(":") == 31


def test_secrets_are_read_by_their_owner_alone(tmp_path: Path) -> None:
    authority = made(tmp_path / "tls")
    _certificate, key = server_files(tmp_path / "tls", authority, addresses=["192.168.1.20"], now=NOW)

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "tls" / "authority.pem", key)}
    assert modes == {"authority.pem": 0o600, "server.key": 0o600}
    assert stat.S_IMODE((tmp_path / "tls").stat().st_mode) == 0o700


def test_server_certificate_is_what_phones_accept(tmp_path: Path) -> None:
    found = server(tmp_path, made(tmp_path), "192.168.1.20", "10.0.0.5")

    named = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert named.get_values_for_type(x509.DNSName) == NAMES
    assert named.get_values_for_type(x509.IPAddress) == [IPv4Address("192.168.1.20"), IPv4Address("10.0.0.5")]
    assert found.not_valid_after_utc - found.not_valid_before_utc <= timedelta(days=397)
    assert found.not_valid_before_utc < NOW
    usage = found.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False


def test_chain_is_valid_for_the_address_and_not_under_another_authority(tmp_path: Path) -> None:
    authority, other = made(tmp_path), made(tmp_path / "other")
    found = server(tmp_path, authority, "192.168.1.20")

    def verify(trusted: Authority, address: str) -> None:
        policy = PolicyBuilder().store(Store([trusted.certificate])).time(NOW)
        policy.build_server_verifier(x509.IPAddress(IPv4Address(address))).verify(found, [])

    verify(authority, "192.168.1.20")
    for trusted, address in ((other, "192.168.1.20"), (authority, "192.168.1.21")):
        with pytest.raises(VerificationError):
            verify(trusted, address)


@pytest.mark.parametrize("stolen_for", ["county-pc.local", "www.example.cn"])
def test_certificate_for_a_site_of_the_internet_is_worth_nothing(
    tmp_path: Path, stolen_for: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = made(tmp_path)
    monkeypatch.setattr(Authority, "names", [stolen_for])  # what a thief with the key would sign
    found = server(tmp_path, authority, "192.168.1.20")
    verifier = PolicyBuilder().store(Store([authority.certificate])).time(NOW)

    def verify() -> None:
        verifier.build_server_verifier(x509.DNSName(stolen_for)).verify(found, [])

    if stolen_for in NAMES:  # control
        verify()
    else:
        with pytest.raises(VerificationError):
            verify()


def test_server_certificate_is_kept_until_addresses_change_or_it_runs_out(tmp_path: Path) -> None:
    authority = made(tmp_path)
    serials = [
        server(tmp_path, authority, *addresses, now=NOW + timedelta(days=days)).serial_number
        for addresses, days in (
            (("192.168.1.20",), 0),
            (("192.168.1.20",), 300),
            (("192.168.1.21",), 300),
            (("192.168.1.21",), 300 + 360),
            (("192.168.1.21",), 300 + 370),
        )
    ]

    assert serials[0] == serials[1] != serials[2] == serials[3] != serials[4]


@pytest.mark.parametrize("spoilt", ["server.crt", "server.key"])
def test_spoilt_server_file_is_made_anew(tmp_path: Path, spoilt: str) -> None:
    authority = made(tmp_path)
    before = server(tmp_path, authority, "10.0.0.5").serial_number
    (tmp_path / spoilt).write_bytes(b"nothing")

    assert server(tmp_path, authority, "10.0.0.5").serial_number != before


def test_certificate_of_another_authority_is_replaced(tmp_path: Path) -> None:
    before = server(tmp_path, made(tmp_path), "10.0.0.5").serial_number
    (tmp_path / "authority.pem").unlink()

    assert server(tmp_path, made(tmp_path), "10.0.0.5").serial_number != before


@pytest.mark.parametrize(
    ("content", "now", "word"), [(b"nothing", NOW, "坏了"), (None, datetime(2037, 1, 1, tzinfo=UTC), "到期")]
)
def test_authority_that_cannot_serve_is_said_and_never_replaced_in_silence(
    tmp_path: Path, content: bytes | None, now: datetime, word: str
) -> None:
    made(tmp_path)
    path = tmp_path / "authority.pem"
    kept = content or path.read_bytes()
    path.write_bytes(kept)

    with pytest.raises(Refused, match=word):
        made(tmp_path, now)
    assert path.read_bytes() == kept


def test_addresses_are_those_that_others_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guanmo.command.addresses._by_name", lambda: ["127.0.1.1", "169.254.3.4", "10.9.8.7"])

    found = lan_addresses()

    assert "10.9.8.7" in found
    assert not {"127.0.0.1", "127.0.1.1", "169.254.3.4"} & set(found)


@pytest.mark.parametrize(
    ("name", "names"),
    [("PC-01", ["pc-01", "pc-01.local", "localhost"]), ("组织部", ["localhost"]), ("a_b", ["localhost"])],
)
def test_only_a_name_fit_for_a_certificate_is_taken(
    monkeypatch: pytest.MonkeyPatch, name: str, names: list[str]
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: name)

    assert host_names() == names
