"""Cards that don't do, cards that move, and time that passes."""

from __future__ import annotations

from devices.virtual.personas import person
from kiosk.demo.steps import LONG_S, Desk, enter, lay, leave_without_log_in, log_in, log_out, pass_time, take, to_pin
from kiosk.demo.walk import Walk

# --- cards that don't do ----------------------------------------------------------------------------------------------


def wrong_pin(walk: Walk, desk: Desk) -> None:
    """Wrong, wrong again, the last try, and locked."""
    to_pin(walk, desk, "ordinary_man")
    enter(walk, "9999")
    walk.meet("log_in.pin", "wrong, two tries left")
    enter(walk, "9998")
    walk.meet("log_in.last_try")
    walk.press("staff")
    walk.meet("log_in.ask_staff")
    walk.press("on|main")
    walk.meet("log_in.last_try")
    walk.press("enter")
    walk.meet("log_in.pin", "the last try")
    enter(walk, "9997")
    walk.meet("log_in.locked_now")
    walk.press("pin_help|main")
    walk.meet("pin_help.user_authentication")
    walk.press("main")
    walk.driver.wait("log_in.locked_now")
    leave_without_log_in(walk, desk)


def last_try_succeeds(walk: Walk, desk: Desk) -> None:
    """One try left, and the right number: the counter is whole again."""
    walk.meet("idle")
    lay(walk, desk, "one_try_left")
    walk.meet("log_in.last_try")
    walk.press("enter")
    walk.meet("log_in.pin")
    enter(walk, person("one_try_left").pins["auth"])
    walk.meet("log_in.card_may_go")
    take(walk, desk)
    walk.meet("open_account.about|menu")
    log_out(walk)


def other_cards(walk: Walk, desk: Desk) -> None:
    """Everything that is no card for this: each has its own page. Taking it away asks for another."""
    walk.meet("idle")
    walk.press("with_card")
    walk.driver.wait("log_in.put_card")
    for persona, page in (
        ("locked_auth", "log_in.locked"),
        ("locked_6983", "log_in.locked"),
        ("expired", "log_in.expired"),
        ("not_yet_valid", "log_in.not_yet_valid"),
        ("expiring_soon", "log_in.expires_soon"),
        ("child", "log_in.no_signature_certificate"),
        ("face_only", "log_in.face_only"),
        ("no_certificates", "log_in.no_certificate"),
        ("old_juki", "log_in.old_card"),
        ("phone_android", "log_in.phone"),
        ("phone_iphone", "log_in.phone"),
        ("foreign", "log_in.foreign_card"),
        ("dead", "trouble.card_unpowered"),
    ):
        lay(walk, desk, persona)
        walk.meet(page, persona)
        take(walk, desk)
        walk.driver.wait("log_in.put_card")
    leave_without_log_in(walk, desk)


def refused_by_the_gateway(walk: Walk, desk: Desk) -> None:
    """Cards that are fine by themselves: revoked, and forged under the same issuer's name."""
    for persona, page in (("revoked", "log_in.revoked"), ("forged", "log_in.issuer_unknown")):
        to_pin(walk, desk, persona)
        enter(walk, person(persona).pins["auth"])
        walk.meet(page, persona)
        leave_without_log_in(walk, desk)


def card_moves(walk: Walk, desk: Desk) -> None:
    """Taken away while it is read, while it signs; mute; another one laid down instead."""
    walk.meet("idle")
    walk.press("with_card")
    walk.driver.wait("log_in.put_card")
    desk.fault("remove@5")
    lay(walk, desk, "ordinary")
    desk.wait_gone()
    walk.tray("wait_card")
    walk.meet("log_in.put_card", "it moved")
    lay(walk, desk, "ordinary")
    walk.driver.wait("log_in.pin")
    desk.fault("remove@SIGN")
    enter(walk, person("ordinary").pins["auth"])
    desk.wait_gone()
    walk.tray("wait_card")
    walk.meet("log_in.put_card", "it moved after the number")
    desk.fault("mute@3")
    lay(walk, desk, "ordinary")
    walk.meet("wait.card")
    walk.meet("trouble.card_mute|trouble.card_silent", timeout_s=LONG_S)
    take(walk, desk)
    walk.meet("log_in.put_card|trouble.*", "after the mute card")
    leave_without_log_in(walk, desk)


def another_card(walk: Walk, desk: Desk) -> None:
    """Somebody steps up to a stay that isn't theirs."""
    log_in(walk, desk, "ordinary")
    lay(walk, desk, "ordinary_woman")
    walk.meet("leave.take_card", "another card")
    take(walk, desk)
    walk.meet("leave.other_card")
    walk.driver.wait("idle")


# --- time -------------------------------------------------------------------------------------------------------------


def nobody_answers(walk: Walk, desk: Desk) -> None:
    """Idle: asked once and goes on; asked again and leaves. The card stays behind."""
    log_in(walk, desk, "ordinary", take_card=False)
    walk.press("self_information")
    walk.driver.wait("self_information.find")
    pass_time(walk, 121)
    walk.meet("still_there")
    walk.press("main")
    walk.meet("self_information.find", "where she was")
    pass_time(walk, 121)
    walk.driver.wait("still_there")
    pass_time(walk, 30)
    walk.look("thirty seconds later")
    pass_time(walk, 31)
    walk.meet("leave.take_card", "card left behind")
    take(walk, desk)
    walk.meet("leave.timed_out")
    walk.driver.wait("idle")


def longest_stay(walk: Walk, desk: Desk) -> None:
    """The absolute limit, with its warning."""
    log_in(walk, desk, "ordinary")
    for _ in range(16):
        pass_time(walk, 105)
        walk.driver.press("rail.colour")
    pass_time(walk, 70)
    walk.meet("time_limit")
    walk.press("main")
    walk.driver.wait("menu")
    pass_time(walk, 61)
    walk.meet("leave.time_limit")
    walk.driver.wait("idle")


def card_lies_there(walk: Walk, desk: Desk) -> None:
    """A card left after the stay: nobody is served until it is gone."""
    walk.meet("idle")
    walk.press("without_card")
    walk.driver.wait("menu")
    lay(walk, desk, "ordinary")
    walk.tray("card")
    walk.press("stop")
    walk.meet("leave.take_card")
    take(walk, desk)
    walk.meet("leave.stopped")
    lay(walk, desk, "ordinary_man")
    walk.tray("take_card")
    walk.press("main")
    walk.meet("remove_card")
    take(walk, desk)
    walk.meet("idle", "free again")
