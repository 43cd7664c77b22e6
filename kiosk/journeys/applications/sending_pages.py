"""受け付けました, or お預かりしました: never one for the other."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.line.outcomes import Delivered, Kept, Stuck
from kiosk.line.pages import SERVICE
from screens.page import Banner, Filed, Option, Page
from screens.phrase import Data, Text, msg

KEPT = msg("applications-kept-heading")
THEN = msg("applications-then")


@dataclass(frozen=True, slots=True)
class Filing:
    """What was handed in. afterwards: what comes next once it has arrived. kept: what is said of it before.

    then: what comes once it will have arrived.
    """

    icon: str
    afterwards: Text
    service: Text = SERVICE
    kept: Text = KEPT
    then: Text = THEN


def filed(filing: Filing, kept: Kept, fate: Delivered | Stuck | None, url: str, *, slip: bool, receipts: bool) -> Page:
    """The number, where it is, what comes next. slip: the small paper is out. receipts: there should have been one."""
    received = isinstance(fate, Delivered)
    return Filed(
        name="applications.received" if received else "applications.kept",
        service=filing.service,
        icon=filing.icon,
        heading=msg("applications-received-heading") if received else filing.kept,
        banner=_where_it_is(fate),
        number_label=msg("applications-number"),
        number=Data(kept.receipt, personal=False, speech=" ".join(kept.receipt)),
        lines=(
            _about_paper(slip=slip, receipts=receipts),
            filing.afterwards if received else filing.then,
        ),
        code=url,
        code_label=msg("applications-follow"),
        action=msg("done-finish"),
        actions=(Option("more", msg("applications-more"), icon="repeat"),),
        back=False,
        stop=False,
        closed_reason=msg("done-closed-reason"),
    )


def _where_it_is(fate: Delivered | Stuck | None) -> Banner:
    match fate:
        case Delivered():
            return Banner("ok", msg("applications-arrived"), msg("applications-arrived-at", at=fate.received_at))
        case Stuck():
            return Banner("warn", msg("applications-not-arrived"), msg("applications-stuck"))
        case None:
            return Banner("offline", msg("applications-not-arrived"), msg("applications-will-be-sent"))


def _about_paper(*, slip: bool, receipts: bool) -> Text:
    if slip:
        return msg("applications-slip-out")
    return msg("applications-no-slip") if receipts else msg("applications-note-number")
