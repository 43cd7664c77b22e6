"""Status words and access rules of the card, command by command."""

from __future__ import annotations

from hashlib import sha256

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from devices.virtual.card_program import JpkiCard
from devices.virtual.deck import Deck
from devices.virtual.personas import person

JPKI = "D392F000260100000001"
TEXT = "D3921000310001010408"
VISUAL = "D3921000310001010402"
COMMON = "D3921000310001010100"
REGISTRY = "D3921000310001010401"
DIGEST_INFO = "3031300d060960864801650304020105000420"


class Hand:
    """Sends hex, gives hex."""

    def __init__(self, card: JpkiCard) -> None:
        self.card = card
        card.power_on()

    def send(self, command: str) -> tuple[bytes, str]:
        answer = self.card.process(bytes.fromhex(command))
        return answer[:-2], answer[-2:].hex().upper()

    def sw(self, command: str) -> str:
        return self.send(command)[1]

    def select(self, aid: str, file: str | None = None) -> None:
        assert self.sw(f"00A4040C0A{aid}") == "9000"
        if file is not None:
            assert self.sw(f"00A4020C02{file}") == "9000"

    def verify(self, pin: str, p2: str = "80") -> str:
        secret = pin.encode()
        return self.sw(f"002000{p2}{len(secret):02X}{secret.hex()}")

    def read_all(self) -> bytes:
        content = b""
        while True:
            data, sw = self.send(f"00B0{len(content):04X}00")
            if sw == "6B00":
                return content
            assert sw == "9000"
            content += data


@pytest.fixture
def hand(deck: Deck) -> Hand:
    return hand_with(deck, "ordinary")


def hand_with(deck: Deck, persona: str) -> Hand:
    program = deck.card(persona).program
    assert isinstance(program, JpkiCard)
    return Hand(program)


# --- selecting --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("aid", [JPKI, TEXT, VISUAL, COMMON, REGISTRY])
def test_every_application_is_there(hand: Hand, aid: str) -> None:
    assert hand.send(f"00A4040C0A{aid}") == (b"", "9000")


def test_p2_zero_answers_control_information(hand: Hand) -> None:
    data, sw = hand.send(f"00A404000A{JPKI}00")
    assert sw == "9000"
    assert data == bytes.fromhex(f"6F0C840A{JPKI}")
    data, sw = hand.send("00A40200020006")
    assert (data.hex(), sw) == ("6f0483020006", "9000")


@pytest.mark.parametrize(
    ("command", "sw"),
    [
        ("00A4040C07A0000001510000", "6A82"),
        ("00A4040C0AD392F000260100000002", "6A82"),
        ("00A4040C0AD392F0002601000000", "6700"),
        ("00A404040A" + JPKI, "6A86"),
        ("00A4080C0A" + JPKI, "6A86"),
        ("00A4000C023F00", "6A82"),
        ("00A4020C020006", "6986"),
        ("00B0000000", "6986"),
        ("00200080", "6986"),
        ("80CA9F7F00", "6D00"),
        ("00CA9F7F00", "6D00"),
        ("A0A40000", "6E00"),
        ("0CA4040C0A" + JPKI, "6882"),
        ("01A4040C0A" + JPKI, "6881"),
        ("00A4", "6700"),
        ("", "6700"),
        ("00840000" + "0500", "6700"),
    ],
)
def test_refusals_after_power_up(hand: Hand, command: str, sw: str) -> None:
    assert hand.sw(command) == sw


def test_there_is_no_master_file(hand: Hand) -> None:
    assert hand.sw("00A40000") == "6A86"
    hand.select(JPKI, "0006")
    assert hand.sw("00A40000") == "9000"
    assert hand.send("00B0000020")[0].rstrip() == b"JPKIAPICCTOKEN2"


def test_a_failed_select_leaves_the_current_file(hand: Hand) -> None:
    hand.select(JPKI, "0006")
    assert hand.sw("00A4020C027777") == "6A82"
    assert hand.sw("00A4040C07A0000001510000") == "6A82"
    assert hand.sw("00B0000020") == "9000"


# --- reading ----------------------------------------------------------------------------------------------------------


def test_reading_by_offset_and_past_the_end(hand: Hand) -> None:
    hand.select(JPKI, "0006")
    assert hand.send("00B0000010") == (b"JPKIAPICCTOKEN2 ", "9000")
    assert hand.send("00B0000405") == (b"APICC", "9000")
    assert len(hand.send("00B0000000")[0]) == 160
    assert hand.send("00B0009F05")[1] == "9000"
    assert len(hand.send("00B0009F05")[0]) == 1
    assert hand.sw("00B000A001") == "6B00"
    assert hand.sw("00B07FFF01") == "6B00"


def test_reading_by_short_id_makes_the_file_current(hand: Hand) -> None:
    hand.select(JPKI)
    assert hand.send("00B0860010")[0] == b"JPKIAPICCTOKEN2 "
    assert hand.send("00B0000004")[0] == b"JPKI"
    assert hand.sw("00B0850004") == "6A82"
    assert hand.sw("00B0E60004") == "6A86"


def test_reading_what_cannot_be_read(hand: Hand) -> None:
    hand.select(JPKI)
    assert hand.sw("00B0000000") == "6986"
    for file in ("0018", "001B", "0017", "001A"):
        hand.select(JPKI, file)
        assert hand.sw("00B0000000") == "6981"
    hand.select(JPKI, "0009")
    assert hand.sw("00B0000000") == "6982"
    hand.select(JPKI, "0006")
    assert hand.sw("00B00000") == "6700"
    assert hand.sw("00B0000001FF00") == "6700"


def test_extended_length_reads_at_once(hand: Hand) -> None:
    hand.select(JPKI, "000A")
    whole = hand.read_all()
    assert len(whole) > 256
    assert hand.send("00B00000000000") == (whole, "9000")
    assert hand.send("00B00000000200") == (whole[:512], "9000")


def test_the_signature_certificate_wants_its_password(hand: Hand) -> None:
    hand.select(JPKI, "0001")
    assert hand.sw("00B0000000") == "6982"
    hand.select(JPKI, "001B")
    assert hand.verify("SAMPLE1") == "9000"
    hand.select(JPKI, "0001")
    certificate = x509.load_der_x509_certificate(hand.read_all())
    assert certificate.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment


@pytest.mark.parametrize(
    ("persona", "bytes_"),
    [("ordinary", "8f8f00"), ("child", "008f00"), ("no_certificates", "000000")],
)
def test_availability(deck: Deck, persona: str, bytes_: str) -> None:
    hand = hand_with(deck, persona)
    hand.select(JPKI, "0008")
    assert hand.send("00B0000000") == (bytes.fromhex(bytes_), "9000")


def test_a_child_has_nothing_to_sign_with(deck: Deck) -> None:
    hand = hand_with(deck, "child")
    hand.select(JPKI)
    for file in ("0001", "0002", "001A", "001B"):
        assert hand.sw(f"00A4020C02{file}") == "6A82"


def test_a_phone_guards_its_authentication_certificate(deck: Deck) -> None:
    hand = hand_with(deck, "phone_android")
    hand.select(JPKI, "000A")
    assert hand.sw("00B0000000") == "6982"
    hand.select(JPKI, "0018")
    assert hand.verify("1234") == "9000"
    hand.select(JPKI, "000A")
    assert hand.sw("00B0000000") == "9000"
    assert hand.sw(f"00A4040C0A{TEXT}") == "6A82"


def test_the_record_of_the_common_application(hand: Hand) -> None:
    hand.select(COMMON)
    data, sw = hand.send("00B2010C00")
    assert sw == "9000"
    assert data[:2] == b"\x01\x1c"
    assert data[2:].isdigit()
    assert len(data) == 30
    assert hand.sw("00B2020C00") == "6A83"
    assert hand.sw("00B0000000") == "6981"
    assert hand.sw("00B2010800") == "6A86"


def test_a_challenge_is_random_and_as_long_as_wished(hand: Hand) -> None:
    first, sw = hand.send("0084000008")
    assert (len(first), sw) == (8, "9000")
    assert hand.send("0084000008")[0] != first
    assert len(hand.send("0084000000")[0]) == 256
    assert hand.sw("00840000") == "6700"
    assert hand.sw("0084010008") == "6A86"


# --- PINs -------------------------------------------------------------------------------------------------------------


def test_the_query_never_says_9000_and_spends_nothing(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    assert [hand.sw("00200080") for _ in range(5)] == ["63C3"] * 5
    assert hand.verify("1234") == "9000"
    assert hand.sw("00200080") == "63C3"
    assert hand.sw("0020008000") == "63C3"
    hand.select(JPKI, "001B")
    assert hand.sw("00200080") == "63C5"


def test_wrong_entries_count_down_to_the_lock(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    assert [hand.verify("0000") for _ in range(4)] == ["63C2", "63C1", "63C0", "6984"]
    assert hand.verify("1234") == "6984"
    assert hand.sw("00200080") == "63C0"


def test_a_right_entry_puts_the_counter_back(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    hand.verify("0000")
    hand.verify("0000")
    assert hand.verify("1234") == "9000"
    assert hand.sw("00200080") == "63C3"


def test_some_cards_say_6983(deck: Deck) -> None:
    hand = hand_with(deck, "locked_6983")
    hand.select(JPKI, "0018")
    assert hand.verify("1234") == "6983"


def test_pins_have_counters_of_their_own(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    hand.verify("0000")
    hand.select(TEXT, "0011")
    assert hand.sw("00200080") == "63C3"
    hand.verify("0000")
    hand.verify("0000")
    assert hand.sw("00200080") == "63C1"
    hand.select(JPKI, "0018")
    assert hand.sw("00200080") == "63C2"


@pytest.mark.parametrize("pin", ["123", "12345", "1234 ", "12340000", "１２"])
def test_an_impossible_pin_costs_a_try(hand: Hand, pin: str) -> None:
    hand.select(JPKI, "0018")
    assert hand.verify(pin) == "63C2"


def test_the_password_is_case_sensitive(hand: Hand) -> None:
    hand.select(JPKI, "001B")
    assert hand.verify("sample1") == "63C4"
    assert hand.verify("SAMPLE1") == "9000"


def test_verify_by_short_id(hand: Hand) -> None:
    hand.select(JPKI)
    assert hand.verify("1234", p2="98") == "9000"
    assert hand.sw("0020009B") == "63C5"
    assert hand.verify("1234", p2="85") == "6A82"
    assert hand.verify("1234", p2="86") == "6981"
    assert hand.verify("1234", p2="18") == "6A86"
    assert hand.sw("00200180") == "6A86"


def test_a_key_reference_that_is_always_blocked(hand: Hand) -> None:
    hand.select(TEXT, "0012")
    assert hand.sw("00200080") == "63C0"
    assert hand.verify("1234") == "6984"


def test_a_wrong_entry_takes_back_what_a_right_one_gave(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    assert hand.verify("1234") == "9000"
    assert hand.verify("0000") == "63C2"
    hand.select(JPKI, "0017")
    assert hand.sw(f"802A008033{DIGEST_INFO}{bytes(32).hex()}00") == "6982"


# --- changing a PIN ---------------------------------------------------------------------------------------------------


def test_changing_a_pin_after_entering_it(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    assert hand.sw("002401800435363738") == "6982"
    hand.verify("1234")
    assert hand.sw("0024018003353637") == "6A80"
    assert hand.sw("002401800435363741") == "6A80"
    assert hand.sw("002400800435363738") == "6A86"
    assert hand.sw("803200800435363738") == "6D00"
    assert hand.sw("002401800435363738") == "9000"
    hand.card.power_on()
    hand.select(JPKI, "0018")
    assert hand.verify("1234") == "63C2"
    assert hand.verify("5678") == "9000"


def test_changing_a_pin_of_the_counter_applications(hand: Hand) -> None:
    hand.select(COMMON, "001C")
    hand.verify(person("ordinary").pins["common"])
    assert hand.sw("002401800430303030") == "6D00"
    assert hand.sw("803200800430303030") == "9000"
    assert hand.verify("0000") == "9000"


def test_match_numbers_cannot_be_changed(hand: Hand) -> None:
    hand.select(TEXT, "0014")
    assert hand.verify(person("ordinary").my_number) == "9000"
    assert hand.sw(f"002401800C{b'123456789018'.hex()}") == "6982"


# --- signing ----------------------------------------------------------------------------------------------------------


def public_key(hand: Hand) -> RSAPublicKey:
    hand.select(JPKI, "000A")
    key = x509.load_der_x509_certificate(hand.read_all()).public_key()
    assert isinstance(key, RSAPublicKey)
    return key


def test_signing_wants_the_pin_first(hand: Hand) -> None:
    message = b"challenge"
    digest = sha256(message).hexdigest()
    key = public_key(hand)
    hand.select(JPKI, "0017")
    assert hand.sw(f"802A008033{DIGEST_INFO}{digest}00") == "6982"
    hand.select(JPKI, "0018")
    hand.verify("1234")
    hand.select(JPKI, "0017")
    for command in (
        f"802A008033{DIGEST_INFO}{digest}00",
        f"802A028020{digest}00",
        f"802A0380{len(message):02X}{message.hex()}00",
        f"802A009733{DIGEST_INFO}{digest}00",
        f"802A0080000033{DIGEST_INFO}{digest}0100",  # extended length
        f"802A008033{DIGEST_INFO}{digest}00",  # one entry, several signatures
    ):
        signature, sw = hand.send(command)
        assert (len(signature), sw) == (256, "9000")
        key.verify(signature, message, PKCS1v15(), hashes.SHA256())


def test_the_pin_of_one_key_does_not_open_the_other(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    hand.verify("1234")
    hand.select(JPKI, "001A")
    assert hand.sw(f"802A008033{DIGEST_INFO}{bytes(32).hex()}00") == "6982"


@pytest.mark.parametrize(
    ("command", "sw"),
    [
        ("802A0080", "6700"),
        ("802A008001AA", "6700"),
        ("802A0080000001AA", "6700"),
        ("802A02801F" + "00" * 31 + "00", "6700"),
        ("802A0080F6" + "00" * 246 + "00", "6700"),
        ("802A098001AA00", "6A86"),
        ("802A009801AA00", "6A88"),
        ("002A008001AA00", "6D00"),
    ],
)
def test_signing_what_cannot_be_signed(hand: Hand, command: str, sw: str) -> None:
    hand.select(JPKI, "0018")
    hand.verify("1234")
    hand.select(JPKI, "0017")
    assert hand.sw(command) == sw


def test_signing_with_something_that_is_no_key(hand: Hand) -> None:
    hand.select(JPKI, "0006")
    assert hand.sw("802A008001AA00") == "6981"


def test_the_presence_key_needs_no_pin(hand: Hand) -> None:
    hand.select(TEXT, "0013")
    assert len(hand.send("802A000008" + "00" * 8 + "00")[0]) == 256


# --- what opens what --------------------------------------------------------------------------------------------------

NUMBER_B = object()


@pytest.mark.parametrize(
    ("aid", "secret", "open_files"),
    [
        (TEXT, ("0011", "5678"), {"0001", "0002", "0003", "0006", "0007"}),
        (TEXT, ("0014", person("ordinary").my_number), {"0001", "0003", "0006", "0007"}),
        (TEXT, ("0015", NUMBER_B), {"0002", "0003", "0006", "0007"}),
        (VISUAL, ("0011", "251201"), {"0001"}),
        (VISUAL, ("0012", NUMBER_B), {"0002", "0006"}),
        (VISUAL, ("0013", person("ordinary").my_number), {"0002", "0005", "0006"}),
    ],
    ids=["text PIN", "text A", "text B", "birth", "visual B", "visual A"],
)
def test_access_matrix(hand: Hand, aid: str, secret: tuple[str, object], open_files: set[str]) -> None:
    free = {TEXT: {"0004", "0005"}, VISUAL: {"0003", "0004"}}[aid]
    assert readable(hand, aid) == free
    file, value = secret
    if value is NUMBER_B:
        expires = hand.card.memory["text_b"].value.decode()[6:10]
        value = f"251201{expires}{person('ordinary').security_code}"
    hand.select(aid, file)
    assert hand.verify(str(value)) == "9000"
    assert readable(hand, aid) == free | open_files


def readable(hand: Hand, aid: str) -> set[str]:
    found = set()
    for number in range(1, 8):
        if hand.sw(f"00A4020C02{number:04X}" if hand.sw(f"00A4040C0A{aid}") == "9000" else "") == "9000":
            sw = hand.sw("00B0000001")
            assert sw in ("9000", "6982")
            if sw == "9000":
                found.add(f"{number:04X}")
    return found


# --- how long an accepted PIN lasts -----------------------------------------------------------------------------------


def is_open(hand: Hand) -> bool:
    hand.select(JPKI, "0017")
    return hand.sw(f"802A008033{DIGEST_INFO}{bytes(32).hex()}00") == "9000"


def test_selecting_the_same_application_again_keeps_it(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    hand.verify("1234")
    hand.select(JPKI)
    assert is_open(hand)


def test_a_warm_reset_keeps_it_but_nothing_is_selected(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    hand.verify("1234")
    hand.card.reset()
    assert hand.sw("00B0000001") == "6986"
    assert is_open(hand)


def test_power_loss_forgets_it(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    hand.verify("1234")
    hand.card.power_off()
    hand.card.power_on()
    assert hand.sw("00B0000001") == "6986"
    assert not is_open(hand)


def test_another_application_forgets_it(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    hand.verify("1234")
    hand.select(TEXT)
    assert not is_open(hand)


def test_an_unknown_application_changes_nothing(hand: Hand) -> None:
    hand.select(JPKI, "0018")
    hand.verify("1234")
    assert hand.sw("00A4040C07A0000001510000") == "6A82"
    assert is_open(hand)


# --- other cards ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("persona", "label"),
    [
        ("ordinary", b"JPKIAPICCTOKEN2"),
        ("old_juki", b"JPKIAPICCTOKEN"),
        ("phone_android", b"JPKIAPGPSETOKEN"),
        ("phone_iphone", b"JPKIAPIOSTOKEN"),
    ],
)
def test_token_labels(deck: Deck, persona: str, label: bytes) -> None:
    hand = hand_with(deck, persona)
    hand.select(JPKI, "0006")
    assert hand.send("00B0000020")[0].rstrip() == label


@pytest.mark.parametrize(("thing", "answer"), [("foreign", b"\x6a\x82"), ("blank", b"\x6d\x00"), ("mute", None)])
def test_things_that_are_no_card_of_ours(deck: Deck, thing: str, answer: bytes | None) -> None:
    program = deck.card(thing).program
    assert program.process(bytes.fromhex(f"00A4040C0A{JPKI}")) == answer
    assert program.process(b"\x00\xb0\x00\x00\x00") == answer
