"""証明書を受け取る: where it goes, which kind, what stands on it, how many; then fee, paper, receipt."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.contract.certificates import Available, Offer, RegistrationNeeded, Wanted
from gateway.contract.problem import ProblemType
from kiosk.effects import NoWayBack, Overdue
from kiosk.journey import Journey
from kiosk.journeys import certificates_handing as handing
from kiosk.journeys import certificates_options as options
from kiosk.journeys import certificates_pages as pages
from kiosk.journeys import certificates_troubles as troubles
from kiosk.journeys.certificates_register import register
from kiosk.journeys.gateway import ask_gateway
from kiosk.journeys.purposes import Procedure, Purpose, unnecessary
from kiosk.journeys.ways_out import SessionGone, ToMenu
from kiosk.paper.effects import AskOffers, Issue, LookAtDevices
from kiosk.paper.outcomes import Issued, Mismatch, PaperReady
from kiosk.portal_outcomes import Offers, Refused, SessionOver


@dataclass(frozen=True, slots=True)
class _Order:
    """What she has chosen, as the confirmation shows it."""

    offer: Offer
    wanted: Wanted
    copies: int

    @property
    def fee_yen(self) -> int:
        return self.offer.fee.yen if self.offer.fee else 0


class _ChooseAgain(Exception):
    """Back to the kinds; what is offered is asked for anew."""


def certificates() -> Journey[None]:
    """Ends with the paper in her hand, or not at all. `ToMenu` if she would rather do something else."""
    while not isinstance(looked := (yield LookAtDevices()), PaperReady):
        if (yield troubles.devices(looked)) != "again":
            raise ToMenu
        yield NoWayBack()
    purpose = yield from _purpose()
    while True:
        try:
            order = yield from _choose(purpose, fees=looked.fees)
            yield from _receive(order)
            return
        except _ChooseAgain:
            yield NoWayBack()


def _purpose() -> Journey[Procedure | Purpose]:
    """Where it will be handed in. An office may have it already: then which procedure it is for."""
    purpose = Purpose((yield pages.purpose()))
    if purpose is not Purpose.OFFICE:
        return purpose
    return Procedure((yield pages.procedure()))


def _choose(purpose: Procedure | Purpose, *, fees: bool) -> Journey[_Order]:
    """Kind, options, copies, and the look over all of it. fees: whether this terminal takes any."""
    while True:
        offers = yield from _offers()
        offer = yield from _kind(offers, purpose, fees=fees)
        wanted = yield from options.wanted(offer)
        copies = yield from _copies(offer)
        while True:
            order = _Order(offer, wanted, copies)
            match (yield pages.confirm(offer, wanted, copies)):
                case "go":
                    return order
                case "copies":
                    copies = yield from _copies(offer)
                case "options":
                    wanted = yield from options.wanted(offer)
                case _:
                    break


def _offers() -> Journey[tuple[Offer, ...]]:
    """What can be had; where this terminal may issue nothing at all, the reason has its own page."""
    outcome = yield AskOffers()
    if isinstance(outcome, Refused) and outcome.problem in troubles.REFUSALS:
        yield troubles.refused(outcome)
        raise ToMenu
    if isinstance(outcome, Offers):
        return outcome.offers
    if isinstance(outcome, SessionOver):
        raise SessionGone
    if (yield troubles.not_issued(outcome)) != "again":
        raise ToMenu
    yield NoWayBack()
    return (yield from ask_gateway(AskOffers(), Offers)).offers


def _kind(offers: tuple[Offer, ...], purpose: Procedure | Purpose, *, fees: bool) -> Journey[Offer]:
    """One that can be had now; where an office has it already, she is told before she pays."""
    while True:
        group = yield pages.kinds(offers, fees=fees)
        members = pages.members(offers, group)
        choice = group if len(members) == 1 else (yield pages.which(group, members, fees=fees))
        offer = next(offer for offer in offers if offer.kind in (choice, *(m.kind for m in members if choice == group)))
        if isinstance(offer.availability, RegistrationNeeded):
            yield from register(offer, offer.availability)
            continue
        if not isinstance(offer.availability, Available):
            continue
        if isinstance(purpose, Procedure) and unnecessary(purpose, offer.kind):
            match (yield pages.not_needed(purpose, offer)):
                case "take_it":
                    pass
                case "other":
                    continue
                case _:
                    raise ToMenu
        return offer


def _copies(offer: Offer) -> Journey[int]:
    if offer.most_copies == 1:
        return 1
    return int((yield pages.copies(offer)))


def _receive(order: _Order) -> Journey[None]:
    """From the confirmation on there is no way back but the ones that give the money back."""
    while True:
        outcome = yield Issue(order.wanted, order.copies, order.fee_yen)
        match outcome:
            case Issued():
                again = yield from handing.pay_and_print(outcome, order.offer, order.copies)
                if not again:
                    return
            case Mismatch():
                yield troubles.mismatch(outcome)
                raise ToMenu
            case SessionOver():
                raise SessionGone
            case Refused(problem=ProblemType.ISSUE_FEE_CHANGED):
                yield troubles.refused(outcome, order.offer)
                raise _ChooseAgain
            case Refused():
                yield troubles.refused(outcome, order.offer)
                raise ToMenu
            case Overdue():
                yield troubles.issue_unknown()
                raise ToMenu
            case trouble:
                if (yield troubles.not_issued(trouble)) != "again":
                    raise ToMenu
        yield NoWayBack()
