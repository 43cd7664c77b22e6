"""Why there is no certificate: the machine, the line, or the issuing side. Each with its own page.

A refusal never says more than the resident may know of herself; where a third person must not learn why
(支援措置), everybody gets the general page.
"""

from __future__ import annotations

from typing import assert_never

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from gateway.contract.certificates import Offer
from gateway.contract.problem import ProblemType
from kiosk import portal_outcomes as portal
from kiosk.effects import Overdue
from kiosk.journeys import troubles
from kiosk.journeys.wording import label
from kiosk.paper.outcomes import (
    DeskBusy,
    Mismatch,
    NoPaperHere,
    NotReady,
    NoWayToPay,
    PaymentNotReady,
    PrinterNotReady,
    ReceiptsNotReady,
)
from kiosk.paper.pages import ICON, SERVICE, hindrance
from screens.page import Option, Page, Tone, Trouble
from screens.phrase import Data, Text, msg

_AGAIN = Option(key="again", title=msg("trouble-again"), icon="repeat")
_TO_MENU = Option(key="menu", title=msg("to-menu"), icon="back")


def devices(outcome: NotReady | Overdue) -> Page:
    """Before anything has moved: nothing was asked for, nothing paid."""
    match outcome:
        case NoPaperHere():
            return _machine("no_printer", msg("no-printer-heading"), msg("no-printer"), again=False)
        case NoWayToPay():
            return _no_way_to_pay()
        case PrinterNotReady(why=printing.Hindered(hindrances=found)):
            return _machine("printer", msg("printer-heading"), hindrance(found))
        case PrinterNotReady():
            return _machine("printer_offline", msg("printer-heading"), msg("printer-offline"))
        case ReceiptsNotReady():
            return _machine("receipts", msg("receipts-heading"), msg("receipts-not-ready"))
        case PaymentNotReady(why=money.AmountNotPossible()):
            return _machine("amount", msg("payment-heading"), msg("payment-amount"), again=False)
        case PaymentNotReady():
            return _machine("payment", msg("payment-heading"), msg("payment-not-ready"))
        case DeskBusy() | Overdue():
            return _machine("busy", msg("desk-busy-heading"), msg("desk-busy"))
        case _:
            assert_never(outcome)


def _machine(name: str, heading: Text, happened: Text, *, again: bool = True) -> Page:
    return Trouble(
        name=f"certificates.{name}",
        service=SERVICE,
        icon="printer",
        heading=heading,
        tone="warn",
        happened=happened,
        money=msg("money-none"),
        to_do=(msg("devices-staff"),),
        who=msg("staff-repairs"),
        actions=(_AGAIN, _TO_MENU) if again else (_TO_MENU,),
        back=False,
        closed_reason=msg("no-way-back"),
    )


def _no_way_to_pay() -> Page:
    """No device is at fault, and nobody here can mend it: she gets it elsewhere."""
    return Trouble(
        name="certificates.no_way_to_pay",
        service=SERVICE,
        icon=ICON,
        heading=msg("no-way-to-pay-heading"),
        tone="info",
        happened=msg("no-way-to-pay"),
        money=msg("money-none"),
        to_do=(msg("refused-at-counter"),),
        actions=(_TO_MENU,),
        back=False,
        closed_reason=msg("no-way-back"),
    )


def mismatch(outcome: Mismatch) -> Page:
    """What came was not hers, not whole or not sealed: nothing was printed, and somebody must know."""
    return Trouble(
        name="certificates.mismatch",
        service=SERVICE,
        icon="warn",
        heading=msg("mismatch-heading"),
        tone="bad",
        happened=msg("mismatch"),
        money=msg("money-none"),
        to_do=(msg("mismatch-do"),),
        who=msg("fate-tell-number", number=Data(outcome.incident, False, " ".join(outcome.incident))),
        incident=outcome.incident,
        actions=(_TO_MENU,),
        back=False,
        closed_reason=msg("no-way-back"),
    )


def issue_unknown() -> Page:
    """The step ran into its deadline, or the desk had been emptied."""
    return _sorry("issue_unknown", msg("issue-unknown-heading"), msg("issue-unknown"))


def print_unknown() -> Page:
    """Printing ran into its deadline: what came out isn't known here."""
    return _sorry("print_unknown", msg("fate-nobody-heading"), msg("fate-nobody"))


def _sorry(name: str, heading: Text, happened: Text) -> Page:
    return Trouble(
        name=f"certificates.{name}",
        service=SERVICE,
        icon="bell",
        heading=heading,
        tone="bad",
        happened=happened,
        money=msg("money-at-counter"),
        to_do=(),
        who=msg("devices-staff"),
        actions=(_TO_MENU,),
        back=False,
        closed_reason=msg("no-way-back"),
    )


def not_issued(trouble: NotReady | portal.PortalTrouble) -> Page:
    """Between confirmation and document: devices or line."""
    match trouble:
        case NoPaperHere() | NoWayToPay() | PrinterNotReady() | ReceiptsNotReady() | PaymentNotReady() | DeskBusy():
            return devices(trouble)
        case _:
            return troubles.gateway(trouble)


# --- refusals of the issuing side -------------------------------------------------------------------------------------


def refused(refusal: portal.Refused, offer: Offer | None = None) -> Page:
    """The issuing side says no: its own words for every reason that a resident can meet."""
    known = REFUSALS.get(refusal.problem)
    if known is None:
        return troubles.gateway(refusal)
    slug, tone = known
    to_do: list[Text] = []
    if refusal.opens_at is not None:
        to_do.append(msg("trouble-closed-until", at=refusal.opens_at))
    elif slug in _AT_COUNTER:
        to_do.append(msg("refused-at-counter"))
    return Trouble(
        name=f"certificates.refused.{slug}",
        service=SERVICE,
        icon=ICON,
        heading=msg(f"refused-{slug}-heading"),
        explanation=None if offer is None else label(offer.name),
        tone=tone,
        happened=msg(f"refused-{slug}"),
        money=msg("money-none"),
        to_do=tuple(to_do),
        actions=(_TO_MENU,),
        back=False,
        closed_reason=msg("no-way-back"),
    )


_AT_COUNTER = frozenset(
    {
        "ask",
        "not-resident",
        "moved-out",
        "moving-out",
        "moved-in-today",
        "deceased",
        "under-age",
        "seal-none",
        "seal-cancelled",
        "tax-not-declared",
        "tax-not-here",
        "register-in-process",
        "register-none",
        "glyph",
        "too-long",
    }
)

REFUSALS: dict[ProblemType, tuple[str, Tone]] = {
    ProblemType.TERMINAL_VERSION_REFUSED: ("version", "bad"),
    ProblemType.ISSUE_NOT_OFFERED: ("not-offered", "info"),
    ProblemType.ISSUE_CLOSED: ("closed", "info"),
    ProblemType.ISSUE_MAINTENANCE: ("maintenance", "info"),
    ProblemType.ISSUE_STOPPED: ("stopped", "warn"),
    ProblemType.ISSUE_RECORDS_SILENT: ("records-silent", "warn"),
    ProblemType.ISSUE_RECORDS_STALE: ("records-stale", "warn"),
    ProblemType.ISSUE_OPTIONS_WRONG: ("machine", "bad"),
    ProblemType.ISSUE_FEE_CHANGED: ("fee-changed", "info"),
    ProblemType.ISSUE_ID_USED: ("machine", "bad"),
    ProblemType.ISSUE_OF_SOMEBODY_ELSE: ("machine", "bad"),
    ProblemType.ISSUE_LAST_ONE_OPEN: ("last-open", "warn"),
    ProblemType.ISSUE_ASK_AT_COUNTER: ("ask", "info"),
    ProblemType.ISSUE_NOT_RESIDENT: ("not-resident", "info"),
    ProblemType.ISSUE_MOVED_OUT: ("moved-out", "info"),
    ProblemType.ISSUE_MOVING_OUT: ("moving-out", "info"),
    ProblemType.ISSUE_MOVED_IN_TODAY: ("moved-in-today", "info"),
    ProblemType.ISSUE_DECEASED: ("deceased", "info"),
    ProblemType.ISSUE_UNDER_AGE: ("under-age", "info"),
    ProblemType.ISSUE_SEAL_NOT_REGISTERED: ("seal-none", "info"),
    ProblemType.ISSUE_SEAL_CANCELLED: ("seal-cancelled", "info"),
    ProblemType.ISSUE_TAX_NOT_DECLARED: ("tax-not-declared", "info"),
    ProblemType.ISSUE_TAX_SWITCH_OVER: ("tax-switch-over", "info"),
    ProblemType.ISSUE_TAX_NOT_HERE: ("tax-not-here", "info"),
    ProblemType.ISSUE_REGISTER_IN_PROCESS: ("register-in-process", "info"),
    ProblemType.ISSUE_REGISTER_NONE: ("register-none", "info"),
    ProblemType.ISSUE_REGISTRATION_NEEDED: ("registration-needed", "info"),
    ProblemType.ISSUE_REGISTRATION_PENDING: ("registration-pending", "info"),
    ProblemType.ISSUE_GLYPH_MISSING: ("glyph", "info"),
    ProblemType.ISSUE_TOO_LONG: ("too-long", "info"),
}
"""What an issue can be refused for: the end of the words' ids, and the tone."""
