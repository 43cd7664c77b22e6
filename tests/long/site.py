"""The issuing side of the long run: two gateway nodes on one private PostgreSQL, behind one address."""

from __future__ import annotations

import itertools
import json
import os
import re
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from sqlalchemy import select

from devices.virtual.deck import Deck
from gateway.certificates.schema import requests
from gateway.store.database import Store
from kiosk.paper.sealed import Trust
from kiosk.rules.opening import JAPAN_TIME
from tests.gateway.certificates.far import certificate_settings
from tests.parts.authority import Authority
from tests.parts.postgres import private_postgres
from tests.parts.served import Served, gateway, serve, write_settings

FREE_KIND = "resident_record_items"
"""Costs nothing in this run, so that both ways are in it."""
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of the gateway's book of requests, as far as the audit goes. pages: of one copy."""

    id: str
    terminal: str
    kind: str
    copies: int
    state: str
    inquiry_number: str | None
    sha256: str | None
    pages: int | None
    result: str | None


@dataclass(slots=True)
class Site:
    """Both nodes. port: of the address in front of them. trust: what terminals believe about documents."""

    folder: Path
    nodes: tuple[Served, Served]
    port: int
    settings: Path
    trust: Trust
    deck: Deck
    _store: Store = field(repr=False)

    def asked(self, ids: Iterable[str] | None = None) -> dict[str, Asked]:
        """Requests that are on record, by id: these, or all."""
        columns = [requests.c[name] for name in Asked.__slots__ if name != "terminal"]
        wanted = select(*columns, requests.c.terminal_id.label("terminal"))
        if ids is not None:
            wanted = wanted.where(requests.c.id.in_(list(ids)))
        with self._store.read() as conn:
            return {row.id: Asked(**row._mapping) for row in conn.execute(wanted).all()}

    def of_number(self, number: str) -> str | None:
        """The request of an inquiry number."""
        with self._store.read() as conn:
            return conn.execute(select(requests.c.id).where(requests.c.inquiry_number == number)).scalar_one_or_none()

    def reconciliation(self) -> dict[str, Any]:
        """`gateway certificates reconcile --json` over yesterday and today."""
        today = datetime.now(JAPAN_TIME).date()
        days = ("--from", str(today - timedelta(days=1)), "--to", str(today))
        done = gateway("--config", self.settings, "certificates", "reconcile", *days, "--json")
        if done.returncode not in (0, 1):
            raise RuntimeError(f"gateway certificates reconcile: exit code {done.returncode}")
        report: dict[str, Any] = json.loads(done.stdout)
        return report


@contextmanager
def site(folder: Path, cards: Path) -> Iterator[Site]:
    """Start everything, and stop it again. cards: state directory of the cards' issuer."""
    deck = Deck(cards, persistent=False)
    with ExitStack() as stack:
        url = stack.enter_context(private_postgres()).fresh_database()
        sections = certificate_settings(folder, nodes=2)
        catalogue = folder / "catalogue.yaml"
        catalogue.write_text(_free(catalogue.read_text("utf-8")), "utf-8")
        nodes = []
        for name in ("a", "b"):
            (folder / name).mkdir()
            if name == "b":
                os.symlink(folder / "a" / "tls", folder / "b" / "tls")
            anchors = {"anchors": str(deck.issuer.anchors)}
            file = write_settings(folder / name, url, Authority(), certificates=sections, jpki=anchors)
            if name == "a" and gateway("--config", file, "migrate").returncode != 0:
                raise RuntimeError("the database can't be made")
            nodes.append(stack.enter_context(serve(file)))
        balancer = Balancer([node.port for node in nodes])
        stack.callback(balancer.close)
        store = Store(url)
        stack.callback(store.close)
        yield Site(folder, (nodes[0], nodes[1]), balancer.port, file, _trust(folder / "keys"), deck, store)


def _free(catalogue: str) -> str:
    return re.sub(rf"(- kind: {FREE_KIND}\n(?:(?! +- kind).*\n)*? +fee: )\d+", r"\g<1>0", catalogue)


def _trust(keys: Path) -> Trust:
    authorities = [x509.load_pem_x509_certificate(file.read_bytes()) for file in sorted(keys.glob("*/seal-ca.pem"))]
    key = load_pem_public_key((keys / "statement.pem").read_bytes())
    if not isinstance(key, EllipticCurvePublicKey):
        raise TypeError("not a P-256 key")
    return Trust(tuple(authorities), (key,))


class Balancer:
    """One loopback port; each connection goes to the next node, so a session is at home on both."""

    def __init__(self, ports: list[int]) -> None:
        self._next = itertools.cycle(ports)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, name="balancer", daemon=True).start()

    def close(self) -> None:
        """No more connections."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                here, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(here, next(self._next)), name="balanced", daemon=True).start()

    def _relay(self, here: socket.socket, port: int) -> None:
        with here, suppress(OSError), socket.create_connection(("127.0.0.1", port)) as there:
            back = threading.Thread(target=_pump, args=(there, here), name="balanced-back", daemon=True)
            back.start()
            _pump(here, there)
            back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    """Until one side has said all, or is gone."""
    with suppress(OSError):
        while piece := source.recv(_CHUNK):
            sink.sendall(piece)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
