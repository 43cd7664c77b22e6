"""Revocation by CRL (RFC 5280 section 5): from files, or fetched and kept for a while. A list counts only if the issuer
signed it, it is of now, and it covers the certificate. Everything else is "unknown"."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes

from gateway.config import CrlSettings
from gateway.identity.http import Failed, fetch
from gateway.identity.revocation import Good, Revoked, Status, Unknown

CLOCKS_APART = timedelta(minutes=5)
_SOUND_HASHES = (hashes.SHA256, hashes.SHA384, hashes.SHA512)
_LARGEST_FILE = 64 * 1024 * 1024
_AGAIN_AFTER_S = 10.0


class CrlRevocation:
    """Looks into the lists of all its sources; thread-safe."""

    def __init__(self, settings: CrlSettings) -> None:
        self._max_age = timedelta(seconds=settings.max_age_s)
        self._sources: list[_Files | _Address] = [_Address(str(url), settings) for url in settings.urls]
        if settings.path is not None:
            self._sources.append(_Files(settings.path))
        self._lock = threading.Lock()

    def status(self, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Status:
        """Look for the certificate in the newest list of its issuer."""
        with self._lock:
            found = [source.lists() for source in self._sources]
        lists = [each for some in found if not isinstance(some, Unknown) for each in some]
        usable = [each for each in lists if _is_of(each, issuer) and _covers(each, certificate)]
        if not usable:
            trouble = next((each for each in found if isinstance(each, Unknown)), None)
            return trouble or Unknown("crl: none of this issuer")
        newest = max(usable, key=lambda each: each.last_update_utc)
        if not _is_of_now(newest, now, self._max_age):
            return Unknown("crl: not of now")
        entry = newest.get_revoked_certificate_by_serial_number(certificate.serial_number)
        return Good() if entry is None else Revoked(entry.revocation_date_utc)


_Lists = tuple[x509.CertificateRevocationList, ...]


class _Files:
    """A file or a directory, read again when something in it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark: object = None
        self._lists: _Lists = ()

    def lists(self) -> _Lists | Unknown:
        try:
            files = (
                sorted(each for each in self._path.iterdir() if each.is_file()) if self._path.is_dir() else [self._path]
            )
            mark = [(each, each.stat().st_mtime_ns, each.stat().st_size) for each in files]
            if mark != self._mark:
                self._lists = tuple(_parse(_bytes(each)) for each in files)
                self._mark = mark
        except OSError as error:
            return Unknown(f"crl: {type(error).__name__}")
        except (ValueError, UnsupportedAlgorithm):
            return Unknown("crl: not a CRL")
        return self._lists


class _Address:
    """A distribution point. What was fetched last stays in use as long as its own time lasts."""

    def __init__(self, url: str, settings: CrlSettings) -> None:
        self._url = url
        self._settings = settings
        self._next = float("-inf")
        self._lists: _Lists = ()
        self._trouble = Unknown("crl: not fetched yet")

    def lists(self) -> _Lists | Unknown:
        if time.monotonic() >= self._next:
            self._fetch()
        return self._lists or self._trouble

    def _fetch(self) -> None:
        fetched = fetch(self._url, self._settings.timeout_s)
        refresh_s: float = self._settings.refresh_s
        if isinstance(fetched, Failed):
            self._trouble = Unknown(f"crl: {fetched.why}")
            # Not at every log-in: each of them would wait for the time-out.
            refresh_s = min(refresh_s, _AGAIN_AFTER_S)
        else:
            try:
                self._lists = (_parse(fetched.body),)
            except (ValueError, UnsupportedAlgorithm):
                self._trouble = Unknown("crl: not a CRL")
                refresh_s = min(refresh_s, _AGAIN_AFTER_S)
        self._next = time.monotonic() + refresh_s


def _bytes(file: Path) -> bytes:
    if file.stat().st_size > _LARGEST_FILE:
        raise ValueError("too large")
    return file.read_bytes()


def _parse(data: bytes) -> x509.CertificateRevocationList:
    if data.lstrip().startswith(b"-----BEGIN"):
        return x509.load_pem_x509_crl(data)
    return x509.load_der_x509_crl(data)


def _is_of(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    """Signed by this very key: three generations of the authority share one name."""
    try:
        if crl.issuer != issuer.subject or not isinstance(crl.signature_hash_algorithm, _SOUND_HASHES):
            return False
        return crl.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    except (TypeError, ValueError, UnsupportedAlgorithm):
        return False


def _covers(crl: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    """Whether a certificate that isn't listed is thereby good: a whole list, or the partition the certificate names."""
    partition: x509.IssuingDistributionPoint | None = None
    for extension in crl.extensions:
        if isinstance(extension.value, x509.IssuingDistributionPoint):
            partition = extension.value
        elif extension.critical:
            # A delta list, or something we don't know.
            return False
    if partition is None:
        return True
    if (
        partition.indirect_crl
        or partition.only_contains_ca_certs
        or partition.only_contains_attribute_certs
        or partition.only_some_reasons is not None
    ):
        return False
    return partition.full_name is None or not set(partition.full_name).isdisjoint(_points(certificate))


def _points(certificate: x509.Certificate) -> set[x509.GeneralName]:
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except x509.ExtensionNotFound:
        return set()
    return {name for point in points for name in point.full_name or ()}


def _is_of_now(crl: x509.CertificateRevocationList, now: datetime, max_age: timedelta) -> bool:
    begins, ends = crl.last_update_utc, crl.next_update_utc
    if ends is None or begins > now + CLOCKS_APART:
        return False
    return now <= ends and now - begins <= max_age
