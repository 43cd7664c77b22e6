"""A desk of its own process, whose memory is looked at after so many papers.

Standard input: {"config": a `kiosk.config.Config`, "pdf": a sealed paper in base64, "looks": [50, 500]}; standard
output: bytes of resident memory at each look. The desk, its verification, its books, its log and the IPP printer are
real; the issuing side is a function here that repeats the one paper with a statement of its own for each request.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import sys
import threading
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

import psutil
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from joserfc import jws
from joserfc.jwk import ECKey

from devices.payment.outcomes import Way
from gateway.contract.certificates import (
    STATEMENT_ALGORITHM,
    STATEMENT_TYPE,
    IssueReport,
    IssueState,
    IssueStatement,
    NewIssue,
    ResidentRecordWanted,
    owner_binding,
)
from kiosk.audit import Audit
from kiosk.clock import Clock
from kiosk.config import Config
from kiosk.paper import effects
from kiosk.paper.building import desk_of
from kiosk.paper.desk import PaperDesk
from kiosk.paper.outcomes import Delivered
from kiosk.portal_outcomes import IssueAnswer, IssueKnown

_TOKEN, _SERIAL = "repeater", 1
_PAGES = 2


class Repeater:
    """An issuing side that has one paper (of two pages) and a key."""

    thumbprint = "ab" * 32

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        private = ec.generate_private_key(ec.SECP256R1())
        self._key = ECKey.import_key(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self.public_pem = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def issue(self, wanted: NewIssue, cancel: threading.Event | None = None) -> IssueAnswer:
        """The paper, and a statement that it is the one asked for."""
        owner = owner_binding(wanted.nonce, _TOKEN, _SERIAL)
        # Fresh bytes each time, as they come from a line.
        pdf = bytes(bytearray(self._pdf))
        said = IssueStatement(
            iss="bench",
            request_id=wanted.request_id,
            nonce=wanted.nonce,
            owner=owner,
            terminal=self.thumbprint,
            kind=wanted.wanted.kind,
            sha256=sha256(pdf).hexdigest(),
            pages=_PAGES,
            copies=wanted.copies,
            fee_yen=wanted.copies * wanted.fee_yen,
            issued_at=int(Clock().now().timestamp()),
            inquiry_number="ABCD1234ABCD1234",
        )
        header = {"alg": STATEMENT_ALGORITHM, "typ": STATEMENT_TYPE, "kid": self._key.thumbprint()}
        return IssueAnswer(pdf, jws.serialize_compact(header, said.model_dump_json().encode(), self._key), owner)

    def issue_state(self, request_id: str, cancel: threading.Event | None = None) -> IssueKnown:
        """Nothing has been heard about any."""
        return IssueKnown(IssueState(request_id=request_id, state="issued", kind="resident_record"))

    def report_issue(self, request_id: str, report: IssueReport, cancel: threading.Event | None = None) -> IssueKnown:
        """Heard."""
        return IssueKnown(IssueState(request_id=request_id, state="reported", kind="resident_record", report=report))


def main() -> None:
    """See above."""
    order: dict[str, Any] = json.load(sys.stdin)
    config = Config.model_validate(order["config"])
    repeater = Repeater(base64.b64decode(order["pdf"]))
    if config.issuing is None:
        raise ValueError("nobody is trusted")
    Path(config.issuing.statement_keys[0]).write_bytes(repeater.public_pem)
    with ExitStack() as stack:
        clock = Clock()
        audit = Audit(clock, stack.enter_context(Path(os.devnull).open("w", encoding="ascii")))
        desk = desk_of(config, repeater, clock, audit.log, lambda: None, stack)
        if desk is None:
            raise ValueError("no paper is handed out here")
        json.dump(_looks(desk, order["looks"]), sys.stdout)


def _looks(desk: PaperDesk, looks: list[int]) -> list[int]:
    found = []
    for number in range(1, max(looks) + 1):
        _one_stay(desk)
        if number in looks:
            gc.collect()
            found.append(psutil.Process().memory_info().rss)
    return found


def _one_stay(desk: PaperDesk) -> None:
    wanted = ResidentRecordWanted(kind="resident_record", relation=True, domicile=True)
    desk.issue(effects.Issue(wanted, copies=1, fee_yen=0), threading.Event())
    desk.pay(effects.Pay(0, Way.FREE))
    printed = desk.print_paper(effects.PrintPaper(0))
    if not isinstance(printed, Delivered):
        raise TypeError(f"nothing to measure: {type(printed).__name__}")
    desk.taken()
    desk.end_of_stay()


if __name__ == "__main__":
    main()
