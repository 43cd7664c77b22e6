"""What a resident does in these tests."""

from __future__ import annotations

from kiosk.demo.driver import Driver, nodes
from kiosk.demo.parts import Parts

NICKNAME = "Mejirushi4711"


def log_in(driver: Driver, parts: Parts, persona: str, pin: str) -> None:
    """From the first page to the menu, opening an account if there is none."""
    driver.wait("idle")
    parts.lay(persona)
    driver.wait("log_in.pin")
    driver.type_text(pin)
    driver.press("main")
    driver.wait("log_in.card_may_go")
    parts.take()
    if driver.wait("menu|open_account.about") == "open_account.about":
        open_account(driver)
    driver.wait("menu")


def open_account(driver: Driver) -> None:
    """ニックネーム, no mail."""
    driver.press("main")
    driver.wait("account.nickname_signs")
    driver.press("option.latin")
    driver.wait("account.nickname")
    driver.type_text(NICKNAME)
    driver.press("main")
    driver.wait("account.mail_wish")
    driver.press("option.no_mail" if has_key(driver, "option.no_mail") else last_option(driver))
    driver.wait("open_account.confirm")
    driver.press("main")


def read_household(driver: Driver) -> None:
    """From the menu to the household record, shown."""
    driver.press("option.self_information")
    driver.wait("self_information.find")
    driver.press("option.fields")
    driver.wait("self_information.fields")
    driver.press("option.household")
    driver.wait("self_information.items")
    driver.press(next(id for id in keys(driver) if id.startswith("row.")))
    driver.wait("self_information.answer")


def keys(driver: Driver) -> list[str]:
    """Ids of everything that can be pressed."""
    return [node["id"] for node in nodes(driver.tree()["tree"]) if node.get("action")]


def has_key(driver: Driver, id: str) -> bool:
    """Whether that key is on the page."""
    return id in keys(driver)


def last_option(driver: Driver) -> str:
    """The last of the big choices."""
    return [id for id in keys(driver) if id.startswith("option.")][-1]
