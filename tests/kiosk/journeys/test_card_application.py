"""交付申請: from the form's number to the municipality's, or the queue's, word."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from devices.inputs.outcomes import Absence, NothingScanned, Scanned, ScannerGone, Unreadable, Why
from devices.printers.receipts.outcomes import Printed, Ready
from kiosk.effects import Overdue
from kiosk.journeys.applications.applying import Equipment
from kiosk.journeys.card_application.applying import card_application
from kiosk.journeys.ways_out import Finished, ToMenu
from kiosk.line.effects import CardForm, PutItem, ScanForm, TakePhoto
from kiosk.line.outcomes import (
    GONE,
    Delivered,
    Kept,
    NoPhoto,
    NoPromise,
    NotPhotographed,
    NotPromised,
    OnItsWay,
    PerhapsKept,
    Photo,
    Promised,
)
from kiosk.rules.photos import FaceFault
from screens.page import Choose, Confirm, Filed, Image, Viewfinder
from tests.kiosk.journeys.walking import BACK, Walk, keys, says

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
ID = "12345678901234567890123"
PROMISE = Promised("a" * 32, "b" * 32, "follow", "https://gateway.example/follow/token")
PHOTO = Photo(b"\xff\xd8 a face", Image(1, 1, b"\0\0\0"))
KEPT = Kept("K7-000001-X", AT, PROMISE.key)
BEGIN = (TODAY, "hide", PROMISE)
WISHES = ("みほん", "phone", "09012345678", "both", "no")
ADULT = date(1964, 4, 1)


def walk(*moves: object, **equipment: bool) -> Walk:
    return Walk(lambda: card_application(Equipment(**{"camera": True, "scanner": True} | equipment))).go(*moves)


def typed() -> Walk:
    return walk(*BEGIN, "typed", ID, "no")


def reviewed() -> Walk:
    return typed().go(ADULT, *WISHES, "shoot", PHOTO, "use")


def put(at: Walk) -> PutItem:
    assert isinstance(at.effect, PutItem)
    return at.effect


def form(at: Walk) -> CardForm:
    found = put(at).form
    assert isinstance(found, CardForm)
    return found


def test_nothing_is_asked_before_the_queue_has_promised() -> None:
    at = walk(TODAY, "hide")
    assert at.at == "MayAccept"
    at.go(NotPromised(NoPromise.FULL))
    assert at.at == "applications.not_promised"
    with pytest.raises(ToMenu):
        at.go("menu")


def test_everything_that_was_answered_is_looked_over_and_sent() -> None:
    at = reviewed()
    assert isinstance(at.page, Confirm)
    assert [row.key for row in at.page.rows] == [
        "number",
        "birth",
        "name",
        "contact",
        "certificates",
        "braille",
        "photo",
    ]
    rows = at.page.rows
    sent = form(at.go("go"))
    assert (sent.application_id, sent.id_from, sent.birth_date) == (ID, "typed", ADULT)
    assert (sent.contact_name, sent.phone, sent.mail) == ("みほん", "09012345678", None)
    assert sent.signature_certificate
    assert sent.authentication_certificate
    assert sent.braille is None
    assert [photo for _, photo in sent.photos] == [PHOTO]
    assert sent.shown == tuple((row.label, row.value) for row in rows)


def test_received_is_said_with_the_gateways_word_only() -> None:
    at = reviewed().go("go", KEPT, OnItsWay())
    assert at.at == "applications.kept"
    assert "まだ届いていません" in says(at.page)
    assert isinstance(at.page, Filed)
    assert at.page.code == PROMISE.url
    at = reviewed().go("go", KEPT, Delivered(KEPT.receipt, AT))
    assert at.at == "applications.received"
    with pytest.raises(Finished):
        at.go("on")


def test_a_slip_is_printed_where_there_is_a_printer() -> None:
    at = walk(*BEGIN, "typed", ID, "no", ADULT, *WISHES, "shoot", PHOTO, "use", "go", KEPT, OnItsWay(), receipts=True)
    assert at.at == "PrintSlip"
    assert "控えの紙" in says(at.go(Printed(Ready())).page)


def test_without_an_answer_it_is_put_again_with_the_same_key() -> None:
    at = reviewed().go("go")
    first = put(at)
    at.go(PerhapsKept())
    assert at.at == "applications.perhaps_kept"
    assert put(at.go("again")) is first


# --- the form's number ------------------------------------------------------------------------------------------------


def test_a_scanned_number_is_shown_and_can_only_be_read_anew() -> None:
    at = walk(*BEGIN, "scan")
    assert at.at == "ScanForm"
    at.go(Scanned(f"https://form.example/?id={ID}"))
    assert at.at == "card_application.scanned"
    assert "1234 5678" in says(at.page).replace("12345678", "1234 5678")
    assert keys(at.page) == ["again"]
    assert at.go("again").at == "ScanForm"
    at.go(Scanned(ID), "go", "no", ADULT, *WISHES, "shoot", PHOTO, "use", "go")
    assert form(at).id_from == "scanner"


@pytest.mark.parametrize(
    ("outcome", "page"),
    [
        (Scanned("4901234567894"), "other_code"),
        (Unreadable(Why.NO_END), "unreadable"),
        (NothingScanned(), "nothing_scanned"),
        (ScannerGone(Absence.NOT_THERE), "no_scanner"),
        (Overdue(), "no_scanner"),
    ],
)
def test_a_code_that_gives_no_number_can_be_scanned_again_or_typed(outcome: object, page: str) -> None:
    at = walk(*BEGIN, "scan", outcome)
    assert at.at == f"card_application.{page}"
    assert at.go("again").at == "ScanForm"
    assert at.go(outcome, "typed").at == "card_application.number"


def test_who_would_rather_type_says_so_while_the_scanner_waits() -> None:
    at = walk(*BEGIN, "scan")
    assert isinstance(at.effect, ScanForm)
    at.effect.told("typed")
    assert at.go(NothingScanned()).at == "card_application.number"


def test_without_a_scanner_the_number_is_typed() -> None:
    assert walk(*BEGIN, scanner=False).at == "card_application.number"


def test_a_number_that_is_none_is_asked_again() -> None:
    at = walk(*BEGIN, "typed", "123")
    assert at.at == "card_application.number"
    assert "23桁" in says(at.page)
    assert at.go("１２３４-5678 9012 3456 7890 123").at == "card_application.moved"


def test_who_has_moved_needs_a_new_form_and_is_told_where() -> None:
    at = walk(*BEGIN, "typed", ID, "yes")
    assert at.at == "card_application.new_form"
    assert "市区町村の窓口" in says(at.page)
    assert at.go(BACK).at == "card_application.moved"
    with pytest.raises(ToMenu):
        at.go("yes", "menu")


# --- who, and which wishes --------------------------------------------------------------------------------------------


def test_before_the_first_birthday_there_is_no_photo_and_no_certificate_for_signatures() -> None:
    at = typed().go(date(2025, 11, 23))
    assert at.at == "card_application.without_photo"
    at.go("hide", "みほん", "none")
    assert isinstance(at.page, Choose)
    assert {option.key for option in at.page.options if option.unavailable} == {"both", "signature"}
    at.go("authentication", "no")
    assert at.at == "card_application.review"
    sent = form(at.go("go"))
    assert sent.photos == ()
    assert (sent.phone, sent.mail) == (None, None)


def test_on_the_first_birthday_a_photo_is_needed() -> None:
    assert typed().go(date(2025, 11, 22), *WISHES[:3], "none", "no").at == "card_application.viewfinder"


def test_a_birth_date_that_is_changed_changes_what_is_asked() -> None:
    at = reviewed().go("birth", date(2026, 1, 1), "hide")
    assert at.at == "card_application.certificates"
    at.go("none")
    assert at.at == "card_application.review"
    assert not any(row.key == "photo" for row in getattr(at.page, "rows", ()))
    assert at.go("birth", ADULT).at == "card_application.viewfinder"


@pytest.mark.parametrize(("way", "wrong", "right"), [("phone", "0000000000", "0312345678"), ("mail", "a@", "a@b.jp")])
def test_what_can_be_no_phone_or_mail_is_asked_again(way: str, wrong: str, right: str) -> None:
    at = typed().go(ADULT, "みほん", way, wrong)
    assert at.at == f"card_application.{way}"
    assert at.page.banner is not None
    assert at.go(right).at == "card_application.certificates"


def test_a_name_in_braille() -> None:
    at = typed().go(ADULT, *WISHES[:4], "yes", "みほん たろう", "shoot", PHOTO, "use", "go")
    assert form(at).braille == "みほん たろう"


# --- photo ------------------------------------------------------------------------------------------------------------


def at_camera() -> Walk:
    return typed().go(ADULT, *WISHES)


def test_the_photo_is_taken_until_she_likes_it() -> None:
    at = at_camera()
    assert isinstance(at.page, Viewfinder)
    at.go("shoot")
    assert isinstance(at.effect, TakePhoto)
    assert at.effect.subject == "face"
    assert at.go(PHOTO).at == "card_application.look_at"
    assert at.go("again").at == "card_application.viewfinder"


def test_what_would_be_better_changed_is_said_but_hers_to_decide() -> None:
    at = at_camera().go("shoot", Photo(PHOTO.jpeg, PHOTO.preview, FaceFault.SHADOW))
    assert "影" in says(at.page)
    assert at.go("use").at == "card_application.review"


@pytest.mark.parametrize("outcome", [NotPhotographed(why) for why in NoPhoto] + [Overdue()])
def test_without_a_photo_she_tries_again_or_goes_elsewhere(outcome: object) -> None:
    at = at_camera().go("shoot", outcome)
    assert at.at == "card_application.no_photo"
    assert at.go("again").at == "card_application.viewfinder"
    with pytest.raises(ToMenu):
        at.go("shoot", outcome, "menu")


def test_a_camera_that_fails_meanwhile_is_told() -> None:
    assert at_camera().go(GONE).at == "card_application.no_photo"
