"""Revocation by CRL (RFC 5280 section 5): from files, or fetched and kept for a while. A list counts only if the issuer
signed it, it is of now, and it covers the certificate. Everything else is "unknown"."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Kept:
    """Lists as they were read. mark: what they were read from, or when (monotonic)."""

    lists: tuple[x509.CertificateRevocationList, ...]
    mark: object


class CrlRevocation:
    """Looks into lists; thread-safe."""

    def __init__(self, settings: CrlSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._kept: _Kept | None = None

    def status(self, certificate: x509.Certificate, issuer: x509.Certificate, now: datetime) -> Status:
        """Look for the certificate in the newest list of its issuer."""
        with self._lock:
            lists = self._lists()
        if isinstance(lists, Unknown):
            return lists
        usable = [each for each in lists if _is_of(each, issuer) and _covers(each, certificate)]
        if not usable:
            return Unknown("crl: none of this issuer")
        newest = max(usable, key=lambda each: each.last_update_utc)
        if not _is_of_now(newest, now, timedelta(seconds=self._settings.max_age_s)):
            return Unknown("crl: not of now")
        entry = newest.get_revoked_certificate_by_serial_number(certificate.serial_number)
        return Good() if entry is None else Revoked(entry.revocation_date_utc)

    def _lists(self) -> tuple[x509.CertificateRevocationList, ...] | Unknown:
        return self._fetched() if self._settings.url is not None else self._from_files()

    def _from_files(self) -> tuple[x509.CertificateRevocationList, ...] | Unknown:
        path = self._settings.path
        if path is None:
            raise AssertionError("settings have a path or a url")
        try:
            files = sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else [path]
            mark = [(each, each.stat().st_mtime_ns, each.stat().st_size) for each in files]
            if self._kept is None or self._kept.mark != mark:
                self._kept = _Kept(tuple(_parse(_bytes(each)) for each in files), mark)
        except OSError as error:
            return Unknown(f"crl: {type(error).__name__}")
        except (ValueError, UnsupportedAlgorithm):
            return Unknown("crl: not a CRL")
        return self._kept.lists

    def _fetched(self) -> tuple[x509.CertificateRevocationList, ...] | Unknown:
        now = time.monotonic()
        kept = self._kept
        if kept is not None and isinstance(kept.mark, float) and now - kept.mark < self._settings.refresh_s:
            return kept.lists
        fetched = fetch(str(self._settings.url), self._settings.timeout_s)
        if isinstance(fetched, Failed):
            # What was fetched before stays good as long as its own time lasts.
            return self._kept.lists if self._kept is not None else Unknown(f"crl: {fetched.why}")
        try:
            self._kept = _Kept((_parse(fetched.body),), now)
        except (ValueError, UnsupportedAlgorithm):
            return self._kept.lists if self._kept is not None else Unknown("crl: not a CRL")
        return self._kept.lists


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
    if crl.issuer != issuer.subject or not isinstance(crl.signature_hash_algorithm, _SOUND_HASHES):
        return False
    try:
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
