"""What is seen while the desk is at work: looking after itself, the office, the money, the printer."""

from __future__ import annotations

from typing import Literal, assert_never

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from devices.printers.documents.outcomes import Hindrance
from screens.page import Banner, Option, Page, Wait
from screens.phrase import Data, Msg, Text, msg

SERVICE = msg("certificates-service")
ICON = "certificate"
STEPS = 5

Step = tuple[Text, Literal["done", "now", "to_come"]]


def looking() -> Page:
    """Printer and coin unit are asked."""
    return _wait("looking", msg("wait-devices-heading"), msg("wait-moment"))


def printing_help() -> Page:
    """The small paper about a PIN comes out."""
    return Wait(
        name="wait.pin_help",
        service=msg("pin-help-service"),
        icon="lock",
        heading=msg("pin-help-printing"),
        explanation=msg("wait-moment"),
        back=False,
        closed_reason=msg("wait-reason"),
    )


def issuing() -> Page:
    """The office makes the document."""
    return _wait("issuing", msg("wait-issuing-heading"), msg("wait-issuing"), progress=(5, STEPS))


def yen(amount: int) -> Msg:
    """300円."""
    return msg("value-yen", yen=amount)


def paying(fee: int, way: money.Way, coins: money.Progress | None, slip: money.Slip | None) -> Page:
    """Until the money is there; the resident may stop it."""
    match way:
        case money.Way.FREE:
            return _wait("free", msg("wait-free-heading"), msg("wait-moment"), progress=(5, STEPS))
        case money.Way.COUNTER:
            return _at_counter(fee, slip)
        case money.Way.COINS:
            return _with_coins(fee, coins)
        case _:
            assert_never(way)


_STOP_PAYING = Option(key="stop_paying", title=msg("pay-stop"), icon="stop")


def _at_counter(fee: int, slip: money.Slip | None) -> Page:
    number = msg("wait-moment") if slip is None else msg("pay-slip-number", number=_spaced(slip.number))
    return Wait(
        name="certificates.pay_at_counter",
        service=SERVICE,
        icon=ICON,
        heading=msg("pay-counter-heading", fee=yen(fee)),
        explanation=number,
        progress=(5, STEPS),
        steps=(
            (msg("pay-counter-take-slip"), "to_come"),
            (msg("pay-counter-pay"), "to_come"),
            (msg("pay-counter-clerk"), "to_come"),
        ),
        actions=(_STOP_PAYING,),
        back=False,
        closed_reason=msg("pay-closed-reason"),
    )


def _spaced(number: str) -> Data:
    return Data(f"{number[:4]} {number[4:]}", personal=False, speech=" ".join(number))


def _with_coins(fee: int, coins: money.Progress | None) -> Page:
    inserted = 0 if coins is None else coins.inserted
    missing = fee if coins is None else coins.missing
    exact = coins is not None and coins.exact_only
    return Wait(
        name="certificates.pay_coins",
        service=SERVICE,
        icon=ICON,
        heading=msg("pay-coins-heading", fee=yen(fee)),
        explanation=msg("pay-coins-exact") if exact else msg("pay-coins-text"),
        progress=(5, STEPS),
        steps=(
            (msg("pay-coins-inserted", yen=yen(inserted)), "done" if inserted else "to_come"),
            (msg("pay-coins-missing", yen=yen(missing)), "now"),
            (msg("pay-then-print"), "to_come"),
        ),
        actions=(_STOP_PAYING,),
        back=False,
        closed_reason=msg("pay-closed-reason"),
    )


def printing_now(fee: int, sheets: printing.Progress | None) -> Page:
    """Printing. Where the printer waits for something, the page says for what, and who brings it."""
    waiting = frozenset() if sheets is None else sheets.waiting_for
    paid: tuple[Step, ...] = ((msg("print-paid", yen=yen(fee)), "done"),) if fee else ()
    return Wait(
        name="certificates.printing",
        service=SERVICE,
        icon=ICON,
        heading=msg("print-heading") if not waiting else msg("print-waits-heading"),
        explanation=msg("print-text") if not waiting else None,
        banner=Banner("warn", hindrance(waiting), msg("print-waits-for-staff")) if waiting else None,
        progress=(5, STEPS),
        picture="printing",
        steps=(
            *paid,
            (msg("print-now") if sheets is None or not sheets.sides else msg("print-sides", count=sheets.sides), "now"),
            (msg("print-take"), "to_come"),
        ),
        back=False,
        stop=False,
        closed_reason=msg("print-closed-reason"),
    )


def staff_look(incident: str) -> Page:
    """Nobody knows what came out: the staff look, and decide."""
    return Wait(
        name="certificates.staff_look",
        service=SERVICE,
        icon=ICON,
        heading=msg("unknown-heading"),
        explanation=msg("unknown-text", number=Data(incident, personal=False)),
        steps=(
            (msg("unknown-leave"), "to_come"),
            (msg("unknown-staff"), "to_come"),
            (msg("unknown-money"), "to_come"),
        ),
        back=False,
        stop=False,
        closed_reason=msg("unknown-closed-reason"),
    )


def hindrance(found: frozenset[Hindrance]) -> Text:
    """The one that somebody must mend first, in words for everybody."""
    return next((words for kind, words in _HINDRANCES.items() if kind in found), msg("printer-fault"))


_HINDRANCES: dict[Hindrance, Text] = {
    Hindrance.COVER_OPEN: msg("printer-cover-open"),
    Hindrance.JAM: msg("printer-jam"),
    Hindrance.TRAY_MISSING: msg("printer-tray-missing"),
    Hindrance.PAPER_OUT: msg("printer-paper-out"),
    Hindrance.TONER_OUT: msg("printer-toner-out"),
    Hindrance.OUTPUT_FULL: msg("printer-output-full"),
    Hindrance.STOPPED: msg("printer-stopped"),
    Hindrance.NOT_ACCEPTING: msg("printer-not-accepting"),
    Hindrance.OTHER_JOB: msg("printer-other-job"),
    Hindrance.UNSUITABLE: msg("printer-unsuitable"),
    Hindrance.FAULT: msg("printer-fault"),
}


def _wait(name: str, heading: Text, explanation: Text, progress: tuple[int, int] | None = None) -> Page:
    return Wait(
        name=f"wait.{name}",
        service=SERVICE,
        icon=ICON,
        heading=heading,
        explanation=explanation,
        progress=progress,
        back=False,
        closed_reason=msg("wait-reason"),
    )
