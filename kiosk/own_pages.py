"""Pages that belong to no journey: the terminal shows them by itself, over or between the residents' stays."""

from __future__ import annotations

from datetime import datetime, time

from kiosk.config import Terminal
from kiosk.words import languages
from screens.page import Banner, Board, Choose, Idle, Option, Page, Trouble, Wait
from screens.parts.languages import AUTONYMS
from screens.phrase import Data, Text, msg


def attract(
    terminal: Terminal,
    now: datetime,
    *,
    reader_ok: bool,
    gateway_ok: bool | None,
    keeps: bool = False,
    paper: bool = False,
    touch_ok: bool = True,
) -> Idle:
    """Nobody is served: what can be done here, and honestly what can't at the moment.

    keeps: applications are taken, without the gateway, too. paper: certificates are handed out.
    """
    open_ = is_open(terminal, now.time())
    hours = msg("idle-hours", opens=_clock(terminal.opens), closes=_clock(terminal.closes))
    if terminal.opens == terminal.closes:
        hours = msg("idle-hours-always")
    staff = None
    if terminal.staff_from and terminal.staff_to:
        staff = msg("idle-staff-hours", opens=_clock(terminal.staff_from), closes=_clock(terminal.staff_to))
    return Idle(
        name="idle" if open_ else "idle.closed",
        heading=msg("idle-heading") if open_ else msg("idle-closed-heading"),
        explanation=msg("idle-explanation") if open_ else msg("idle-closed", opens=_clock(terminal.opens)),
        banner=_attract_banner(reader_ok, gateway_ok, keeps, touch_ok) if open_ else None,
        place=msg(
            "idle-place",
            municipality=Data(terminal.municipality, personal=False),
            place=Data(terminal.place, personal=False),
        ),
        hours=hours,
        staff_hours=staff,
        open=open_,
        lines=(_with_card(gateway_ok is not False, keeps, paper), _without_card(keeps)),
    )


def _with_card(gateway: bool, keeps: bool, paper: bool) -> Text:
    if gateway:
        return msg("idle-card-paper") if paper else msg("idle-card")
    if not keeps:
        return msg("idle-card-nothing")
    return msg("idle-card-no-paper") if paper else msg("idle-card-no-log-in")


def _without_card(keeps: bool) -> Text:
    return msg("idle-no-card-keeps") if keeps else msg("idle-no-card")


def is_open(terminal: Terminal, now: time) -> bool:
    """Opening is inside, closing is outside: 20:00 sharp is closed. Equal times mean round the clock."""
    if terminal.opens == terminal.closes:
        return True
    return terminal.opens <= now.replace(tzinfo=None) < terminal.closes


def _attract_banner(reader_ok: bool, gateway_ok: bool | None, keeps: bool, touch_ok: bool) -> Banner | None:
    if not touch_ok:
        return Banner("warn", msg("idle-no-touch"), msg("idle-no-touch-text"))
    if not reader_ok:
        return Banner("warn", msg("idle-no-reader"), msg("idle-no-reader-text"))
    if gateway_ok is False:
        return Banner("offline", msg("idle-offline"), msg("idle-offline-keeps") if keeps else msg("idle-offline-text"))
    return None


def still_there(seconds: int, of: int) -> Board:
    """Nobody has touched anything for a while."""
    return Board(
        name="still_there",
        heading=msg("still-there-heading"),
        explanation=msg("still-there-text"),
        seconds=seconds,
        of=of,
        go_on=msg("still-there-go-on"),
        leave=msg("still-there-leave"),
    )


def time_limit(seconds: int, of: int) -> Board:
    """The stay comes to its longest."""
    return Board(
        name="time_limit",
        heading=msg("time-limit-heading"),
        explanation=msg("time-limit-text"),
        seconds=seconds,
        of=of,
        go_on=msg("time-limit-go-on"),
        leave=msg("still-there-leave"),
    )


def really_stop() -> Board:
    """やめる was pressed with something to lose."""
    return Board(
        name="really_stop",
        heading=msg("really-stop-heading"),
        explanation=msg("really-stop-text"),
        seconds=None,
        go_on=msg("really-stop-go-on"),
        leave=msg("really-stop-leave"),
    )


def language() -> Choose:
    """Every language there is, each named in itself."""
    return Choose(
        name="language",
        icon="globe",
        service=msg("language-service"),
        heading=msg("language-heading"),
        options=tuple(Option(key=tag, title=Data(AUTONYMS[tag], personal=False), icon="globe") for tag in languages()),
        back=False,
        stop=False,
        closed_reason=msg("language-closed-reason"),
    )


def staff_call(terminal: Terminal, now: datetime, number: str | None = None, *, clerks: bool = False) -> Trouble:
    """Help from a person. This terminal has no bell: it says so, and whom to ask when.

    number: under which the log knows of this call. clerks: the staff can prove themselves here.
    """
    there = terminal.staff_from is None or terminal.staff_to is None
    if terminal.staff_from and terminal.staff_to:
        there = terminal.staff_from <= now.time().replace(tzinfo=None) < terminal.staff_to
    return Trouble(
        name="staff_call",
        icon="bell",
        service=msg("staff-service"),
        heading=msg("staff-heading") if there else msg("staff-away-heading"),
        tone="info",
        happened=msg("staff-happened"),
        to_do=(msg("staff-do-call") if there else msg("staff-do-later"), msg("staff-do-hidden")),
        who=_staff_hours(terminal),
        incident=number,
        actions=(
            Option(key="on", title=msg("staff-return"), icon="back"),
            *((Option(key="clerk", title=msg("staff-clerk"), icon="wrench"),) if clerks else ()),
        ),
        back=False,
        stop=False,
        closed_reason=msg("staff-closed-reason"),
    )


def _staff_hours(terminal: Terminal) -> Text | None:
    if terminal.staff_from is None or terminal.staff_to is None:
        return None
    return msg("staff-hours", opens=_clock(terminal.staff_from), closes=_clock(terminal.staff_to))


def paper_untaken() -> Page:
    """Somebody went without saying that she took her paper: whoever comes next looks first."""
    return Trouble(
        name="paper_untaken",
        icon="printer",
        heading=msg("paper-untaken-heading"),
        tone="warn",
        happened=msg("paper-untaken"),
        to_do=(msg("paper-untaken-do"),),
        actions=(
            Option(key="no_paper", title=msg("paper-untaken-none"), icon="check"),
            Option(key="paper_found", title=msg("paper-untaken-found"), icon="bell"),
        ),
        back=False,
        stop=False,
        closed_reason=msg("paper-untaken-reason"),
    )


def paper_left(terminal: Terminal) -> Page:
    """Sheets of somebody who has gone may lie in the printer's tray: nobody is served before staff have looked."""
    return Trouble(
        name="paper_left",
        icon="printer",
        heading=msg("paper-left-heading"),
        tone="warn",
        happened=msg("paper-left"),
        to_do=(msg("paper-left-do"),),
        who=_staff_hours(terminal),
        actions=(Option(key="staff_call", title=msg("paper-left-call"), icon="bell"),),
        back=False,
        stop=False,
        closed_reason=msg("paper-left-reason"),
    )


def no_touch(terminal: Terminal, *, somebody: bool) -> Trouble:
    """The touchscreen is gone, and there is no keypad: nothing can be pressed. somebody: what she saw is hidden."""
    return Trouble(
        name="no_touch",
        icon="choose",
        heading=msg("no-touch-heading"),
        tone="bad",
        happened=msg("no-touch-hidden") if somebody else msg("no-touch"),
        to_do=(msg("no-touch-do"), msg("no-touch-staff")),
        who=_staff_hours(terminal),
        back=False,
        stop=False,
        closed_reason=msg("no-touch-reason"),
    )


def preparing() -> Page:
    """The last stay is not proven clean yet: nobody is served until it is."""
    return Wait(
        name="preparing",
        heading=msg("preparing-heading"),
        explanation=msg("preparing-text"),
        back=False,
        stop=False,
        closed_reason=msg("preparing-reason"),
    )


def remove_card() -> Page:
    """A card lies there that belongs to no stay."""
    return Wait(
        name="remove_card",
        icon="card",
        heading=msg("remove-card-heading"),
        explanation=msg("remove-card-text"),
        picture="take_card",
        back=False,
        stop=False,
        closed_reason=msg("remove-card-reason"),
    )


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}"
