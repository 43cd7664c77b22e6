"""A reader that is unplugged, a gateway that is gone, mute, slow or senseless."""

from __future__ import annotations

from devices.virtual.personas import person
from kiosk.demo.line import Good, Lie, Mute, Refused, Slow
from kiosk.demo.steps import LONG_S, Desk, enter, leave_without_log_in, log_in, to_pin, up
from kiosk.demo.walk import Walk
from kiosk.gateway_watch import AGAIN_S

# --- reader and gateway -----------------------------------------------------------------------------------------------


def reader_unplugged(walk: Walk, desk: Desk) -> None:
    """Without a reader: what still works. And its plug pulled in the middle."""
    walk.meet("idle")
    desk.unplug()
    walk.did("unplug the reader")
    walk.until(True, "banner")
    walk.look("no reader")
    walk.press("with_card")
    walk.meet("log_in.put_card|trouble.*", "no reader")
    walk.press("stop")
    walk.driver.wait("leave.stopped")
    walk.press("main")
    walk.driver.wait("idle")
    desk.plug()
    walk.did("plug the reader in")
    walk.until(False, "banner")
    to_pin(walk, desk, "ordinary")
    desk.unplug()
    walk.did("unplug the reader")
    walk.meet("log_in.put_card|trouble.*", "unplugged under the card")
    desk.plug()
    leave_without_log_in(walk, desk)


def gateway_unreachable(walk: Walk, desk: Desk) -> None:
    """Refused, silent, slow, senseless – at log-in, where no try may be spent, and afterwards."""
    for condition, note in ((Refused(), "nobody listens"), (Mute(), "no answer")):
        to_pin(walk, desk, "ordinary")
        desk.line(condition)
        walk.did(f"line: {note}")
        enter(walk, person("ordinary").pins["auth"])
        walk.meet("trouble.*", note, LONG_S)
        desk.line(Good())
        leave_without_log_in(walk, desk)
    for lie in (Lie.OTHER_SHAPE, Lie.WEB_PAGE, Lie.SERVER_ERROR, Lie.HUGE):
        to_pin(walk, desk, "ordinary")
        desk.lie(lie)
        walk.did(f"line: {lie.name.lower()}")
        enter(walk, person("ordinary").pins["auth"])
        walk.meet("trouble.*", lie.name.lower(), LONG_S)
        desk.line(Good())
        leave_without_log_in(walk, desk)


def gateway_lost(walk: Walk, desk: Desk) -> None:
    """The line goes while somebody is logged in: try again, and log out honestly without it."""
    log_in(walk, desk, "ordinary")
    walk.press("operations")
    walk.driver.wait("operations.list")
    up(walk, "menu")
    desk.line(Slow(delay_s=1.0))
    walk.did("line: slow")
    walk.press("operations")
    walk.meet("wait.portal", "slow")
    walk.meet("operations.list", "slow, but there", LONG_S)
    up(walk, "menu")
    desk.line(Refused())
    walk.did("line: nobody listens")
    walk.press("operations")
    walk.meet("trouble.*", "lost", LONG_S)
    desk.line(Good())
    walk.did("line: good")
    walk.press("again|main")
    walk.meet("operations.list", "again")
    up(walk, "menu")
    desk.line(Refused())
    walk.did("line: nobody listens")
    walk.press("operations")
    walk.driver.wait("trouble.*", LONG_S)
    walk.press("menu")
    walk.driver.wait("menu")
    walk.flat(True, "option.operations")
    walk.look("what works without the gateway")
    desk.line(Good())
    walk.did("line: good")
    walk.driver.pass_time(AGAIN_S)
    walk.flat(False, "option.operations")
    desk.line(Refused())
    walk.did("line: nobody listens")
    walk.press("stop")
    walk.driver.wait("really_stop")
    walk.press("stop")
    walk.meet("leave.stopped", "ends there by itself", LONG_S)
    desk.line(Good())
