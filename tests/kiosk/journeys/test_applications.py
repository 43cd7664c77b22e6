"""申請・届け: finding, the card, changes on the review page, signing, keeping – lists of answers and pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from devices.cards import outcomes as cards
from devices.cards.outcomes import Absent, AllTries, Left, Locked
from devices.cards.recognise import FaceOnlyCard
from devices.printers.receipts import outcomes as small
from kiosk.effects import InspectCard, Overdue
from kiosk.journey import Card, CardLaid, CardTaken, Effect, ReaderLost
from kiosk.journeys.applications.applying import Equipment, applications
from kiosk.journeys.ways_out import Finished, ToMenu
from kiosk.line import effects
from kiosk.line.outcomes import (
    Delivered,
    NoPhoto,
    NoPromise,
    NoSuchCode,
    NotKept,
    NotPhotographed,
    NotPromised,
    OnItsWay,
    PerhapsKept,
    Places,
    SignedApplication,
    Stuck,
)
from kiosk.procedures.files import known
from screens.page import Choose, Confirm, Filed, Password
from tests.kiosk.journeys.walking import BACK, ByDevice, Walk, keys, look_over, says
from tests.kiosk.procedures.filling import (
    ATTRIBUTES,
    KEPT,
    PHOTO,
    PROMISE,
    RECEIVED,
    SIGNED,
    TODAY,
    Filling,
    card,
)

ALL = Equipment(camera=True, receipts=True)
LAID = ByDevice(CardLaid("1"))
PIN = b"5678"


def begun(equipment: Equipment = ALL) -> Walk:
    return Walk(lambda: applications(known(), equipment)).go(TODAY)


def chosen(id: str, equipment: Equipment = ALL) -> Walk:
    """The procedure is chosen, and the queue has promised."""
    return begun(equipment).go("all", id, "hide", "hide", PROMISE)


def recognised(id: str = "moving-out", tries: AllTries | None = None) -> Walk:
    return chosen(id).go(LAID, card(tries))


def with_attributes(id: str = "moving-out") -> Walk:
    return recognised(id).go("card", bytearray(PIN), ATTRIBUTES)


def reviewed(id: str = "care-card") -> Walk:
    """As far as the review page of a short form, without a card."""
    walk = chosen(id, Equipment(reader=False, receipts=True))
    filled_in(walk, id, "applications.review")
    return walk


def filled_in(walk: Walk, id: str, until: str, **wants: str) -> None:
    """Answer everything up to a page."""
    filling = Filling(next(procedure for procedure in known() if procedure.id == id), wants=wants)
    while walk.at != until:
        step = walk.engine.step
        walk.go(filling.settled(step) if isinstance(step, Effect) else filling.answer(walk.page))


# --- finding ----------------------------------------------------------------------------------------------------------


def test_by_event() -> None:
    walk = begun().go("event")
    assert "birth" in keys(walk.page)
    assert keys(walk.go("birth").page)[:2] == ["child-allowance", "child-allowance-revision"]
    assert walk.go("child-allowance").at == "applications.about"


def test_by_a_word_with_a_slip() -> None:
    walk = begun().go("word", "ごごごご")
    assert walk.at == "applications.word"
    assert "見つかりませんでした" in says(walk.page)
    assert keys(walk.go("りさいしょめい").page) == ["disaster", "not-here"]


def test_question_by_question() -> None:
    walk = begun().go("questions")
    assert walk.at == "applications.facet_concern"
    assert walk.go("elderly").at == "applications.facet_event"
    assert keys(walk.go("lost").page) == ["care-card", "not-here"]
    assert begun().go("questions", "dont-know", "dont-know", "dont-know").at == "applications.results"


def test_what_is_not_here_begins_anew_and_leads_out() -> None:
    assert begun().go("all", "not-here").at == "applications.find"
    with pytest.raises(ToMenu):
        begun().go("menu")


def test_about_names_what_is_omitted_and_what_is_brought_later() -> None:
    walk = begun().go("all", "moving-out")
    assert "30日前から" in says(walk.page)
    shown = says(walk.go("hide").page)
    assert "転出証明書" in shown
    assert "いりません" in shown
    assert "署名用の番号" in shown
    assert "券面事項入力補助用の番号" in shown


# --- promised before anything is typed --------------------------------------------------------------------------------


@pytest.mark.parametrize("why", list(NoPromise))
def test_what_can_not_be_promised_is_said_before_typing(why: NoPromise) -> None:
    walk = begun().go("all", "nursery", "hide", "hide")
    assert isinstance(walk.effect, effects.MayAccept)
    assert walk.effect.bytes > 4 * 1_000_000  # its photographs
    assert walk.go(NotPromised(why)).at == "applications.not_promised"
    assert isinstance(walk.go("again").effect, effects.MayAccept)
    with pytest.raises(ToMenu):
        walk.go(Overdue(), "menu")


# --- who applies ------------------------------------------------------------------------------------------------------


def test_attributes_from_the_card_with_the_other_number() -> None:
    walk = recognised().go("card")
    assert "ログインとは別の番号" in says(walk.page)
    assert walk.card is Card.MUST_LIE
    walk.go(bytearray(PIN))
    assert isinstance(walk.effect, effects.ReadAttributes)
    assert walk.go(ATTRIBUTES).at == "applications.ask.date"


def test_a_wrong_number_and_a_locked_one_lead_to_typing() -> None:
    walk = recognised().go("card", bytearray(PIN), cards.WrongPin(2, 3))
    assert walk.at == "applications.how_to_fill_in"
    assert "あと2回" in says(walk.page)
    walk.go("card", bytearray(PIN), cards.PinLocked(just_now=True))
    assert isinstance(walk.page, Choose)
    assert walk.page.options[0].unavailable is not None
    assert "番号なしで" in says(walk.page)
    assert walk.go("typed").at == "applications.own_name"
    assert walk.go("みほん", date(1950, 12, 1), "female").at == "applications.ask.postal_code"
    assert walk.go("1000001", Places(("架空県こもれび市",)), "0", "1-2").at == "applications.ask.date"


def test_a_card_that_can_not_sign_is_refused_before_typing() -> None:
    without = AllTries(Left(3, 3), Absent(), Left(3, 3))
    assert recognised(tries=without).at == "applications.no_signature"
    assert chosen("moving-out").go(LAID, card(signs=False)).at == "applications.no_signature"
    walk = recognised(tries=AllTries(Left(3, 3), Locked(), Left(3, 3)))
    assert walk.at == "applications.signature_locked"
    assert walk.go("pin_help").at == "pin_help.signature"
    assert walk.go("hide").at == "applications.signature_locked"
    with pytest.raises(ToMenu):
        walk.go("menu")


def test_without_signature_the_card_is_a_wish() -> None:
    walk = chosen("pregnancy")
    assert walk.at == "applications.with_or_without_card"
    assert walk.go("typed").at == "applications.own_name"
    assert chosen("pregnancy").go("card").at == "applications.put_card"
    assert chosen("pregnancy", Equipment(reader=False)).at == "applications.own_name"


def test_other_cards_and_readers() -> None:
    walk = chosen("moving-out").go(LAID, FaceOnlyCard(AllTries(Absent(), Absent(), Absent())))
    assert walk.at == "log_in.face_only"
    assert walk.go(ByDevice(CardTaken())).at == "applications.put_card"
    assert chosen("moving-out").go(ByDevice(ReaderLost())).at == "trouble.no_reader"
    assert chosen("moving-out").go(LAID, cards.CardMute()).at == "trouble.card_mute"
    assert recognised().go("card", ByDevice(CardTaken())).at == "applications.put_card"


def test_a_birthday_not_known_to_the_day_is_asked_for() -> None:
    unknown = cards.Attributes("例示　ふみ", "架空県", None, "19501200", "2", True)
    assert recognised().go("card", bytearray(PIN), unknown).at == "applications.own_birth"


# --- questions --------------------------------------------------------------------------------------------------------


def test_back_leaves_the_form_where_it_began() -> None:
    walk = with_attributes()
    walk.go(date(2026, 12, 1), "1000001")
    assert isinstance(walk.effect, effects.FindPlaces)
    walk.go(Places(("架空県こもれび市",)))
    assert walk.go(BACK).at == "applications.ask.postal_code"
    assert walk.go(BACK).at == "applications.ask.date"
    assert walk.go(BACK).at == "applications.find"


def test_postal_codes_that_are_none() -> None:
    walk = with_attributes().go(date(2026, 12, 1), "9999999", NoSuchCode())
    assert "見つかりません" in says(walk.page)
    walk.go("9999999", Overdue())
    assert "いまは郵便番号から" in says(walk.page)
    assert walk.go("").at == "applications.ask.place_by_hand"
    assert walk.go("かくうけん こもれびし", "1-2").at == "applications.ask.choice"


def test_several_people_changed_and_removed() -> None:
    walk = with_attributes().go(date(2026, 12, 1), "", "かくうけん", "1-2", "everybody")
    assert walk.at == "applications.ask.text"
    assert "人 1" in says(walk.page).replace("人1", "人 1")
    walk.go("みほん たろう", date(2000, 1, 1), "child", "yes")
    assert walk.at == "applications.ask.people"
    assert "みほん" in says(walk.page)
    walk.go("add", "みほん はな", date(2001, 1, 1), "child", "no")
    assert keys(walk.page) == ["person.0", "person.1", "add", "done"]
    walk.go("person.0", "change", "みほん じろう", date(2000, 1, 1), "child", "yes")
    assert "じろう" in says(walk.page)
    walk.go("person.1", "remove")
    assert keys(walk.page) == ["person.0", "add", "done"]
    walk.go("person.0", "remove")
    assert isinstance(walk.page, Choose)
    assert walk.page.options[-1].unavailable is not None


def test_a_deadline_that_has_passed_is_said() -> None:
    walk = with_attributes("child-allowance").go("no", "birth", date(2026, 10, 1))
    assert walk.at == "applications.too_late"
    assert "10月16日" in says(walk.page)
    assert walk.go("change").at == "applications.ask.date"
    assert walk.go(date(2026, 11, 20)).at == "applications.ask.phone"
    with pytest.raises(ToMenu):
        with_attributes("child-allowance").go("no", "birth", date(2026, 10, 1), "menu")


def test_a_phone_number_that_is_none_can_be_mended() -> None:
    walk = with_attributes("child-allowance").go("no", "birth", date(2026, 11, 20), "1234567890")
    assert "電話番号を確かめてください" in says(walk.page)
    assert walk.go("0901234567").at == "applications.ask.phone"
    assert walk.go("09012345678").at == "applications.ask.choice"


def test_photographs() -> None:
    walk = chosen("pregnancy", Equipment(reader=False, camera=True))
    filled_in(walk, "pregnancy", "applications.ask.attachment")
    assert keys(walk.page) == ["photo", "later", "without"]
    assert walk.go("photo").at == "applications.viewfinder"
    assert walk.go("shoot", NotPhotographed(NoPhoto.NOT_SEEN)).at == "applications.no_photo"
    assert walk.go("again", "shoot", PHOTO).at == "applications.look_at"
    assert walk.go("again").at == "applications.viewfinder"
    assert walk.go("shoot", PHOTO, "use").at == "applications.photographed"
    walk.go("more", "shoot", PHOTO, "use")
    assert isinstance(walk.page, Choose)
    assert walk.page.options[1].unavailable is not None  # two sheets at most
    assert walk.go("done").at == "applications.ask.phone"


def test_without_a_camera_papers_are_brought_later() -> None:
    form = Filling(next(each for each in known() if each.id == "nursery"), equipment=Equipment()).run().form
    assert form is not None
    assert form.answers["own_proof"] == {"how": "later"}
    assert form.photos == ()


# --- looking over -----------------------------------------------------------------------------------------------------


def test_a_change_asks_what_it_makes_necessary_and_drops_the_rest() -> None:
    walk = reviewed()
    page = walk.page
    assert isinstance(page, Confirm)
    assert "なくした" in says(page)
    assert walk.go("reason").at == "applications.ask.choice"
    assert walk.go("stolen").at == "applications.ask.yes_no"
    assert walk.go("yes").at == "applications.review"
    assert "警察への届け" in says(walk.page)
    walk.go("reason", "torn")
    assert walk.at == "applications.review"
    assert "警察への届け" not in says(walk.page)
    assert "気づいた日" not in says(walk.page)


def test_what_hung_on_a_dropped_answer_is_dropped_too() -> None:
    walk = with_attributes("child-allowance")
    filled_in(walk, "child-allowance", "applications.review", spouse="yes", spouse_lives="no")
    assert "配偶者の住所" in says(walk.page)
    walk.go("spouse", "no")
    assert walk.at == "applications.review"
    assert "配偶者の住所" not in says(walk.page)


def test_back_from_the_review_page_asks_the_last_question_again() -> None:
    assert reviewed().go(BACK).at == "applications.ask.declaration"


def test_people_have_a_line_each_on_the_review_page() -> None:
    looked: list[Confirm] = []
    procedure = next(each for each in known() if each.id == "moving-out")
    Filling(
        procedure,
        wants={"who": "some"},
        people=2,
        looks=lambda page: looked.append(page) if isinstance(page, Confirm) else None,
    ).run()
    labels = says(looked[0])
    assert "人1名前" in labels.replace(" ", "")
    assert "人2続柄" in labels.replace(" ", "")
    assert {"movers.0", "movers.1"} <= set(keys(looked[0]))


# --- signing ----------------------------------------------------------------------------------------------------------


def signing() -> Walk:
    """The form is filled in; the card is asked for again."""
    walk = with_attributes()
    filled_in(walk, "moving-out", "applications.review")
    return walk.go("go")


def test_the_card_signs_and_it_is_received() -> None:
    walk = signing()
    assert walk.at == "applications.put_card"
    assert isinstance(walk.go(LAID).effect, InspectCard)
    walk.go(card())
    assert isinstance(walk.page, Password)
    assert walk.card is Card.MUST_LIE
    entry = bytearray(b"SAMPLE1")
    walk.go(entry)
    assert isinstance(walk.effect, effects.SignApplication)
    assert walk.effect.form.answers["who"] == "myself"
    walk.go(SIGNED)
    assert isinstance(walk.effect, effects.PutItem)
    assert walk.effect.content is SIGNED
    assert isinstance(walk.go(KEPT).effect, effects.AwaitDelivery)
    walk.go(RECEIVED, small.Printed(small.Ready()))
    assert walk.at == "applications.received"
    assert "受け付けました" in says(walk.page)
    assert not walk.engine.can_go_back
    with pytest.raises(Finished):
        walk.go("on")


def test_wrong_passwords() -> None:
    walk = signing().go(LAID, card(), bytearray(b"WRONG12"), cards.WrongPin(4, 5))
    assert "あと4回" in says(walk.page)
    walk.go(bytearray(b"WRONG12"), cards.WrongPin(1, 5))
    assert walk.at == "applications.last_try"
    assert walk.go("help").at == "pin_help.signature"
    walk.go("hide", "enter", bytearray(b"WRONG12"), cards.PinLocked(just_now=True))
    assert walk.at == "applications.signature_locked_now"
    walk = signing().go(LAID, card(), bytearray(b"X"), cards.PinMalformed(cards.PinFormError.LENGTH))
    assert "回数はへっていません" in says(walk.page)


def test_another_card_is_not_asked_for_a_password() -> None:
    walk = signing().go(LAID, card(der=b"somebody else's"))
    assert walk.at == "applications.put_card"
    assert "はじめに使った方の" in says(walk.page)
    assert walk.go(LAID, card()).at == "applications.password"


@pytest.mark.parametrize(
    ("outcome", "at"),
    [
        (cards.CardRemoved(), "applications.put_card"),
        (cards.CardSwapped(), "trouble.card_swapped"),
        (cards.CardMute(), "trouble.card_mute"),
        (cards.SignatureInvalid(), "trouble.bad_signature"),
        (cards.PinAbsent(), "applications.no_signature"),
        (Overdue(), "applications.signing_silent"),
    ],
)
def test_troubles_while_signing(outcome: Any, at: str) -> None:
    walk = signing().go(LAID, card(), bytearray(b"SAMPLE1"), outcome)
    assert walk.at == at
    assert not isinstance(walk.engine.step, SignedApplication)


# --- kept and delivered -----------------------------------------------------------------------------------------------


def keeping() -> Walk:
    walk = reviewed().go("go")
    assert isinstance(walk.effect, effects.PutItem)
    assert walk.effect.content is None
    return walk


@pytest.mark.parametrize("fate", [OnItsWay(), Overdue(), Stuck()])
def test_received_is_never_said_without_the_gateways_word(fate: object) -> None:
    walk = keeping().go(KEPT, fate, small.NotPrinted(small.PaperOut()))
    assert walk.at == "applications.kept"
    shown = says(walk.page)
    assert "お預かりしました" in shown
    assert "まだ届いていません" in shown
    assert "受け付けました" not in shown
    assert "書き写してください" in shown
    assert KEPT.receipt in shown


def test_the_code_leads_to_the_status_page() -> None:
    walk = keeping().go(KEPT, Delivered(KEPT.receipt, KEPT.accepted_at), small.Printed(small.Ready()))
    assert isinstance(walk.page, Filed)
    assert walk.page.code == PROMISE.url
    with pytest.raises(ToMenu):
        walk.go("more")


def test_perhaps_kept_is_asked_again_with_the_same_key() -> None:
    walk = keeping()
    first = walk.effect
    walk.go(PerhapsKept())
    assert walk.at == "applications.perhaps_kept"
    walk.go("again")
    assert walk.effect == first
    assert isinstance(walk.go(Overdue(), "again", KEPT).effect, effects.AwaitDelivery)


@pytest.mark.parametrize("why", list(NoPromise))
def test_not_kept(why: NoPromise) -> None:
    walk = keeping().go(NotKept(why))
    assert walk.at == "applications.not_kept"
    assert not walk.engine.can_go_back
    with pytest.raises(ToMenu):
        walk.go("menu")


def test_nothing_personal_is_told_by_repr() -> None:
    filling = Filling(next(each for each in known() if each.id == "moving-out")).run()
    told = repr(filling.effects) + repr(filling.form)
    for secret in ("例示", "みほん", "SAMPLE1", "1234567", PROMISE.key, PROMISE.follow, "header.payload"):
        assert secret not in told


def test_waiting_pages_have_words() -> None:
    for effect in Filling(next(each for each in known() if each.id == "nursery")).run().effects:
        page = effect.page()
        if page is not None:
            look_over(page)
