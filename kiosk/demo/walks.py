"""The ways through the terminal that the tour takes, by their titles."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.demo.steps import Desk
from kiosk.demo.walk import Walk
from kiosk.demo.ways_answering import correction_answered, inquiries
from kiosk.demo.ways_applying import (
    card_application_cut,
    card_application_online,
    e_application_cut,
    queue_refuses,
)
from kiosk.demo.ways_card import (
    another_card,
    card_lies_there,
    card_moves,
    last_try_succeeds,
    longest_stay,
    nobody_answers,
    other_cards,
    refused_by_the_gateway,
    wrong_pin,
)
from kiosk.demo.ways_line import gateway_lost, gateway_unreachable, reader_unplugged
from kiosk.demo.ways_main import known_account, new_account, portrait, six_outcomes, ways_of_seeing, without_card
from kiosk.demo.ways_paper import (
    at_the_counter,
    every_kind,
    first_certificate,
    leaves_without_a_word,
    no_answer_from_the_office,
    paper_runs_out,
    power_cut,
    printer_not_ready,
    stops_paying,
    walks_away_while_printing,
)

Way = Callable[[Walk, Desk], None]

WAYS: tuple[tuple[str, Way], ...] = (
    ("A first visit: new account, self-information", new_account),
    ("A second visit: records, history, account", known_account),
    ("Six outcomes", six_outcomes),
    ("Ways of seeing, in mid-form", ways_of_seeing),
    ("Without a card", without_card),
    ("Wrong PIN, last try, locked", wrong_pin),
    ("Last try, and right", last_try_succeeds),
    ("Other cards", other_cards),
    ("Refused by the gateway", refused_by_the_gateway),
    ("The card moves", card_moves),
    ("Another card", another_card),
    ("Nobody answers", nobody_answers),
    ("The longest stay", longest_stay),
    ("A card lies there", card_lies_there),
    ("The reader is unplugged", reader_unplugged),
    ("The gateway can't be reached", gateway_unreachable),
    ("The gateway is lost", gateway_lost),
)
PORTRAIT_WAYS: tuple[tuple[str, Way], ...] = (("Portrait: a second visit, ways of seeing", portrait),)
PAPER_WAYS: tuple[tuple[str, Way], ...] = (
    ("A certificate, every question", first_certificate),
    ("Every kind of certificate", every_kind),
    ("Stops paying", stops_paying),
    ("The printer isn't ready", printer_not_ready),
    ("Paper is stuck while printing", paper_runs_out),
    ("The printer loses its power", power_cut),
    ("Walks away while it prints", walks_away_while_printing),
    ("Leaves without a word", leaves_without_a_word),
    ("The office doesn't answer", no_answer_from_the_office),
)
"""At a terminal with a coin unit."""
APPLYING_WAYS: tuple[tuple[str, Way], ...] = (
    ("A card application, the line is cut", card_application_cut),
    ("A baby's card application", card_application_online),
    ("An e-application, the line is cut", e_application_cut),
    ("Nothing can be promised", queue_refuses),
    ("A correction is answered without the line; then withdrawn", correction_answered),
    ("Inquiries, without the line and with it", inquiries),
)
COUNTER_WAYS: tuple[tuple[str, Way], ...] = (("Paid at the counter", at_the_counter),)
"""At a terminal where a clerk takes the money."""
