"""What a journey can have done. Each effect is plain data; `kiosk.perform` does it and says what comes back.

The page shown meanwhile is made here, so that a journey reads as what the resident does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from kiosk.journey import Effect
from screens.page import Page, Wait
from screens.phrase import msg


@dataclass(frozen=True, slots=True)
class Overdue:
    """The effect's deadline passed without a word from the device or the gateway. What came of it is not known."""


def _wait(name: str, **more: object) -> Wait:
    return Wait(name=f"wait.{name}", heading=msg(f"wait-{name.replace('.', '-')}"), explanation=msg("wait-moment"))


@dataclass(frozen=True, slots=True)
class InspectCard(Effect):
    """Say what lies on the reader. Gives `devices.cards.outcomes.Recognised` (a card kind or a card trouble)."""

    lane: ClassVar[str] = "card"
    deadline_s: ClassVar[float] = 8.0

    def page(self) -> Page:
        """The card is being read."""
        return _wait("card")


@dataclass(frozen=True, slots=True)
class LogIn(Effect):
    """Challenge, PIN, signature by the card, answer of the gateway; `certificate` is the one inspected before.

    Gives `kiosk.portal.LoggedIn`, or why not: a PIN outcome, a card trouble, a portal trouble. `pin` is zeroed.
    """

    pin: bytearray = field(repr=False)
    certificate: bytes = field(repr=False)
    lane: ClassVar[str] = "card"
    deadline_s: ClassVar[float] = 30.0

    def page(self) -> Page:
        """Being recognised; the card must not move."""
        return _wait("log_in")

    def closes_way_back(self, outcome: object) -> bool:
        """After a log-in nobody walks back before it."""
        from kiosk.portal import LoggedIn

        return isinstance(outcome, LoggedIn)


@dataclass(frozen=True, slots=True)
class PortalEffect(Effect):
    """Something only the gateway can do."""

    lane: ClassVar[str] = "portal"
    deadline_s: ClassVar[float] = 20.0

    def page(self) -> Page:
        """The gateway is asked."""
        return _wait("portal")


@dataclass(frozen=True, slots=True)
class LogOut(PortalEffect):
    """End the session at the gateway. Gives `kiosk.portal.LoggedOut` or a portal trouble."""

    deadline_s: ClassVar[float] = 6.0

    def page(self) -> Page:
        """Everything is being put away."""
        return _wait("log_out")


@dataclass(frozen=True, slots=True)
class OpenAccount(PortalEffect):
    """Open the account with a ニックネーム. Gives `kiosk.portal.Account` or a portal trouble."""

    nickname: str = field(repr=False)

    def closes_way_back(self, outcome: object) -> bool:
        """An opened account is not un-opened by Back."""
        from kiosk.portal import Account

        return isinstance(outcome, Account)


@dataclass(frozen=True, slots=True)
class ReadAccount(PortalEffect):
    """Nickname, mail addresses, notices settings."""


@dataclass(frozen=True, slots=True)
class ChangeAccount(PortalEffect):
    """Change what is given; None leaves a thing as it is. Gives `kiosk.portal.Account` or a portal trouble."""

    nickname: str | None = field(default=None, repr=False)
    mail_addresses: tuple[str, ...] | None = field(default=None, repr=False)
    notices_by_mail: bool | None = None

    def closes_way_back(self, outcome: object) -> bool:
        """A change is changed back by a further change, not by Back."""
        from kiosk.portal import Account

        return isinstance(outcome, Account)


@dataclass(frozen=True, slots=True)
class ListItems(PortalEffect):
    """The items of self-information, by search word and field. Gives `kiosk.portal.Items` or a portal trouble."""

    search: str | None = field(default=None, repr=False)
    field: str | None = None
    subfield: str | None = None


@dataclass(frozen=True, slots=True)
class RequestItem(PortalEffect):
    """Ask for one item. Gives `kiosk.portal.Disclosure` (one of six outcomes) or a portal trouble."""

    item: str


@dataclass(frozen=True, slots=True)
class ListDisclosures(PortalEffect):
    """Earlier requests of this account and their state. Gives `kiosk.portal.Disclosures` or a portal trouble."""


@dataclass(frozen=True, slots=True)
class ReadDisclosure(PortalEffect):
    """One earlier request, with its answer if it has arrived."""

    request: str


@dataclass(frozen=True, slots=True)
class RequestRecords(PortalEffect):
    """Provision records (やりとり履歴) of a period, both days included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ListOperations(PortalEffect):
    """Operation history (操作履歴), newest first, a page of it."""

    page_number: int = 1


@dataclass(frozen=True, slots=True)
class Today(Effect):
    """The terminal's date, for journeys that reckon with it. Gives `datetime.date`."""

    lane: ClassVar[str] = "portal"
    deadline_s: ClassVar[float] = 2.0


@dataclass(frozen=True, slots=True)
class ProbeGateway(PortalEffect):
    """Ask whether the gateway is there and serves. Gives `kiosk.portal.Service` or a portal trouble."""

    deadline_s: ClassVar[float] = 8.0
