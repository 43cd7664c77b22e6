"""What a journey can have done. Each effect is plain data; `kiosk.perform` does it and says what comes back.

The page shown meanwhile is made here, so that a journey reads as what the resident does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from kiosk.journey import Effect
from kiosk.portal_outcomes import Account
from screens.page import Page, Wait
from screens.phrase import Text, msg

_MOMENT = msg("wait-moment")


@dataclass(frozen=True, slots=True)
class Overdue:
    """The effect's deadline passed without a word from the device or the gateway. What came of it is not known."""


def _wait(name: str, heading: Text, explanation: Text = _MOMENT) -> Page:
    return Wait(
        name=f"wait.{name}",
        heading=heading,
        explanation=explanation,
        back=False,
        closed_reason=msg("wait-reason"),
    )


@dataclass(frozen=True, slots=True)
class InspectCard(Effect):
    """Say what lies on the reader. Gives `devices.cards.recognise.InspectOutcome`: a card kind or a card trouble."""

    lane: ClassVar[str] = "card"
    deadline_s: ClassVar[float] = 8.0

    def page(self) -> Page:
        """The card is being read."""
        return _wait("card", msg("wait-card-heading"), msg("wait-dont-move"))


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
        return _wait("log_in", msg("wait-log-in-heading"), msg("wait-dont-move"))

    def closes_way_back(self, outcome: object) -> bool:
        """After an entry nobody walks back before it: the tries left that were shown then are no longer true."""
        return True


@dataclass(frozen=True, slots=True)
class PortalEffect(Effect):
    """Something only the gateway can do."""

    lane: ClassVar[str] = "portal"
    deadline_s: ClassVar[float] = 20.0

    def page(self) -> Page:
        """The gateway is asked."""
        return _wait("portal", msg("wait-portal-heading"))


@dataclass(frozen=True, slots=True)
class LogOut(PortalEffect):
    """End the session at the gateway. Gives `kiosk.portal.LoggedOut` or a portal trouble."""

    deadline_s: ClassVar[float] = 6.0

    def page(self) -> Page:
        """Everything is being put away."""
        return _wait("log_out", msg("wait-log-out-heading"))


@dataclass(frozen=True, slots=True)
class OpenAccount(PortalEffect):
    """Open the account. Gives `kiosk.portal.Account` or a portal trouble."""

    nickname: str = field(repr=False)
    mail_addresses: tuple[str, ...] = field(default=(), repr=False)
    notices_by_mail: bool = False

    def closes_way_back(self, outcome: object) -> bool:
        """An opened account is not un-opened by Back."""
        return isinstance(outcome, Account)


@dataclass(frozen=True, slots=True)
class ReadAccount(PortalEffect):
    """Nickname, mail addresses, notices settings. Gives `kiosk.portal.Account` or a portal trouble."""


@dataclass(frozen=True, slots=True)
class ChangeAccount(PortalEffect):
    """Change what is given; None leaves a thing as it is. Gives `kiosk.portal.Account` or a portal trouble."""

    nickname: str | None = field(default=None, repr=False)
    mail_addresses: tuple[str, ...] | None = field(default=None, repr=False)
    notices_by_mail: bool | None = None

    def closes_way_back(self, outcome: object) -> bool:
        """A change is changed back by a further change, not by Back."""
        return isinstance(outcome, Account)


@dataclass(frozen=True, slots=True)
class ListItems(PortalEffect):
    """The items of self-information, by search word and field. Gives `kiosk.portal.Items` or a portal trouble."""

    search: str | None = field(default=None, repr=False)
    field: str | None = None
    subfield: str | None = None


@dataclass(frozen=True, slots=True)
class RequestItem(PortalEffect):
    """Ask for one item; without a holder the usual one is asked. Gives `kiosk.portal.Disclosure` without its answer,
    or a portal trouble.
    """

    item: str
    holder: str | None = None


@dataclass(frozen=True, slots=True)
class ListDisclosures(PortalEffect):
    """Earlier requests of this account and their state. Gives `kiosk.portal.Disclosures` or a portal trouble."""


@dataclass(frozen=True, slots=True)
class ReadDisclosure(PortalEffect):
    """One request with its answer: the reading. Gives `kiosk.portal.Disclosure` or a portal trouble."""

    request: str


@dataclass(frozen=True, slots=True)
class RequestRecords(PortalEffect):
    """Ask for provision records (やりとり履歴) of a period, both days included. Gives `kiosk.portal.Records` without
    the records, or a portal trouble.
    """

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ListRecordsRequests(PortalEffect):
    """Earlier requests for provision records. Gives `kiosk.portal.RecordsRequests` or a portal trouble."""


@dataclass(frozen=True, slots=True)
class ReadRecords(PortalEffect):
    """One request with its records: the reading. Gives `kiosk.portal.Records` or a portal trouble."""

    request: str


@dataclass(frozen=True, slots=True)
class ListOperations(PortalEffect):
    """Operation history (操作履歴), newest first, a page of it. Gives `kiosk.portal.Operations` or a portal trouble."""

    page_number: int = 1


@dataclass(frozen=True, slots=True)
class ListNotices(PortalEffect):
    """The account's notices (お知らせ), newest first. Gives `kiosk.portal_outcomes.Notices` or a portal trouble."""


@dataclass(frozen=True, slots=True)
class ReadNotice(PortalEffect):
    """Open one: the reading. Gives `kiosk.portal_outcomes.OneNotice` or a portal trouble."""

    notice: str


@dataclass(frozen=True, slots=True)
class DeleteNotice(PortalEffect):
    """Delete one for ever. Gives `kiosk.portal_outcomes.NoticeDeleted` or a portal trouble."""

    notice: str

    def closes_way_back(self, outcome: object) -> bool:
        """It does not come back."""
        return True


@dataclass(frozen=True, slots=True)
class Today(Effect):
    """The terminal's date, for journeys that reckon with it. Gives `datetime.date`."""

    lane: ClassVar[str] = "clock"
    deadline_s: ClassVar[float] = 2.0


@dataclass(frozen=True, slots=True)
class NoWayBack(Today):
    """Nothing is done, but Back doesn't pass here: what was read has been hidden again, or a trouble is over.

    (It asks for the date because that costs nothing; nobody looks at it.)
    """

    def closes_way_back(self, outcome: object) -> bool:
        """That is all it is for."""
        return True


@dataclass(frozen=True, slots=True)
class ProbeGateway(PortalEffect):
    """Ask whether the gateway is there and serves. Gives `kiosk.portal.Service` or a portal trouble.

    On a lane of its own: a resident who comes meanwhile must not wait for it.
    """

    lane: ClassVar[str] = "probe"


@dataclass(frozen=True, slots=True)
class KeepSession(PortalEffect):
    """Tell the gateway that the resident is still there. Gives `kiosk.portal.StillLoggedIn` or a portal trouble.

    On a lane of its own: she hasn't asked for it and waits for nothing.
    """

    lane: ClassVar[str] = "keep"
