"""Have it promised; keep it, wait a little for the gateway's word, and say exactly what is true: received, or kept and
not yet there.
"""

from __future__ import annotations

from typing import assert_never

from devices.printers.receipts import outcomes as small
from kiosk.effects import NoWayBack, Overdue
from kiosk.journey import Journey
from kiosk.journeys.applications import sending_pages as pages
from kiosk.journeys.applications import troubles
from kiosk.journeys.ways_out import Finished, ToMenu
from kiosk.line.effects import AwaitDelivery, Kind, MayAccept, PrintSlip, PutItem
from kiosk.line.outcomes import (
    Delivered,
    DeliveryOutcome,
    KeepOutcome,
    Kept,
    NotKept,
    NotPromised,
    PerhapsKept,
    Promised,
    Stuck,
)


def promised(kind: Kind, bytes: int) -> Journey[Promised]:
    """Before she types anything; `ToMenu` if it can't be and she doesn't want to try again."""
    while True:
        outcome: Promised | NotPromised | Overdue = yield MayAccept(kind, bytes)
        if isinstance(outcome, Promised):
            return outcome
        if (yield troubles.not_promised(outcome)) != "again":
            raise ToMenu
        yield NoWayBack()


def keep_and_deliver(put: PutItem, filing: pages.Filing, *, receipts: bool) -> Journey[None]:
    """Ends by `Finished`, or `ToMenu` for something else."""
    kept = yield from _keep(put)
    fate: DeliveryOutcome | Overdue = yield AwaitDelivery(kept.key)
    told = fate if isinstance(fate, Delivered | Stuck) else None
    slip: small.ReceiptOutcome | Overdue | None = None
    if receipts:
        slip = yield PrintSlip(kept, told, put.promise.url)
    out = isinstance(slip, small.Printed)
    if (yield pages.filed(filing, kept, told, put.promise.url, slip=out, receipts=receipts)) == "more":
        raise ToMenu
    raise Finished


def _keep(put: PutItem) -> Journey[Kept]:
    """With the same key as often as it takes: it can't become two."""
    while True:
        outcome: KeepOutcome | Overdue = yield put
        match outcome:
            case Kept():
                return outcome
            case NotKept():
                page = troubles.not_kept(outcome)
            case PerhapsKept() | Overdue():
                page = troubles.perhaps_kept()
            case _:
                assert_never(outcome)
        if (yield page) != "again":
            raise ToMenu
        yield NoWayBack()
