"""The staff's pages once a clerk is known: counts and steps; no name, kind of certificate or number of a resident's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from devices.payment import outcomes as money
from devices.printers.documents import outcomes as printing
from devices.printers.documents.outcomes import Caution, Hindrance
from devices.printers.receipts import outcomes as small
from kiosk.paper.outcomes import CoinsCompared
from kiosk.paper.pages import hindrance, yen
from kiosk.staff.room import Situation
from screens.page import (
    Assist,
    Banner,
    Choose,
    ListPage,
    Option,
    Page,
    Row,
    Trouble,
)
from screens.phrase import Data, Text, msg

SERVICE = msg("staff-room-service")
TAG = msg("staff-tag")
LEAVE = Option("leave", msg("staff-room-leave"), icon="back")
_BACK = Option("back", msg("staff-room-back"), icon="back")
_NOTHING = Banner("info", msg("staff-nothing-personal"))

DONE = Banner("ok", msg("staff-room-done"))
NOT_DONE = Banner("bad", msg("staff-room-not-done"))
NOT_CLEARED = Banner("warn", msg("staff-left-not-yet"))
NOT_WHILE_SERVING = Banner("warn", msg("staff-restart-later"))


def room(now: Situation, who: str, note: Banner | None) -> Page:
    """What there is to do, what somebody waits for first. All of it on one page: then the machine is one choice."""
    waiting = tuple(_waiting(now))
    machine = Option("machine", msg("staff-machine"), printer_word(now), "wrench")
    if now.coins is not None and now.coins.yen:
        differs = msg("staff-coins-differ", yen=yen(abs(now.coins.yen)))
        machine = Option("machine", msg("staff-machine"), differs, "warn")
    options = (*waiting, machine, LEAVE) if waiting else (*_machine(now), LEAVE)
    incident = msg("staff-no-incident")
    if now.incident is not None:
        known, at = now.incident
        incident = msg("staff-incident", number=Data(known, personal=False), at=at)
    return Choose(
        name="staff.room",
        service=SERVICE,
        icon="wrench",
        tag=TAG,
        heading=msg("staff-room-heading", who=Data(who, personal=False)),
        explanation=incident,
        banner=note,
        options=options,
        back=False,
        stop=False,
        closed_reason=msg("staff-room-closed-reason"),
    )


def machine(now: Situation) -> Page:
    """Printers and program."""
    return choose("machine", msg("staff-machine"), (*_machine(now), _BACK))


def _machine(now: Situation) -> tuple[Option, ...]:
    coins = () if now.coins is None else (Option("coins", msg("staff-coins"), coins_word(now.coins), "yen"),)
    return (
        Option("printer", msg("staff-printer"), printer_word(now), "printer"),
        Option("receipts", msg("staff-receipts"), receipts_word(now), "paper"),
        *coins,
        Option("restart", msg("staff-restart"), None, "refresh"),
    )


def _waiting(now: Situation) -> Iterator[Option]:
    if now.undecided is not None:
        number = Data(now.undecided, personal=False)
        yield Option("set", msg("staff-do-set"), msg("staff-do-set-text", number=number), "warn")
    if now.paper_left:
        yield Option("left", msg("staff-do-left"), msg("staff-do-left-text"), "take")
    if now.slip is not None:
        yield Option("slip", msg("staff-do-slip"), msg("staff-do-slip-text", yen=yen(now.slip.yen)), "yen")
    if now.debts:
        yield Option("debts", msg("staff-debts"), msg("staff-debts-count", count=len(now.debts)), "yen_doc")


def printer_word(now: Situation) -> Text:
    """One line about the document printer."""
    if now.printing:
        return msg("staff-printing")
    match now.printer:
        case None:
            return msg("staff-no-device")
        case printing.Ready(cautions=cautions) if cautions:
            return _caution(cautions)
        case printing.Ready():
            return msg("staff-fine")
        case printing.Hindered(hindrances=found):
            return hindrance(found)
        case printing.Offline() | printing.Untrusted() | printing.Unclear():
            return msg("printer-offline")
        case _:
            assert_never(now.printer)


def _caution(found: frozenset[Caution]) -> Text:
    if Caution.PAPER_LOW in found:
        return msg("staff-paper-low")
    if Caution.TONER_LOW in found:
        return msg("staff-toner-low")
    return msg("staff-look-soon")


def receipts_word(now: Situation) -> Text:
    """One line about the receipt printer."""
    match now.receipts:
        case None:
            return msg("staff-printing") if now.printing else msg("staff-no-device")
        case small.Ready():
            return msg("staff-fine")
        case small.PaperNearEnd():
            return msg("staff-roll-low")
        case small.PaperOut():
            return msg("staff-roll-out")
        case small.CoverOpen():
            return msg("staff-cover-open")
        case small.CutterError():
            return msg("staff-cutter")
        case small.Faulty() | small.Offline() | small.StatusUnknown():
            return msg("staff-silent")
        case _:
            assert_never(now.receipts)


def coins_word(now: CoinsCompared) -> Text:
    """One line about the money in the unit."""
    if now.yen is None:
        return msg("staff-coins-unknown")
    if not now.yen:
        return msg("staff-coins-agree")
    return msg("staff-coins-more" if now.yen > 0 else "staff-coins-less", yen=yen(abs(now.yen)))


def printer(now: Situation) -> Page:
    """What to do at the printer, step by step."""
    found = now.printer.hindrances if isinstance(now.printer, printing.Hindered) else frozenset()
    kind = next((each for each in _STEPS if each in found), None)
    return _assist("printer", msg("staff-printer"), printer_word(now), _STEPS[kind] if kind is not None else _GENERAL)


def receipts(now: Situation) -> Page:
    """What to do at the receipt printer."""
    return _assist("receipts", msg("staff-receipts"), receipts_word(now), _ROLL)


def coins(now: CoinsCompared) -> Page:
    """What to do where unit and books disagree, or the unit says nothing."""
    return _assist("coins", msg("staff-coins"), coins_word(now), _COUNT if now.yen else _GENERAL)


_GENERAL: tuple[Text, ...] = (msg("steps-look"), msg("steps-power"), msg("steps-check-again"))
_COUNT: tuple[Text, ...] = (msg("steps-coins-look"), msg("steps-coins-count"), msg("steps-coins-tell"))
_ROLL: tuple[Text, ...] = (msg("steps-roll-open"), msg("steps-roll-in"), msg("steps-roll-close"))
_STEPS: dict[Hindrance, tuple[Text, ...]] = {
    Hindrance.COVER_OPEN: (msg("steps-cover"), msg("steps-check-again")),
    Hindrance.JAM: (msg("steps-jam-open"), msg("steps-jam-pull"), msg("steps-jam-close")),
    Hindrance.TRAY_MISSING: (msg("steps-tray"), msg("steps-check-again")),
    Hindrance.PAPER_OUT: (msg("steps-paper-open"), msg("steps-paper-in"), msg("steps-paper-close")),
    Hindrance.TONER_OUT: (msg("steps-toner"), msg("steps-check-again")),
    Hindrance.OUTPUT_FULL: (msg("steps-output"), msg("steps-check-again")),
}


def _assist(name: str, device: Text, state: Text, steps: tuple[Text, ...]) -> Page:
    return Assist(
        name=f"staff.{name}",
        service=SERVICE,
        icon="wrench",
        tag=TAG,
        heading=msg("staff-device", device=device, state=state),
        steps=steps,
        facts=(),
        note=_NOTHING,
        actions=(Option("again", msg("staff-check-again"), icon="check"), LEAVE),
        back=False,
        stop=False,
        closed_reason=msg("staff-room-closed-reason"),
    )


def slip(open_: money.Slip) -> Page:
    """The clerk compares the number with the one on the slip."""
    number = Data(f"{open_.number[:4]} {open_.number[4:]}", personal=False, speech=" ".join(open_.number))
    return choose(
        "slip",
        msg("staff-slip-heading", yen=yen(open_.yen)),
        (
            Option("have_it", msg("staff-slip-have"), msg("staff-slip-have-text"), "check"),
            _BACK,
        ),
        explanation=msg("staff-slip-text", number=number),
    )


def undecided(incident: str) -> Page:
    """Nobody knows what came out: the clerk looks at the tray."""
    return choose(
        "set",
        msg("staff-set-heading"),
        (
            Option("good", msg("staff-set-good"), msg("staff-set-good-text"), "check"),
            Option("void", msg("staff-set-void"), msg("staff-set-void-text"), "stop"),
            Option("void_and_again", msg("staff-set-again"), msg("staff-set-again-text"), "repeat"),
            _BACK,
        ),
        explanation=msg("staff-set-text", number=Data(incident, personal=False)),
    )


def left() -> Page:
    """Paper of somebody who has gone."""
    return choose(
        "left",
        msg("staff-left-heading"),
        (Option("cleared", msg("staff-left-cleared"), msg("staff-left-cleared-text"), "check"), _BACK),
        explanation=msg("staff-left-text"),
    )


def restart() -> Page:
    """A fresh start of the program."""
    return choose(
        "restart",
        msg("staff-restart-heading"),
        (Option("restart", msg("staff-restart-go"), None, "refresh"), _BACK),
        explanation=msg("staff-restart-text"),
    )


def debts(open_: tuple[money.Debt, ...]) -> Page:
    """Open money, by the number on the slip."""
    return ListPage(
        name="staff.debts",
        service=SERVICE,
        icon="wrench",
        tag=TAG,
        heading=msg("staff-debts-heading"),
        rows=tuple(
            Row(
                msg("staff-debt-number", number=Data(f"{each.slip[:4]} {each.slip[4:]}", personal=False)),
                msg("staff-debt-not-known") if _unknown_amount(each) else yen(each.owed + each.unclear),
                msg("staff-debt-since", at=each.at),
                key=each.payment,
            )
            for each in open_
        ),
        row_action=msg("staff-debt-open"),
        actions=(_BACK,),
        empty=msg("staff-debts-none"),
        back=False,
        stop=False,
        closed_reason=msg("staff-room-closed-reason"),
    )


def debt(one: money.Debt) -> Page:
    """What is to be found out or given back."""
    if one.paper_unknown:
        options: tuple[Option, ...] = (
            Option("earned", msg("staff-debt-earned"), None, "check"),
            Option("not_earned", msg("staff-debt-not-earned"), None, "stop"),
        )
    elif one.unclear:
        options = (
            Option("came_out", msg("staff-debt-came-out"), None, "check"),
            Option("stayed_in", msg("staff-debt-stayed-in"), None, "stop"),
        )
    elif one.owed:
        options = (Option("handed_back", msg("staff-debt-handed", yen=yen(one.owed)), None, "check"),)
    else:
        options = (Option("looked", msg("staff-debt-looked"), None, "check"),)
    number = Data(f"{one.slip[:4]} {one.slip[4:]}", personal=False)
    open_ = msg("staff-debt-text", number=number, owed=yen(one.owed), unclear=yen(one.unclear))
    return choose(
        "debt",
        msg("staff-debt-heading"),
        (*options, _BACK),
        explanation=msg("staff-debt-unsure", number=number) if _unknown_amount(one) else open_,
    )


def _unknown_amount(one: money.Debt) -> bool:
    return one.unsure and not one.owed + one.unclear


def choose(name: str, heading: Text, options: tuple[Option, ...], *, explanation: Text | None = None) -> Page:
    """A choice under the black sign."""
    return Choose(
        name=f"staff.{name}",
        service=SERVICE,
        icon="wrench",
        tag=TAG,
        heading=heading,
        explanation=explanation,
        options=options,
        back=False,
        stop=False,
        closed_reason=msg("staff-room-closed-reason"),
    )


def trouble(name: str, heading: Text, happened: Text) -> Page:
    """What stands in a clerk's way."""
    return Trouble(
        name=f"staff.{name}",
        service=SERVICE,
        icon="wrench",
        tag=TAG,
        heading=heading,
        tone="warn",
        happened=happened,
        to_do=(),
        actions=(LEAVE,),
        back=False,
        stop=False,
        closed_reason=msg("staff-room-closed-reason"),
    )
