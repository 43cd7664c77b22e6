"""A booth whose desk, books, staff room, staff list and staff cards are the real ones; printers do what a test says."""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from devices.cards.service import CardService
from devices.virtual.deck import Deck
from devices.virtual.link import VirtualReader
from devices.virtual.personas import person
from devices.virtual.piv_card import PivCard
from kiosk.audit import Audit
from kiosk.config import Config, IppSettings, ReceiptNetwork
from kiosk.journey import Effect
from kiosk.paper.desk import PaperDesk
from kiosk.paper.effects import AskOffers
from kiosk.perform import Performer
from kiosk.portal import Portal
from kiosk.portal_outcomes import Offers
from kiosk.staff.people import fingerprint, hash_of, load
from kiosk.staff.room import StaffRoom
from kiosk.terminal import Terminal
from kiosk.words import all_words
from tests.devices.virtual.fixtures import shared_state
from tests.kiosk.booth import ABSOLUTE_S, IDLE_S, WARNING_S, Booth
from tests.kiosk.journeys.test_certificates import AT, offer
from tests.kiosk.paper.counter import Counter

CODE = "480217"
PIN_CARD, PIV_CARD, STRANGER = "ordinary_woman", "staff_piv", "staff_piv_rsa"
WITHIN_S = 20.0
TICK_S = 0.05
"""A page that says to wait comes by the clock, not because anybody said something."""


class NewsCounter(Counter):
    """Tells when something at the desk has changed."""

    tell: Callable[[], None] = staticmethod(lambda: None)

    def _progressed(self) -> None:
        self.tell()


class ClerkBooth(Booth):
    """restarts: how often the program was asked to begin anew. bug: an effect that has one."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.counter = NewsCounter(folder, stack)
        self.reader = VirtualReader(Deck(shared_state(), persistent=False))
        self.restarts = 0
        self.bug: type[Effect] | None = None
        super().__init__()
        self.counter.tell = lambda: self.posted.put(self.terminal.show)
        self.script[AskOffers] = lambda: Offers((offer("resident_record", most_copies=1),), AT)

    @property
    def desk(self) -> PaperDesk:
        return self.counter.desk

    def _terminal(self) -> Terminal:
        base = Config.model_validate(
            {
                "profile": "demo",
                "terminal": {
                    "id": "t-1",
                    "municipality": "こもれび市",
                    "place": "市役所",
                    "opens": "00:00",
                    "closes": "00:00",
                },
                "reader": {"name": "x"},
                "gateway": {"url": "https://127.0.0.1:1", "ca": "x", "certificate": "x", "key": "x"},
                "limits": {"idle_s": IDLE_S, "warning_s": WARNING_S, "absolute_s": ABSOLUTE_S, "probe_s": 100_000},
            }
        )
        config = base.model_copy(
            update={
                "staff": self._staff_file(),
                "printer": IppSettings(kind="ipp", uri="ipp://127.0.0.1:1/ipp/print"),
                "receipts": ReceiptNetwork(kind="network", host="127.0.0.1"),
            }
        )
        assert config.staff is not None
        audit = Audit(self.clock, self.log)
        people = load(config.staff, self.clock.monotonic, self.folder / "payments.sqlite-codes")
        cards = CardService("", slot=self.reader)
        room = StaffRoom(people, cards, self.desk, audit.log, audit, self._restart)
        self._performer = Performer(cards, cast(Portal, None), self.clock, self.desk, room)
        return Terminal(
            config,
            self.clock,
            audit,
            self.view,
            all_words(),
            self.workers,
            forget=lambda: None,
            give_up=self._give_up,
            desk=self.desk,
        )

    def _staff_file(self) -> Path:
        deck = Deck(shared_state(), persistent=False)
        piv = deck.card(PIV_CARD).program
        auth = deck.issuer.card(person(PIN_CARD)).auth
        assert isinstance(piv, PivCard)
        assert auth is not None
        file = self.folder / "staff.toml"
        file.write_text(
            f'[[staff]]\nid = "0417"\ncard = "{_key(auth.certificate)}"\n'
            f'[[staff]]\nid = "0418"\ncode = "{hash_of(CODE.encode())}"\n'
            f'[[staff]]\nid = "0419"\ncard = "{_key(piv.certificate)}"\n',
            encoding="ascii",
        )
        return file

    def _restart(self) -> bool:
        self.restarts += 1
        return not self.terminal.serving

    def _perform(self, effect: Effect, cancel: threading.Event) -> object:
        if self.bug is not None and isinstance(effect, self.bug):
            raise ZeroDivisionError("見本 花子")
        if type(effect) in self.script:
            return super()._perform(effect, cancel)
        return self._performer(effect, cancel)

    # --- what happens -------------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Nothing by itself: tests say what they wait for, with `until`."""

    def until(self, *pages: str) -> str:
        """Take what workers say until one of these pages is shown."""
        self.until_true(lambda: self.page in pages, " or ".join(pages))
        return self.page

    def until_true(self, true: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + WITHIN_S
        while not true():
            assert time.monotonic() < deadline, f"on {self.page}, no {what}"
            with suppress(queue.Empty):
                self.posted.get(timeout=TICK_S)()
            self.terminal.tick()

    def go(self, key: str, *pages: str) -> None:
        """Press, and wait for what comes of it."""
        self.press(key)
        if pages:
            self.until(*pages)

    def lay_card(self, persona: str) -> None:
        """On the reader; the reader tells of it."""
        self.reader.insert(persona)
        self.lay(f"{persona}-{self.reader.slot.insertion}")

    def take_card(self) -> None:
        self.reader.remove()
        self.take()

    def to_staff(self) -> None:
        """From any page to the question who it is."""
        self.go("rail.staff", "staff_call")
        self.go("option.clerk", "staff.way")

    def in_by_code(self) -> None:
        """From any page to the staff room."""
        self.to_staff()
        self.go("option.code", "staff.code")
        self.type_text(CODE)
        self.go("main", "staff.room")

    def resident_pays(self) -> str:
        """Somebody has logged in and has chosen a certificate; she waits for the clerk. The number on her slip."""
        self.resident_logs_in()
        self.go("option.certificates", "certificates.purpose")
        self.go("option.company", "certificates.kinds")
        self.go("option.resident_record", "certificates.confirm")
        self.go("main")
        self.until_true(lambda: self.desk.open_slip is not None, "a slip")
        slip = self.desk.open_slip
        assert slip is not None
        return slip.number

    def resident_logs_in(self) -> None:
        self.lay("resident")
        self.until("log_in.pin")
        self.type_text("1234")
        self.go("main", "log_in.card_may_go")
        self.take()
        self.until("menu")

    # --- what is seen -------------------------------------------------------------------------------------------------

    def seen(self) -> str:
        """All that is shown or said."""
        tree = self.view.tree()
        assert tree is not None
        return json.dumps(tree.as_json(), ensure_ascii=False).replace("\\u2005", "").replace(" ", "")


def _key(certificate: x509.Certificate) -> str:
    return fingerprint(certificate.public_bytes(Encoding.DER))
