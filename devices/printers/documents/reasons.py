"""What printers say about themselves, in our words: printer-state-reasons, capabilities (RFC 8011 5.4, PWG 5100.9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from devices.printers.documents.message import Group, Value, number
from devices.printers.documents.outcomes import Caution, Hindered, Hindrance, NotReady, PrinterStatus, Ready, Unclear

A4 = "iso_a4_210x297mm"  # PWG 5101.1
LONG_EDGE, ONE_SIDE = "two-sided-long-edge", "one-sided"
EXACT_SCALE = "none"  # print-scaling, PWG 5100.13
PDF = "application/pdf"

# What `status_of` needs to be asked for.
ASKED = (
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "document-format-supported",
    "media-supported",
    "media-ready",
    "sides-supported",
    "print-scaling-supported",
)

# A printer that prints an unknown size on whatever lies in it, or fits a page to its margins, makes no certificate.
NEEDS = (
    ("document-format-supported", PDF),
    ("media-supported", A4),
    ("sides-supported", LONG_EDGE),
    ("print-scaling-supported", EXACT_SCALE),
)
# Of a printer behind cupsd, which makes of the PDF what it takes.
PAPER_NEEDS = (("media-supported", A4), ("sides-supported", LONG_EDGE))

_STATE_PROCESSING, _STATE_STOPPED = 4, 5
_STATES = (3, 4, 5)

_HINDRANCES = {
    "media-empty": Hindrance.PAPER_OUT,
    "media-needed": Hindrance.PAPER_OUT,
    "input-tray-missing": Hindrance.TRAY_MISSING,
    "media-jam": Hindrance.JAM,
    "cover-open": Hindrance.COVER_OPEN,
    "door-open": Hindrance.COVER_OPEN,
    "interlock-open": Hindrance.COVER_OPEN,
    "input-media-tray-cover-open": Hindrance.COVER_OPEN,
    "toner-empty": Hindrance.TONER_OUT,
    "marker-supply-empty": Hindrance.TONER_OUT,
    "marker-supply-missing": Hindrance.TONER_OUT,
    "opc-life-over": Hindrance.TONER_OUT,
    "output-area-full": Hindrance.OUTPUT_FULL,
    "output-tray-missing": Hindrance.OUTPUT_FULL,
    "paused": Hindrance.STOPPED,
    "moving-to-paused": Hindrance.STOPPED,
    "shutdown": Hindrance.STOPPED,
    "stopping": Hindrance.STOPPED,
    "other": Hindrance.FAULT,
    "fuser-over-temp": Hindrance.FAULT,
    "fuser-under-temp": Hindrance.FAULT,
    "interpreter-resource-unavailable": Hindrance.FAULT,
    "spool-area-full": Hindrance.FAULT,
}
_CAUTIONS = {
    "media-low": Caution.PAPER_LOW,
    "toner-low": Caution.TONER_LOW,
    "marker-supply-low": Caution.TONER_LOW,
    "opc-near-eol": Caution.TONER_LOW,
    "output-area-almost-full": Caution.OUTPUT_NEARLY_FULL,
}
# With a mere "-warning" one tray of several is empty (media-ready tells whether A4 is left), or it prints on for now.
_AS_WARNING: dict[Hindrance | None, Caution] = {
    Hindrance.PAPER_OUT: Caution.PAPER_LOW,
    Hindrance.TONER_OUT: Caution.TONER_LOW,
    Hindrance.OUTPUT_FULL: Caution.OUTPUT_NEARLY_FULL,
}
_ALWAYS = (Hindrance.JAM, Hindrance.COVER_OPEN)
# Said while all is well, or by cupsd about its own work.
_NOTHING = ("none", "connecting-to-device", "cups-waiting-for-job-completed", "job-printing")


def read_reasons(keywords: Iterable[Value]) -> tuple[frozenset[Hindrance], frozenset[Caution]]:
    """Sort printer-state-reasons. A word without suffix is an error (RFC 8011 5.4.12), unless we don't know it."""
    hindrances: set[Hindrance] = set()
    cautions: set[Caution] = set()
    for keyword in map(str, keywords):
        word, severity = _taken_apart(keyword)
        if severity == "report" or word in _NOTHING:
            continue
        if word in _CAUTIONS:
            cautions.add(_CAUTIONS[word])
        elif severity == "warning" and _HINDRANCES.get(word) not in _ALWAYS:
            cautions.add(_AS_WARNING.get(_HINDRANCES.get(word), Caution.OTHER))
        elif word in _HINDRANCES:
            hindrances.add(_HINDRANCES[word])
        elif severity == "error":
            hindrances.add(Hindrance.FAULT)
        else:
            cautions.add(Caution.OTHER)
    return frozenset(hindrances), frozenset(cautions)


def standstill(printer: Group) -> frozenset[Hindrance]:
    """Why it stands still, from its state and reasons alone."""
    hindrances, _ = read_reasons(printer.get("printer-state-reasons", ()))
    if number(printer, "printer-state") == _STATE_STOPPED and not hindrances:
        return frozenset({Hindrance.STOPPED})
    return hindrances


def status_of(printer: Group, needs: Sequence[tuple[str, str]]) -> PrinterStatus:
    """How the printer is. needs: attributes, and the value each must hold."""
    if number(printer, "printer-state") not in _STATES:
        return Unclear("printer-state")
    if not printer.get("printer-state-reasons"):
        return Unclear("printer-state-reasons")
    hindrances = set(standstill(printer))
    _, cautions = read_reasons(printer.get("printer-state-reasons", ()))
    if number(printer, "printer-state") == _STATE_PROCESSING:
        hindrances.add(Hindrance.OTHER_JOB)  # also after its last job is gone from the list: the sheet is on its way
    if False in printer.get("printer-is-accepting-jobs", ()):
        hindrances.add(Hindrance.NOT_ACCEPTING)
    if any(value not in printer.get(attribute, ()) for attribute, value in needs):
        hindrances.add(Hindrance.UNSUITABLE)
    if "media-ready" in printer and A4 not in printer["media-ready"] and A4 in printer.get("media-supported", ()):
        hindrances.add(Hindrance.PAPER_OUT)  # there may be paper, but no A4
    return Hindered(frozenset(hindrances), cautions) if hindrances else Ready(cautions)


def with_other_jobs(status: PrinterStatus, others: bool | NotReady) -> PrinterStatus:
    """The status, with what is known of jobs in the printer."""
    if not isinstance(others, bool):
        return others
    if not others or not isinstance(status, Ready | Hindered):
        return status
    known = status.hindrances if isinstance(status, Hindered) else frozenset()
    return Hindered(known | {Hindrance.OTHER_JOB}, status.cautions)


def _taken_apart(keyword: str) -> tuple[str, str | None]:
    for severity in ("error", "warning", "report"):
        if keyword.endswith(f"-{severity}"):
            return keyword.removesuffix(f"-{severity}"), severity
    return keyword, None
