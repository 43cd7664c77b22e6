"""Whose share is whose, and that the paper that is issued again and again is one that a terminal accepts."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from gateway.contract.certificates import NewIssue, ResidentRecordWanted
from kiosk.bench.paper import Round
from kiosk.bench.paper_memory import Repeater
from kiosk.clock import Clock
from kiosk.paper.sealed import Expected, Trust, Verified, verify
from tests.gateway.certificates.paper.presses import keys
from tests.kiosk.paper.test_sealed import paper

REQUESTS = ("0f8fad5b-d9cb-469f-a165-70867728950e", "11111111-1111-4111-8111-111111111111")


def test_ours_is_what_gateway_and_printer_did_not_take() -> None:
    assert Round(whole_s=0.211, gateway_s=0.137, printer_s=0.006).ours_s == pytest.approx(0.068)


def test_the_repeated_paper_is_accepted_for_every_request() -> None:
    repeater = Repeater(paper())
    key = load_pem_public_key(repeater.public_pem)
    assert isinstance(key, EllipticCurvePublicKey)
    trust = Trust((keys().authority,), (key,))
    wanted = ResidentRecordWanted(kind="resident_record", relation=True, domicile=True)
    for request in REQUESTS:
        new = NewIssue(request_id=request, nonce="n" * 22, wanted=wanted, copies=1, fee_yen=0)
        answer = repeater.issue(new)
        expected = Expected(
            request_id=request,
            nonce=new.nonce,
            kind="resident_record",
            copies=1,
            fee_yen=0,
            owner=answer.owner,
            terminal=repeater.thumbprint,
        )
        assert isinstance(verify(answer.pdf, answer.statement, expected, trust, Clock().now()), Verified)
