"""The terminal's side of the gateway, against a real one over real mutual TLS."""

from __future__ import annotations

import gc
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.contract.problem import ProblemType
from gateway.dev_certs import make
from kiosk import portal_call
from kiosk.portal import Portal, assemble, login_message
from kiosk.portal_outcomes import (
    Account,
    Cancelled,
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRevoked,
    ChallengeUsed,
    ClockWrong,
    Disclosure,
    Disclosures,
    IssuerUnknown,
    Items,
    LoggedIn,
    LoggedOut,
    NotForLogin,
    NoticeDeleted,
    Notices,
    OpenChallenge,
    Operations,
    Records,
    RecordsRequests,
    Refused,
    RevocationUnknown,
    Service,
    SessionOver,
    SignatureWrong,
    StillLoggedIn,
    TlsRefused,
    TlsTrouble,
    WrongTerminal,
)
from tests.parts.authority import LONG_AGO, LONG_HENCE, Authority, Card, rsa_key
from tests.parts.served import Served, gateway, serve, write_settings

CA = Authority()
ORDINARY = CA.card(begins=LONG_AGO, ends=LONG_HENCE)
REVOKED = CA.card(serial=13, begins=LONG_AGO, ends=LONG_HENCE)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A gateway that looks into a CRL."""
    folder = tmp_path_factory.mktemp("portal")
    _write_crl(folder)
    file = write_settings(folder, "sqlite:///gateway.db", CA, revocation={"kind": "crl", "path": "list.crl"})
    assert gateway("--config", file, "migrate").returncode == 0
    with serve(file) as running:
        yield running


@pytest.fixture
def portal(served: Served) -> Portal:
    """A terminal."""
    return served.portal()


def _write_crl(folder: Path) -> None:
    crl = CA.crl((REVOKED.certificate.serial_number,), made=datetime.now(UTC) - timedelta(minutes=1))
    (folder / "list.crl").write_bytes(crl.public_bytes(Encoding.DER))


def _challenge(portal: Portal) -> OpenChallenge:
    challenge = portal.challenge()
    assert isinstance(challenge, OpenChallenge)
    return challenge


def _signed(challenge: OpenChallenge, card: Card) -> str:
    message = login_message(challenge, card.der)
    return assemble(message, card.sign(message))


def _log_in(portal: Portal, card: Card = ORDINARY) -> object:
    return portal.log_in(_signed(_challenge(portal), card))


def test_service(portal: Portal) -> None:
    service = portal.service()
    assert isinstance(service, Service)
    assert (service.municipality, service.municipality_code, service.opens_at) == ("架空市", "132217", None)


def test_a_whole_stay(portal: Portal) -> None:
    card = CA.card(serial=501, begins=LONG_AGO, ends=LONG_HENCE)
    logged_in = _log_in(portal, card)
    assert isinstance(logged_in, LoggedIn)
    assert logged_in.nickname is None
    assert not logged_in.certificate_expires_soon
    assert portal.account() == Refused(ProblemType.ACCOUNT_NEEDED)
    opened = portal.open_account("ほしぞら", ("hoshi@example.jp",), notices_by_mail=True)
    assert opened == Account("ほしぞら", ("hoshi@example.jp",), notices_by_mail=True)
    assert portal.open_account("あさひ") == Refused(ProblemType.ACCOUNT_EXISTS)
    assert portal.change_account(mail_addresses=()) == Account("ほしぞら", (), notices_by_mail=False)
    assert portal.account() == Account("ほしぞら", (), notices_by_mail=False)

    items = portal.items()
    assert isinstance(items, Items)
    assert len(items.items) == 61
    found = portal.items(search="医療費", field=items.fields[0].id)
    assert isinstance(found, Items)
    assert len(found.items) < 61
    asked = portal.request_item(items.items[0].no)
    assert isinstance(asked, Disclosure)
    assert asked.answer is None
    listed = portal.disclosures()
    assert isinstance(listed, Disclosures)
    assert [each.id for each in listed.requests] == [asked.request.id]
    read = portal.disclosure(asked.request.id)
    assert isinstance(read, Disclosure)
    assert (read.answer is not None) == (read.request.outcome.kind == "answered")

    made = portal.request_records(date(2026, 4, 1), date(2026, 9, 30))
    assert isinstance(made, Records)
    assert isinstance(portal.records(made.request.id), Records)
    requests = portal.records_requests()
    assert isinstance(requests, RecordsRequests)
    assert len(requests.requests) == 1
    operations = portal.operations()
    assert isinstance(operations, Operations)
    assert operations.page.operations[-1].act == "account.opened"

    notices = portal.notices()
    assert isinstance(notices, Notices)
    assert (notices.notices, notices.unread) == ((), 0)
    assert re.fullmatch("[0-9a-f]{32}", notices.box)
    assert portal.notice("0" * 32) == Refused(ProblemType.NOT_FOUND)
    assert portal.delete_notice("0" * 32) == NoticeDeleted(), "gone is gone"

    assert portal.keep() == StillLoggedIn()
    assert portal.log_out() == LoggedOut()
    assert portal.keep() == SessionOver()
    assert portal.log_out() == SessionOver()
    again = _log_in(portal, card)
    assert isinstance(again, LoggedIn)
    assert again.nickname == "ほしぞら"


def test_what_the_gateway_would_refuse_is_not_sent(portal: Portal) -> None:
    assert isinstance(_log_in(portal), LoggedIn)
    for outcome in (
        portal.open_account(""),
        portal.open_account("か" * 21),
        portal.open_account("ほしぞら", ("not an address",)),
        portal.open_account("ほしぞら", (), notices_by_mail=True),
        portal.request_item("99"),
        portal.request_records(date(2026, 2, 1), date(2026, 1, 1)),
    ):
        assert outcome == Refused(ProblemType.INVALID_REQUEST)
    # And a path can't be escaped from.
    assert portal.disclosure("../../account") == Refused(ProblemType.NOT_FOUND)


def test_without_a_log_in_nothing_is_asked(portal: Portal) -> None:
    asks: tuple[Callable[[], object], ...] = (
        portal.account,
        portal.items,
        portal.disclosures,
        portal.records_requests,
        portal.operations,
        portal.notices,
        lambda: portal.delete_notice("0" * 32),
        portal.keep,
        portal.log_out,
    )
    for ask in asks:
        assert ask() == SessionOver()


@pytest.mark.parametrize(
    ("card", "outcome"),
    [
        (REVOKED, CertificateRevoked()),
        (CA.card(ends=datetime.now(UTC) - timedelta(days=2), begins=LONG_AGO), CertificateExpired()),
        (CA.card(begins=datetime.now(UTC) + timedelta(days=1), ends=LONG_HENCE), CertificateNotYetValid()),
        (Authority(key_name="forger").card(begins=LONG_AGO, ends=LONG_HENCE), IssuerUnknown()),
        (CA.card(begins=LONG_AGO, ends=LONG_HENCE, for_signature=True), NotForLogin()),
        (CA.card(begins=LONG_AGO, ends=LONG_HENCE, key_name="short", bits=1024), NotForLogin()),
        (Card(ORDINARY.certificate, rsa_key("thief")), SignatureWrong()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_refused_log_ins(portal: Portal, card: Card, outcome: object) -> None:
    assert _log_in(portal, card) == outcome
    assert portal.account() == SessionOver()


def test_certificate_beyond_measure(portal: Portal) -> None:
    message = login_message(_challenge(portal), bytes(20_000))
    assert portal.log_in(assemble(message, bytes(256))) == NotForLogin()


def test_revocation_unknown(served: Served, portal: Portal) -> None:
    crl = served.folder / "list.crl"
    crl.unlink()
    try:
        assert _log_in(portal) == RevocationUnknown()
    finally:
        _write_crl(served.folder)
    assert isinstance(_log_in(portal), LoggedIn)


def test_challenges(served: Served, portal: Portal) -> None:
    signed = _signed(_challenge(portal), ORDINARY)
    assert isinstance(portal.log_in(signed), LoggedIn)
    assert portal.log_in(signed) == ChallengeUsed()
    other = served.portal("kiosk-02")
    challenge = _challenge(portal)
    assert other.log_in(_signed(challenge, ORDINARY)) == WrongTerminal()
    stolen = replace(challenge, terminal=_challenge(other).terminal)
    assert other.log_in(_signed(stolen, ORDINARY)) == WrongTerminal()


def test_a_later_log_in_elsewhere_ends_the_session(served: Served, portal: Portal) -> None:
    card = CA.card(serial=502, begins=LONG_AGO, ends=LONG_HENCE)
    assert isinstance(_log_in(portal, card), LoggedIn)
    assert isinstance(_log_in(served.portal("kiosk-02"), card), LoggedIn)
    assert portal.operations() == SessionOver()
    assert portal.log_out() == SessionOver()


def test_forget(portal: Portal) -> None:
    assert isinstance(_log_in(portal), LoggedIn)
    portal.forget()
    assert portal.account() == SessionOver()


def test_a_straggling_log_in_leaves_no_token(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stay ends while the gateway is still being asked: nobody must find herself logged in as somebody else."""
    signed = _signed(_challenge(portal), ORDINARY)
    real = vars(portal_call)["exchange"]

    def late(*arguments: object) -> object:
        answer = real(*arguments)
        portal.forget()
        return answer

    monkeypatch.setattr(portal_call, "exchange", late)
    assert portal.log_in(signed) == Cancelled()
    monkeypatch.undo()
    assert portal.account() == SessionOver()


def test_a_straggling_call_does_not_log_the_next_one_out(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call of the last resident comes back with 401 when the next one has logged in."""
    assert isinstance(_log_in(portal), LoggedIn)
    real, between = vars(portal_call)["exchange"], [True]

    def late(*arguments: object) -> object:
        if between.pop() if between else False:
            assert isinstance(_log_in(portal, CA.card(serial=503, begins=LONG_AGO, ends=LONG_HENCE)), LoggedIn)
        return real(*arguments)

    monkeypatch.setattr(portal_call, "exchange", late)
    assert portal.operations() == SessionOver()
    assert portal.account() == Refused(ProblemType.ACCOUNT_NEEDED)


@pytest.mark.parametrize("ahead", [-7200, 7200])
def test_wrong_clock(served: Served, ahead: int) -> None:
    tls = served.folder / "tls"
    terminal = tls / "kiosk-01.pem", tls / "kiosk-01.key"
    portal = Portal(served.url, tls / "ca.pem", *terminal, 20.0, lambda: datetime.now(UTC) + timedelta(seconds=ahead))
    for outcome in (portal.challenge(), portal.service()):
        assert isinstance(outcome, ClockWrong)
        assert round(outcome.offset_s / 60) == ahead / 60
    # Were it to go on nevertheless, the gateway would say so too.
    right = served.portal()
    late = replace(_challenge(right), issued_at=int(datetime.now(UTC).timestamp()) + ahead)
    assert isinstance(right.log_in(_signed(late, ORDINARY)), ClockWrong)


def test_nothing_secret_in_any_repr(portal: Portal) -> None:
    card = CA.card(serial=504, begins=LONG_AGO, ends=LONG_HENCE)
    challenge = _challenge(portal)
    logged_in = portal.log_in(_signed(challenge, card))
    account = portal.open_account("ひみつ", ("himitsu@example.jp",))
    asked = portal.request_item("1-1")
    shown = repr(
        (portal, vars(portal), challenge, logged_in, account, asked, portal.disclosures(), portal.operations())
    )
    for secret in ("ひみつ", "himitsu", "Bearer", challenge.nonce, vars(vars(portal)["_line"])["_token"]):
        assert secret not in shown


def test_nothing_is_left_after_log_out(portal: Portal) -> None:
    assert isinstance(_log_in(portal, CA.card(serial=505, begins=LONG_AGO, ends=LONG_HENCE)), LoggedIn)
    token: str = vars(vars(portal)["_line"])["_token"]
    portal.open_account("なにものこらない")
    portal.account()
    portal.log_out()
    gc.collect()
    assert [each.name for each in threading.enumerate() if each.name == "portal-exchange"] == []
    assert [type(each) for each in gc.get_referrers(token) if isinstance(each, dict | list | tuple)] == []


# --- TLS --------------------------------------------------------------------------------------------------------------


def test_gateway_of_another_ca(served: Served, tmp_path: Path) -> None:
    make(tmp_path, "kiosk-01", ("localhost",))
    ours = served.folder / "tls"
    portal = Portal(served.url, tmp_path / "ca.pem", ours / "kiosk-01.pem", ours / "kiosk-01.key", 20.0)
    assert portal.service() == TlsRefused(TlsTrouble.SERVER_NOT_TRUSTED)


def test_terminal_of_another_ca(served: Served, tmp_path: Path) -> None:
    make(tmp_path, "kiosk-01", ("localhost",))
    portal = Portal(
        served.url, served.folder / "tls" / "ca.pem", tmp_path / "kiosk-01.pem", tmp_path / "kiosk-01.key", 20.0
    )
    assert portal.service() == TlsRefused(TlsTrouble.TERMINAL_NOT_TRUSTED)


@pytest.mark.parametrize("url", ["http://localhost:1", "https://", "localhost", "https://localhost/v1"])
def test_other_urls(served: Served, url: str) -> None:
    tls = served.folder / "tls"
    with pytest.raises(ValueError):
        Portal(url, tls / "ca.pem", tls / "kiosk-01.pem", tls / "kiosk-01.key", 20.0)
