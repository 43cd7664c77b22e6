"""How many log-ins a second a gateway takes, from terminals and cards that all come at once."""

from __future__ import annotations

import subprocess
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from devices.virtual.issuer import Issuer
from devices.virtual.personas import person
from kiosk.bench.table import Figure, plain
from kiosk.demo.child import COMMANDS
from kiosk.demo.town import Town
from kiosk.portal import Portal, assemble, login_message
from kiosk.portal_outcomes import LoggedIn, OpenChallenge

PEOPLE = ("ordinary", "ordinary_man", "ordinary_woman", "rare_kanji", "foreigner_long_name", "child", "minor", "dv")
SECONDS = 8.0
TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class _Client:
    """One terminal with one resident's key (it signs in software, so that no card holds the gateway up)."""

    url: str
    tls: Path
    terminal: str
    cards: Path
    persona: str

    def log_ins(self, until: float) -> int:
        """Log in again and again; how often it came to its end in time."""
        portal = Portal(
            self.url,
            self.tls / "ca.pem",
            self.tls / f"{self.terminal}.pem",
            self.tls / f"{self.terminal}.key",
            TIMEOUT_S,
        )
        card = Issuer(self.cards).card(person(self.persona)).auth
        if card is None:
            raise ValueError(self.persona)
        certificate = card.certificate.public_bytes(Encoding.DER)
        done = 0
        while True:
            challenge = portal.challenge()
            if not isinstance(challenge, OpenChallenge):
                raise TypeError(type(challenge).__name__)
            message = login_message(challenge, certificate)
            outcome = portal.log_in(assemble(message, card.key.sign(message, PKCS1v15(), SHA256())))
            if not isinstance(outcome, LoggedIn):
                raise TypeError(type(outcome).__name__)
            if time.time() >= until:
                return done
            done += 1


def gateway_log_ins(folder: Path, cards: Path, name: str, database: str | None = None) -> Figure:
    """Eight terminals at once on the cores of this machine, which they share with the gateway."""
    issuer = Issuer(cards)
    for persona in PEOPLE:
        issuer.card(person(persona))
    folder.mkdir()
    with Town(folder, cards, database) as town:
        tls = town.certificates.folder
        for number in range(len(PEOPLE)):
            command: list[str | Path] = [COMMANDS / "gateway", "dev-certs", tls, "--terminal", f"load-{number}"]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        url = f"https://127.0.0.1:{town.port}"
        clients = [_Client(url, tls, f"load-{number}", cards, persona) for number, persona in enumerate(PEOPLE)]
        # Fresh processes: this one has threads, which a fork would not take along.
        with ProcessPoolExecutor(len(clients), get_context("spawn")) as pool:
            list(pool.map(_warm_up, clients))
            began = time.time()
            done = sum(pool.map(_log_ins, clients, [began + SECONDS] * len(clients)))
    return plain(f"gateway: log-ins a second, {name}", done / SECONDS, "/s")


def _warm_up(client: _Client) -> None:
    client.log_ins(until=0.0)


def _log_ins(client: _Client, until: float) -> int:
    return client.log_ins(until)
