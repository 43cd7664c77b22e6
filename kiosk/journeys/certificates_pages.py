"""The pages on which a certificate is chosen and looked over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from gateway.contract.certificates import (
    Available,
    Closed,
    FamilyRegisterPersonWanted,
    FamilyRegisterWanted,
    Item,
    Kind,
    Maintenance,
    NotOffered,
    Offer,
    Person,
    PersonRef,
    RegistrationNeeded,
    ResidentRecordItemsWanted,
    ResidentRecordWanted,
    SealRegistrationWanted,
    Stopped,
    TaxWanted,
    Wanted,
)
from kiosk.journeys.purposes import Procedure, Purpose
from kiosk.journeys.wording import joined, label
from kiosk.paper.pages import ICON, SERVICE, STEPS, yen
from screens.page import Amount, Choose, Confirm, Option, Page, Row, Unavailable
from screens.phrase import Data, Text, msg

DONE = "done"
"""The answer that ends choosing several."""

MOST_AT_ONCE = 6
"""Copies that fit on one page to choose from; more are a matter for the counter."""

_KIND, _OPTIONS, _CONFIRM = (3, STEPS), (4, STEPS), (5, STEPS)

_GROUPS: dict[str, tuple[Kind, ...]] = {
    "resident_record": ("resident_record",),
    "resident_record_items": ("resident_record_items",),
    "seal_registration": ("seal_registration",),
    "tax": ("tax_income", "tax_assessment", "tax_payment"),
    "family_register": ("family_register_full", "family_register_individual"),
    "family_register_supplement": ("family_register_supplement",),
}
_ICONS = {
    "resident_record": "people",
    "resident_record_items": "certificate",
    "seal_registration": "seal",
    "tax": "yen_doc",
    "family_register": "home",
    "family_register_supplement": "paper",
}


def purpose() -> Page:
    """Before anything is chosen: where will it be handed in."""
    return _choose(
        "purpose",
        msg("purpose-heading"),
        (
            Option(Purpose.OFFICE, msg("purpose-office"), msg("purpose-office-text"), "certificate"),
            Option(Purpose.COMPANY, msg("purpose-company"), msg("purpose-company-text"), "people"),
            Option(Purpose.BANK, msg("purpose-bank"), None, "yen"),
            Option(Purpose.HOUSING, msg("purpose-housing"), msg("purpose-housing-text"), "home"),
            Option(Purpose.OTHER, msg("purpose-other"), None, "help"),
        ),
        (3, STEPS),
    )


def procedure() -> Page:
    """For some of these the office looks it up itself."""
    options = tuple(Option(each, msg(f"procedure-{each.replace('_', '-')}")) for each in Procedure)
    return _choose("procedure", msg("procedure-heading"), options, (3, STEPS), explanation=msg("procedure-text"))


def not_needed(procedure: Procedure, offer: Offer) -> Page:
    """She may take it all the same: the table doesn't know every office."""
    return _choose(
        "not_needed",
        msg("not-needed-heading"),
        (
            Option("stop", msg("not-needed-stop"), msg("not-needed-stop-text"), "check"),
            Option("take_it", msg("not-needed-take"), msg("not-needed-take-text"), "certificate"),
            Option("other", msg("not-needed-other"), None, "back"),
        ),
        _KIND,
        explanation=msg(
            "not-needed-text",
            procedure=msg(f"procedure-{procedure.replace('_', '-')}"),
            certificate=label(offer.name),
        ),
    )


# --- kinds ------------------------------------------------------------------------------------------------------------


def members(offers: Iterable[Offer], group: str) -> tuple[Offer, ...]:
    """The offers behind a big choice; what the municipality doesn't issue isn't among them unless nothing else is."""
    found = tuple(offer for offer in offers if offer.kind in _GROUPS[group])
    return tuple(offer for offer in found if not isinstance(offer.availability, NotOffered)) or found[:1]


def kinds(offers: tuple[Offer, ...], *, fees: bool = True) -> Page:
    """Six big choices at most: what, for how much, and whether now and here. fees: whether this terminal takes any."""
    options = tuple(_group(group, members(offers, group), fees) for group in _GROUPS if members(offers, group))
    return _choose("kinds", msg("kinds-heading"), options, _KIND, explanation=msg("kinds-fee-of-one"))


def which(group: str, offers: tuple[Offer, ...], *, fees: bool = True) -> Page:
    """所得, 課税 or 納税; 全部 or 個人."""
    options = tuple(_kind(offer, _ICONS[group], fees) for offer in offers)
    return _choose("which", msg("kinds-heading"), options, _KIND, explanation=msg("kinds-fee-of-one"))


def _group(group: str, offers: tuple[Offer, ...], fees: bool) -> Option:
    if len(offers) == 1:
        return _kind(offers[0], _ICONS[group], fees, key=group)
    open_ = [offer for offer in offers if _can_be_chosen(offer, fees)]
    title = msg(f"kinds-{group.replace('_', '-')}")
    value = _price(offers)
    if open_:
        return Option(group, title, _state(open_[0]), _ICONS[group], value)
    nearest = next((offer for offer in offers if _is_offered_now(offer)), offers[0])
    return _flat(group, title, nearest, value)


def _kind(offer: Offer, icon: str, fees: bool, key: str | None = None) -> Option:
    title, value = label(offer.name), _price((offer,))
    if _can_be_chosen(offer, fees):
        return Option(key or offer.kind, title, _state(offer), icon, value)
    return _flat(key or offer.kind, title, offer, value)


def _flat(key: str, title: Text, offer: Offer, value: Text | None) -> Option:
    """It can't be had here and now, and says why: where nothing else is in the way, this terminal takes no money."""
    if _is_offered_now(offer):
        return Option(key, title, None, "yen", value, unavailable=Unavailable(msg("kinds-no-fees")))
    return Option(key, title, None, "clock", value, unavailable=Unavailable(_state(offer)))


def _can_be_chosen(offer: Offer, fees: bool) -> bool:
    costs = offer.fee is not None and offer.fee.yen > 0
    return _is_offered_now(offer) and (fees or not costs)


def _is_offered_now(offer: Offer) -> bool:
    pending = isinstance(offer.availability, RegistrationNeeded) and offer.availability.pending
    return isinstance(offer.availability, Available | RegistrationNeeded) and not pending


def _price(offers: tuple[Offer, ...]) -> Text | None:
    fees = sorted({offer.fee.yen for offer in offers if offer.fee})
    if not fees:
        return None
    return yen(fees[0]) if len(fees) == 1 else msg("kinds-fee-from", yen=yen(fees[0]))


def _state(offer: Offer) -> Text:
    """Whether now, and if not, when."""
    match offer.availability:
        case Available():
            if offer.fee and offer.fee.campaign and offer.fee.yen < offer.fee.regular_yen:
                return msg("kinds-campaign", regular=yen(offer.fee.regular_yen))
            return msg("kinds-available")
        case Closed(reason="closure", closure=why, opens_at=at) if why is not None and at is not None:
            return msg("kinds-closure", why=label(why), at=at)
        case Closed(opens_at=at) if at is not None:
            return msg("kinds-closed", at=at)
        case Maintenance(opens_at=at) if at is not None:
            return msg("kinds-maintenance", at=at)
        case Closed() | Maintenance() | Stopped():
            return msg("kinds-stopped")
        case NotOffered():
            return msg("kinds-not-offered")
        case RegistrationNeeded(pending=True):
            return msg("kinds-registration-pending")
        case RegistrationNeeded():
            return msg("kinds-registration-needed")
        case _:
            assert_never(offer.availability)


# --- options ----------------------------------------------------------------------------------------------------------


def household() -> Page:
    """The whole household or some of it."""
    return _choose(
        "household",
        msg("household-heading"),
        (
            Option("everybody", msg("household-everybody"), msg("household-everybody-text"), "people"),
            Option("self", msg("household-self"), msg("household-self-text"), "person"),
            Option("some", msg("household-some"), msg("household-some-text"), "choose"),
        ),
    )


def persons(known: tuple[Person, ...], chosen: frozenset[PersonRef]) -> Page:
    """Touching a name puts it in or takes it out again."""
    options = tuple(
        Option(person.ref, Data(person.name), Data(person.relation), "person", selected=person.ref in chosen)
        for person in known
    )
    done = Option(
        DONE,
        msg("several-done", count=len(chosen)),
        icon="next",
        unavailable=None if chosen else Unavailable(msg("persons-choose-one")),
    )
    return _choose("persons", msg("persons-heading"), (*options, done), explanation=msg("several-text"))


def one_person(known: tuple[Person, ...]) -> Page:
    """Whose 個人事項証明書."""
    options = tuple(Option(person.ref, Data(person.name), Data(person.relation), "person") for person in known)
    return _choose("one_person", msg("one-person-heading"), options)


def shown_or_not(what: str) -> Page:
    """本籍・筆頭者, 世帯主・続柄, 国籍・在留資格等, マイナンバー: on the paper or not."""
    return _choose(
        f"show_{what.replace('-', '_')}",
        msg(f"show-{what}-heading"),
        (
            Option("no", msg("show-no"), msg(f"show-{what}-no-text"), "eye_off"),
            Option("yes", msg("show-yes"), msg(f"show-{what}-yes-text"), "eye"),
        ),
        explanation=msg(f"show-{what}-text"),
    )


def my_number_purpose() -> Page:
    """Only few may ask for it by law."""
    purposes = ("employer", "pension", "tax", "social_security", "bank", "other")
    options = tuple(Option(each, msg(f"my-number-{each.replace('_', '-')}")) for each in purposes)
    return _choose("my_number_purpose", msg("my-number-purpose-heading"), options)


def my_number_really(purpose: str) -> Page:
    """The second time."""
    return _choose(
        "my_number_really",
        msg("my-number-really-heading"),
        (
            Option("no", msg("my-number-really-no"), msg("my-number-really-no-text"), "eye_off"),
            Option("yes", msg("my-number-really-yes"), msg(f"my-number-{purpose.replace('_', '-')}"), "eye"),
        ),
        explanation=msg("my-number-really-text"),
    )


def items(offered: tuple[Item, ...], chosen: frozenset[Item]) -> Page:
    """What a 記載事項証明書 states."""
    options = tuple(Option(item, msg(f"item-{item}"), selected=item in chosen) for item in offered)
    done = Option(
        DONE,
        msg("several-done", count=len(chosen)),
        icon="next",
        unavailable=None if chosen else Unavailable(msg("items-choose-one")),
    )
    return _choose("items", msg("items-heading"), (*options, done), explanation=msg("several-text"))


def year(years: tuple[int, ...]) -> Page:
    """年度, newest first."""
    options = tuple(
        Option(str(each), msg("value-fiscal-year", day=date(each, 4, 1)), msg("year-income", day=date(each - 1, 1, 1)))
        for each in years
    )
    return _choose("year", msg("year-heading"), options)


def copies(offer: Offer) -> Page:
    """How many."""
    options = tuple(
        Option(str(each), msg("copies", count=each), value=yen(each * offer.fee.yen) if offer.fee else None)
        for each in range(1, min(offer.most_copies, MOST_AT_ONCE) + 1)
    )
    return _choose("copies", msg("copies-heading"), options)


# --- confirmation -----------------------------------------------------------------------------------------------------


def confirm(offer: Offer, wanted: Wanted, copies: int) -> Page:
    """Everything once more, and what it costs. The fee is fixed with this answer."""
    fee = offer.fee.yen if offer.fee else 0
    value, more = _content(offer, wanted)
    rows = [Row(msg("confirm-kind"), label(offer.name), key="kind")]
    if value is not None:
        rows.append(Row(msg("confirm-content"), value, more, key="options"))
    rows.append(
        Row(msg("confirm-copies"), msg("copies", count=copies), key="copies" if offer.most_copies > 1 else None)
    )
    return Confirm(
        name="certificates.confirm",
        service=SERVICE,
        icon=ICON,
        heading=msg("confirm-heading"),
        progress=_CONFIRM,
        rows=tuple(rows),
        amount=Amount(
            msg("confirm-pay"),
            yen(fee * copies),
            msg("confirm-sum", yen=yen(fee), copies=copies),
            msg("confirm-no-return"),
        ),
        action=msg("confirm-to-pay") if fee else msg("confirm-print"),
    )


def _content(offer: Offer, wanted: Wanted) -> tuple[Text | None, Text | None]:
    """What was chosen, in one or two lines. Names stand only on the paper."""
    match wanted:
        case ResidentRecordWanted():
            shown: list[Text] = []
            for option, given in (
                ("relation", wanted.relation),
                ("domicile", wanted.domicile),
                ("foreign_items", wanted.foreign_items),
                ("my_number", wanted.my_number is not None),
            ):
                if option in offer.options:
                    slug = option.removesuffix("_items").replace("_", "-")
                    shown.append(msg(f"content-{slug}-{'on' if given else 'off'}"))
            return _whose(wanted.persons), joined(shown)
        case ResidentRecordItemsWanted():
            return _whose(wanted.persons), joined([msg(f"item-{item}") for item in wanted.items])
        case TaxWanted(year=year):
            return msg("value-fiscal-year", day=date(year, 4, 1)), None
        case FamilyRegisterPersonWanted(person=ref):
            name = next((person.name for person in offer.persons if person.ref == ref), "")
            return Data(name), None
        case SealRegistrationWanted() | FamilyRegisterWanted():
            return None, None
        case _:
            assert_never(wanted)


def _whose(persons: tuple[PersonRef, ...] | None) -> Text:
    return msg("content-everybody") if persons is None else msg("content-persons", count=len(persons))


def _choose(
    name: str,
    heading: Text,
    options: tuple[Option, ...],
    progress: tuple[int, int] = _OPTIONS,
    *,
    explanation: Text | None = None,
) -> Page:
    return Choose(
        name=f"certificates.{name}",
        service=SERVICE,
        icon=ICON,
        heading=heading,
        explanation=explanation,
        hint=msg("choosing-goes-on"),
        progress=progress,
        options=options,
    )
