"""What is to be seen right now: page, what stands around it, and the tray, from the stay and the devices alone."""

from __future__ import annotations

from datetime import datetime

from kiosk import own_pages
from kiosk.config import Config
from kiosk.journey import Ask, Card, Effect, Ended
from kiosk.line.outcomes import Reachable
from kiosk.paper.transaction import Lying
from kiosk.stay import Cover, OnReader, ReaderCondition, Stay
from screens.page import Frame, Page, TrayState


def page_of(stay: Stay, config: Config, monotonic: float, now: datetime, reachable: Reachable) -> Page | None:
    """The page that is due, or None where the shown one stays (an effect has only just begun)."""
    if stay.cover is not None:
        return _cover_page(stay, stay.cover, config, monotonic, now)
    match stay.engine.step:
        case Ask(page=page, as_things_are=as_things_are):
            return page if as_things_are is None else as_things_are(reachable)
        case Effect() as effect:
            return effect.page() if stay.wait_shown else None
        case Ended():
            return None


def _cover_page(stay: Stay, cover: Cover, config: Config, monotonic: float, now: datetime) -> Page:
    warning = config.limits.warning_s
    left = max(0, warning - int(monotonic - stay.covered))
    match cover:
        case Cover.STILL_THERE:
            return own_pages.still_there(left, warning)
        case Cover.TIME_LIMIT:
            return own_pages.time_limit(left, warning)
        case Cover.REALLY_STOP:
            return own_pages.really_stop()
        case Cover.STAFF:
            return own_pages.staff_call(config.terminal, now, stay.call, clerks=config.staff is not None)
        case Cover.LANGUAGE:
            return own_pages.language()
        case Cover.NO_TOUCH:
            return own_pages.no_touch(config.terminal, somebody=True)


def frame(stay: Stay | None, tray: TrayState, languages: tuple[str, ...]) -> Frame:
    """What stands around the page. Under a cover the nickname is covered, too: others may be looking."""
    if stay is None:
        return Frame(tray=tray, can_stop=False, languages=languages)
    free = stay.ticket is None and stay.cover is None
    return Frame(
        tray=tray,
        nickname=stay.session.nickname if stay.session is not None and stay.cover is None else None,
        can_go_back=free and (stay.engine.can_go_back or stay.engine.at_start),
        can_stop=stay.session is not None,
        languages=languages,
    )


def tray(stay: Stay | None, on_reader: OnReader, lying: Lying | None = None) -> TrayState:
    """What lies at the terminal, and what is to be done with it. Never what a journey believes.

    lying: what the printers put out, by their own word.
    """
    if stay is not None and stay.session is not None and lying is not None and (lying.paper or lying.receipt):
        small = "none" if not lying.receipt else "slip" if lying.refund else "receipt"
        return _PAPERS[lying.paper, small, on_reader.card is not None]
    if on_reader.condition is not ReaderCondition.READY:
        return TrayState.UNKNOWN
    step = stay.engine.step if stay is not None else None
    wants = step.card if isinstance(step, Ask) else None
    if on_reader.card is None:
        return TrayState.WAIT_CARD if wants is Card.IS_AWAITED else TrayState.EMPTY
    if stay is None or stay.session is None or wants is Card.MUST_GO:
        return TrayState.TAKE_CARD
    if wants is Card.MUST_LIE or (isinstance(step, Effect) and step.lane == "card"):
        return TrayState.HOLD_CARD
    return TrayState.CARD


_PAPERS = {
    (True, "none", False): TrayState.TAKE_PAPER,
    (False, "receipt", False): TrayState.TAKE_RECEIPT,
    (True, "receipt", False): TrayState.TAKE_PAPERS,
    (False, "slip", False): TrayState.TAKE_SLIP,
    (True, "slip", False): TrayState.TAKE_PAPER_AND_SLIP,
    (True, "none", True): TrayState.TAKE_PAPER_AND_CARD,
    (False, "receipt", True): TrayState.TAKE_RECEIPT_AND_CARD,
    (True, "receipt", True): TrayState.TAKE_PAPERS_AND_CARD,
    (False, "slip", True): TrayState.TAKE_SLIP_AND_CARD,
    (True, "slip", True): TrayState.TAKE_PAPER_SLIP_AND_CARD,
}
"""By what lies there: certificate, small paper, card."""
