"""`kiosk check gateway`: whether the two ends reach, trust and understand each other, and agree about the time."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime
from typing import assert_never

from cryptography import x509

from kiosk.check.report import Report, Result, Value
from kiosk.config import Config, ConfigError
from kiosk.portal import Portal
from kiosk.portal_outcomes import (
    Cancelled,
    ClockWrong,
    Nonsense,
    PortalTrouble,
    Refused,
    ServerTrouble,
    Service,
    ServiceClosed,
    SessionOver,
    TimedOut,
    TlsRefused,
    TlsTrouble,
    Unreachable,
)

_TLS_ADVICE = {
    TlsTrouble.SERVER_NOT_TRUSTED: "The gateway's certificate is not of our CA (gateway.ca), or bears another name.",
    TlsTrouble.SERVER_OUT_OF_DATE: "The gateway's certificate is out of date, or this terminal's clock is wrong.",
    TlsTrouble.TERMINAL_NOT_TRUSTED: "The gateway does not accept this terminal's certificate (gateway.certificate).",
    TlsTrouble.OTHER: "No TLS connection came about: is that port the gateway's?",
}


def check_gateway(config: Config) -> Report:
    """Ask the gateway about itself, over the terminal's own mutual TLS."""
    settings = config.gateway
    try:
        ours = x509.load_pem_x509_certificates(settings.certificate.read_bytes())[0]
        portal = Portal(str(settings.url), settings.ca, settings.certificate, settings.key, settings.timeout_s)
    except (OSError, ValueError, ssl.SSLError) as error:
        raise ConfigError(f"gateway.ca, certificate, key: can't be used ({type(error).__name__})") from error
    findings: dict[str, Value] = {
        "url": str(settings.url),
        "terminal_certificate_not_after": ours.not_valid_after_utc.isoformat(),
    }
    began = time.monotonic()
    outcome = portal.service()
    if isinstance(outcome, Service):
        findings |= {
            "answered_in_ms": round((time.monotonic() - began) * 1000),
            "version": outcome.version,
            "municipality": f"{outcome.municipality} ({outcome.municipality_code})",
            "clock_offset_s": round((datetime.now(UTC) - outcome.server_time).total_seconds(), 1),
            "opens_at": None if outcome.opens_at is None else outcome.opens_at.isoformat(),
        }
        return Report("gateway", Result.OK, findings, "Closed at this hour." if outcome.opens_at else None)
    result, advice = _named(outcome)
    return Report("gateway", result, {**findings, "trouble": type(outcome).__name__}, advice)


def _named(trouble: PortalTrouble) -> tuple[Result, str]:
    match trouble:
        case Unreachable():
            return Result.GATEWAY_UNREACHABLE, "No connection: look at the cable, the address and the gateway itself."
        case TimedOut() | Cancelled():
            return Result.GATEWAY_UNREACHABLE, "No complete answer in time: look at the cable and the line."
        case TlsRefused(why):
            return Result.GATEWAY_REFUSES, _TLS_ADVICE[why]
        case ServerTrouble(status, incident):
            number = "" if incident is None else f", incident {incident}"
            return Result.GATEWAY_NONSENSE, f"The gateway itself is in trouble (HTTP {status}{number})."
        case Nonsense(why):
            return Result.GATEWAY_NONSENSE, f"Something else answers there, or another version ({why.value})."
        case ClockWrong(offset_s):
            return Result.CLOCK_WRONG, f"This terminal's clock is {offset_s:+.0f} s off the gateway's."
        case ServiceClosed() | SessionOver():
            return Result.GATEWAY_NONSENSE, "The gateway answered as if somebody were logging in."
        case Refused(problem):
            return Result.GATEWAY_REFUSES, f"The gateway refuses to answer ({problem.value})."
        case never:
            assert_never(never)
