"""What became of paper and money, one page each: what happened, where the money is, who mends it, what comes next."""

from __future__ import annotations

from typing import assert_never

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from kiosk.paper.outcomes import Decided, Decision, Delivered, NobodyKnows, NothingCame, PartCame, ReceiptFate, Unpaid
from kiosk.paper.pages import ICON, SERVICE, hindrance, yen
from screens.page import Banner, Done, Option, Page, Thing, Tone, Trouble
from screens.phrase import Data, Text, msg

_AGAIN = Option(key="again", title=msg("fate-again"), icon="repeat")
_TO_MENU = Option(key="menu", title=msg("to-menu"), icon="back")


def delivered(outcome: Delivered) -> Done:
    """All of it is out."""
    money_note: Text | None = None
    if isinstance(outcome.money, money.OwedBack | money.StaffDecide):
        money_note = where_money_is(outcome.money)
    banner: Banner | None = None
    if money_note is not None and outcome.incident is not None:
        banner = Banner("warn", money_note, msg("fate-tell-number", number=_plain(outcome.incident)))
    elif outcome.receipt is ReceiptFate.MISSING:
        banner = Banner("warn", msg("fate-no-receipt"), msg("fate-no-receipt-text"))
    return _done(outcome.copies, outcome.receipt is ReceiptFate.PRINTED, banner, outcome.money)


def found_good(copies: int, looked: Decided) -> Done:
    """The staff have looked: all of it is there."""
    return delivered(Delivered(copies, looked.money, looked.receipt))


def _done(copies: int, receipt: bool, banner: Banner | None, closed: money.Closed | None) -> Done:
    things = [Thing("paper", msg("done-certificate", copies=copies), msg("done-from-printer"))]
    if receipt:
        refund = isinstance(closed, money.OwedBack | money.StaffDecide)
        things.append(Thing("receipt", msg("done-slip" if refund else "done-receipt"), msg("done-from-receipts")))
    change = closed.returned if isinstance(closed, money.Settled) else 0
    return Done(
        name="certificates.done",
        service=SERVICE,
        icon=ICON,
        heading=msg("done-heading"),
        # Beside a banner large text has no room for what the reason below says as well.
        explanation=msg("done-take-change", yen=yen(change)) if change else None if banner else msg("done-take"),
        banner=banner,
        things=tuple(things),
        action=msg("done-finish"),
        actions=(Option(key="more", title=msg("done-more"), icon="repeat"),),
        back=False,
        stop=False,
        closed_reason=msg("done-closed-reason"),
    )


def unpaid(outcome: Unpaid) -> Page:
    """She stopped, or time ran out, or the unit gave up. Nothing was printed."""
    return _trouble(
        "unpaid",
        "info" if isinstance(outcome.money, money.Refunded) else "warn",
        msg("fate-unpaid-heading"),
        msg("fate-nothing-printed"),
        where_money_is(outcome.money),
        slip_of(outcome.money),
    )


def nothing_came(outcome: NothingCame) -> Page:
    """No side came out."""
    return _trouble(
        "nothing_came",
        "warn",
        msg("fate-nothing-heading"),
        _why_nothing(outcome.why),
        where_money_is(outcome.money),
        outcome.incident,
    )


def part_came(outcome: PartCame) -> Page:
    """Some sides are out: they count for nothing."""
    return _trouble(
        "part_came",
        "bad",
        msg("fate-part-heading"),
        msg("fate-part"),
        where_money_is(outcome.money),
        outcome.incident,
        msg("fate-part-hand-over"),
    )


def found_void(incident: str, looked: Decided) -> Page:
    """The staff have looked: it isn't whole."""
    again = looked.decision is Decision.VOID_AND_AGAIN
    return Trouble(
        name="certificates.found_void",
        service=SERVICE,
        icon=ICON,
        heading=msg("fate-void-heading"),
        tone="warn",
        happened=msg("fate-void"),
        money=where_money_is(looked.money),
        to_do=(),
        incident=incident,
        actions=(_AGAIN, _TO_MENU) if again else (_TO_MENU,),
        back=False,
        closed_reason=msg("no-way-back"),
    )


def nobody_came(outcome: NobodyKnows) -> Page:
    """Nobody looked in time: she takes the number along."""
    return Trouble(
        name="certificates.nobody_came",
        service=SERVICE,
        icon="bell",
        heading=msg("fate-nobody-heading"),
        tone="bad",
        happened=msg("fate-nobody"),
        money=where_money_is(outcome.money),
        to_do=(msg("fate-nobody-do"),),
        who=msg("fate-tell-number", number=_plain(outcome.incident)),
        incident=outcome.incident,
        actions=(_TO_MENU,),
        back=False,
        closed_reason=msg("no-way-back"),
    )


def where_money_is(closed: money.Closed | None) -> Text:
    """One sentence about the money, and only what is certain; with the number by which the counter finds it."""
    match closed:
        case None:
            return msg("money-unknown")
        case money.Refunded(returned=returned):
            return msg("money-returned", yen=yen(returned)) if returned else msg("money-none")
        case money.Settled(kept=kept):
            return msg("money-kept", yen=yen(kept)) if kept else msg("money-none")
        case money.OwedBack(owed=owed):
            return msg("money-owed", yen=yen(owed), number=_grouped(closed.slip))
        case money.StaffDecide(owed=owed, unclear=unclear, unsure=unsure):
            if not owed + unclear:
                return msg("money-unsure", number=_grouped(closed.slip)) if unsure else msg("money-none")
            return msg("money-unclear", yen=yen(owed + unclear), number=_grouped(closed.slip))
        case _:
            assert_never(closed)


def slip_of(closed: money.Closed) -> str | None:
    """The number under which the counter knows of the money."""
    return closed.slip.number if isinstance(closed, money.OwedBack | money.StaffDecide) else None


def _why_nothing(why: printing.WhyNot) -> Text:
    match why:
        case printing.Hindered(hindrances=found) | printing.Overdue(hindrances=found) if found:
            return hindrance(found)
        case printing.Hindered() | printing.Overdue():
            return msg("printer-slow")
        case printing.Offline() | printing.Untrusted() | printing.Unclear():
            return msg("printer-offline")
        case printing.Cancelled():
            return msg("printer-cancelled")
        case printing.Refused() | printing.Aborted():
            return msg("printer-refused")
        case _:
            assert_never(why)


def _trouble(
    name: str, tone: Tone, heading: Text, happened: Text, money_is: Text, incident: str | None, *more: Text
) -> Page:
    return Trouble(
        name=f"certificates.{name}",
        service=SERVICE,
        icon=ICON,
        heading=heading,
        tone=tone,
        happened=happened,
        money=money_is,
        to_do=more,
        who=None if incident is None else msg("fate-tell-number", number=_plain(incident)),
        incident=incident,
        actions=(_AGAIN, _TO_MENU),
        back=False,
        closed_reason=msg("no-way-back"),
    )


def _grouped(slip: money.Slip) -> Data:
    return Data(f"{slip.number[:4]} {slip.number[4:]}", personal=False, speech=" ".join(slip.number))


def _plain(number: str) -> Data:
    return Data(number, personal=False, speech=" ".join(number))
