"""What the small papers say: 領収書, 受付票, 返金票, how to unlock a PIN, and a technician's test.

None of them names a resident: they are left lying about, and thrown away in public.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from devices.payment.outcomes import Slip
from devices.printers.receipts.receipt import Amount, Line, Note, Number, Pair, Qr, Receipt, Rule, Space, Text, Title
from screens import phrase
from screens.page import Secret
from screens.phrase import Msg, Words, msg

_PHRASE_SPACE = re.compile(r"(?<=[^!-~ ]) (?=[^!-~ ])")
"""Half spaces that only part phrases on screens."""
_LONGEST_SPACED = 3

_PINS: dict[Secret, tuple[Msg, Msg]] = {
    Secret.USER_AUTHENTICATION: (msg("pin-auth"), msg("pin-auth-form")),
    Secret.SIGNATURE: (msg("pin-signature"), msg("pin-signature-form")),
    Secret.TEXT_INPUT: (msg("pin-text"), msg("pin-text-form")),
    Secret.RESIDENT_REGISTRY: (msg("pin-registry"), msg("pin-registry-form")),
}
_IN_SHOPS: dict[Secret, Msg] = {
    Secret.USER_AUTHENTICATION: msg("pin-help-shop-auth"),
    Secret.SIGNATURE: msg("pin-help-shop-signature"),
    Secret.TEXT_INPUT: msg("pin-help-shop-never"),
    Secret.RESIDENT_REGISTRY: msg("pin-help-shop-never"),
}


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues the papers, and where: as in `kiosk.config.Terminal`."""

    municipality: str
    place: str
    terminal: str


class ReceiptWords:
    """Receipts in one language. now: the time of day in Japan (`Clock.now`)."""

    def __init__(self, words: Words, office: Office, now: Callable[[], datetime]) -> None:
        self._words = words
        self._office = office
        self._now = now

    # --- money --------------------------------------------------------------------------------------------------------

    def paid(self, yen: int, received: int, number: str, copies: int, item: phrase.Text | None = None) -> Receipt:
        """領収書 over `yen` for all copies. received: what was put in, change included. number: under which the
        municipality finds the issue. item: the kind of certificate; without it the paper does not say which.
        """
        price = self._yen(yen // copies) if yen % copies == 0 else None
        count = self._say(msg("receipt-copies", copies=copies))
        lines: list[Line] = [
            *self._head(msg("receipt-title")),
            Text(self._say(msg("receipt-item") if item is None else item), bold=True),
            Pair(
                count if price is None else self._say(msg("receipt-each", copies=copies, price=price)), self._yen(yen)
            ),
            Rule(),
            Amount(self._say(msg("receipt-total")), f"¥{yen:,}"),
        ]
        if received > yen:
            lines += [
                Pair(self._say(msg("receipt-received")), self._yen(received)),
                Pair(self._say(msg("receipt-change")), self._yen(received - yen)),
            ]
        lines += [
            Rule(heavy=True),
            Text(self._say(msg("receipt-proviso"))),
            Space(1.5),
            *self._foot(number),
            Note(self._say(msg("receipt-untaxed"))),
            Note(self._say(msg("receipt-keep"))),
        ]
        return Receipt(tuple(lines))

    def slip(self, slip: Slip) -> Receipt:
        """受付票: to be paid at the counter."""
        return Receipt(
            (
                *self._head(msg("receipt-slip-title")),
                Number(self._say(msg("receipt-slip-number")), _grouped(slip.number)),
                Space(1.5),
                Amount(self._say(msg("receipt-slip-amount")), f"¥{slip.yen:,}"),
                Rule(heavy=True),
                Text(self._say(msg("receipt-slip-pay"))),
                Text(self._say(msg("receipt-slip-then"))),
                Qr(slip.qr, self._say(msg("receipt-for-clerk"))),
                *self._foot(None),
                Note(self._say(msg("receipt-slip-no-receipt"))),
            )
        )

    def owed(self, slip: Slip, yen: int, incident: str) -> Receipt:
        """返金票: what the counter hands back; yen 0: the counter has to find out first."""
        known: tuple[Line, ...] = (
            (Amount(self._say(msg("receipt-owed-amount")), f"¥{yen:,}"), Rule(heavy=True))
            if yen
            else (Text(self._say(msg("receipt-owed-unclear")), bold=True), Rule(heavy=True))
        )
        return Receipt(
            (
                *self._head(msg("receipt-owed-title")),
                Number(self._say(msg("receipt-slip-number")), _grouped(slip.number)),
                Space(1.5),
                *known,
                Text(self._say(msg("receipt-owed-why"))),
                Text(self._say(msg("receipt-owed-do"))),
                Qr(slip.qr, self._say(msg("receipt-for-clerk"))),
                *self._foot(None, incident),
            )
        )

    # --- without money ------------------------------------------------------------------------------------------------

    def pin_unlock(self, secret: Secret) -> Receipt:
        """Where this PIN is set anew, and what to bring."""
        name, form = _PINS[secret]
        rows = (
            (msg("pin-help-form"), form),
            (msg("pin-help-where"), msg("pin-help-counter")),
            (msg("pin-help-bring"), msg("pin-help-bring-card")),
            (msg("pin-help-shop"), _IN_SHOPS[secret]),
        )
        lines: list[Line] = [
            *self._head(msg("receipt-pin-title")),
            Text(self._say(msg("pin-help-unlock-heading", pin=name)), align="center", bold=True),
            Rule(),
        ]
        for label, value in rows:
            lines += [Text(self._say(label), bold=True), Text(self._say(value)), Space(1.0)]
        lines += [
            Rule(),
            Note(self._say(msg("pin-help-hours"))),
            Note(self._say(msg("pin-help-nobody-asks"))),
            Note(self._say(msg("receipt-pin-never-write"))),
        ]
        return Receipt(tuple(lines))

    def filed(self, number: str, url: str, received_at: datetime | None) -> Receipt:
        """受付の控え of an application, not what it is about. received_at: None while it is still here."""
        where = msg("receipt-filed-kept") if received_at is None else msg("receipt-filed-received", at=received_at)
        return Receipt(
            (
                *self._head(msg("receipt-filed-title")),
                Number(self._say(msg("receipt-slip-number")), number),
                Space(1.5),
                Text(self._say(where), bold=True),
                Rule(heavy=True),
                Text(self._say(msg("receipt-filed-follow"))),
                Qr(url, self._say(msg("receipt-filed-code"))),
                Text(self._say(msg("receipt-filed-ask"))),
                *self._foot(None),
            )
        )

    def test(self) -> Receipt:
        """For a technician: both edges, small and large, a rare sign and a variant, a QR code."""
        return Receipt(
            (
                *self._head(msg("receipt-test-title")),
                Text(self._say(msg("receipt-test-what"))),
                Pair("|", "|"),
                Number(self._say(msg("receipt-test-title")), "1234 5678"),
                Text("𠮷 葛󠄂 髙 﨑 0123456789", align="center"),
                Qr(f"MADOGUCHI-TEST:1:{self._office.terminal}", self._say(msg("receipt-test-qr"))),
                *self._foot(None),
            )
        )

    # --- parts --------------------------------------------------------------------------------------------------------

    def _head(self, title: Msg) -> tuple[Line, ...]:
        return (
            Title(_spaced(self._say(title))),
            Space(1.0),
            Text(self._office.municipality, align="center", bold=True),
            Text(self._say(msg("receipt-at", at=self._now())), align="center"),
            Rule(heavy=True),
        )

    def _foot(self, number: str | None, incident: str | None = None) -> tuple[Line, ...]:
        numbers: list[Line] = []
        if number:
            numbers.append(Pair(self._say(msg("receipt-number")), _in_fours(number)))
        if incident:
            numbers.append(Pair(self._say(msg("receipt-incident")), incident))
        return (
            Rule(),
            *numbers,
            Pair(self._say(msg("receipt-place")), self._office.place),
            Pair(self._say(msg("receipt-terminal")), self._office.terminal),
            Space(1.0),
        )

    def _yen(self, yen: int) -> str:
        return self._say(msg("receipt-yen", yen=f"{yen:,}"))

    def _say(self, text: phrase.Text) -> str:
        return _PHRASE_SPACE.sub("", self._words.phrase(text).plain)


def _spaced(title: str) -> str:
    """領　収　書, as printers have always set it."""
    return "　".join(title) if len(title) <= _LONGEST_SPACED else title


def _in_fours(number: str) -> str:
    """An inquiry number as it stands on the certificate and on the public page."""
    return "-".join(number[at : at + 4] for at in range(0, len(number), 4))


def _grouped(number: str) -> str:
    """Eight digits in two groups, to be read aloud."""
    return f"{number[:4]} {number[4:]}" if len(number) == 8 else number
