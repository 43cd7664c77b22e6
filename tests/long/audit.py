"""Whether anything is wrong: after each stay, and at the end. A finding is a sentence; none is what we want."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from devices.payment.books import result
from devices.payment.machine import Verdict, amounts
from devices.payment.outcomes import State, Way
from gateway.sandbox.town import komorebi
from kiosk.paper.parts import hex_id
from tests.long.booth import Booth, Money
from tests.long.site import Asked, Site
from tests.long.stay import Stay

_DECIDED = {"good": "printed", "void": "partly_printed", "void_and_again": "partly_printed"}


@dataclass(frozen=True, slots=True)
class Before:
    """How the booth stood when the stay began."""

    sides: dict[int, int]
    money: Money
    receipts: int


def look(booth: Booth) -> Before:
    """Now."""
    return Before(booth.sides(), booth.money(), booth.receipts_out())


def after_stay(stay: Stay, site: Site, before: Before) -> Iterator[str]:
    """What this stay did wrong. The desk is free, or staff have cleared away."""
    rows = site.asked(stay.requests)
    where = f"{stay.booth.name} stay {stay.number}"
    checks = (_paper, _said, _receipts, _money, _remains)
    for check in checks:
        for finding in check(stay, rows, before):
            yield f"{where}: {finding} [{stay.faults}, left after {stay.leaves_after_s}, {stay.came}]"


def _paper(stay: Stay, rows: dict[str, Asked], before: Before) -> Iterator[str]:
    """Everything that came out is hers, and nothing of it came before or twice."""
    papers: Counter[str] = Counter()
    for number, sides in stay.booth.sides().items():
        if sides == before.sides.get(number, 0):
            continue
        sheet = stay.tray.sheet(number)
        if before.sides.get(number, 0):
            yield f"document {number} of an earlier stay went on coming out"
        if sheet.request not in rows:
            yield f"document {number} belongs to no request of this stay: {sheet.request}"
            continue
        row = rows[sheet.request]
        papers[sheet.request] += 1
        if stay.booth.spooler is None and sheet.sha256 != row.sha256:
            yield f"document {number} is not byte for byte what was issued"
        yield from _names(stay, row, sheet.text)
    yield from (f"request {id} was printed {times} times" for id, times in papers.items() if times > 1)


def _names(stay: Stay, row: Asked, text: str) -> Iterator[str]:
    """Her name, and nobody's but her household's."""
    town = komorebi()
    person = next(each for each in town.residents if each.id == stay.person.resident)
    if row.kind.startswith("family_register"):  # writes 氏 and 名 apart, and names others by right
        if stay.hers[row.id] and person.name.split()[-1] not in text:
            yield f"her name is not on the {row.kind}"
        return
    home = {"".join(each.name.split()) for each in town.household_of(person).members}
    everybody = {"".join(each.name.split()) for each in town.residents}
    if stay.hers[row.id] and "".join(person.name.split()) not in text:
        yield f"her name is not on the {row.kind}"
    if any(name in text for name in everybody - home):
        yield f"somebody else's name is on the {row.kind}"


def _said(stay: Stay, rows: dict[str, Asked], before: Before) -> Iterator[str]:
    """What she was told, and what the log says, against what lies there."""
    settled = {each["request"]: each["result"] for each in stay.booth.events("certificate_settled", stay.number)}
    for id, row in rows.items():
        whole = (row.pages or 0) * row.copies
        out = stay.tray.out(id)
        said = settled.get(hex_id(id))
        fits = {"printed": out == whole, "not_printed": out == 0, "partly_printed": 0 < out < whole, "unknown": True}
        if said is None and out:
            yield f"{out} of {whole} sides came out of a request that was never settled"
        if said is not None and not fits[said]:
            yield f"the log says {said} where {out} of {whole} sides came out"
        if id in stay.delivered and (out != whole or said != "printed"):
            yield f"she was told that all is there where {out} of {whole} sides came out"
        if out > whole:
            yield f"{out} sides came out of {whole}"


def _receipts(stay: Stay, rows: dict[str, Asked], before: Before) -> Iterator[str]:
    """No receipt that nobody asked for in this stay, none said to be there that isn't, none waiting in the printer."""
    came = stay.booth.receipts_out() - before.receipts
    tried = stay.booth.events("receipt_settled", stay.number)
    said = sum(each["outcome"] == "Printed" for each in tried)
    if came > len(tried) or came < said:
        yield f"{came} receipts came out, {len(tried)} were tried and {said} said to be printed"


def _money(stay: Stay, rows: dict[str, Asked], before: Before) -> Iterator[str]:
    """Kept is the fee of what lies there, and nothing else; and what she put in less what came back is in the books."""
    booth, now = stay.booth, stay.booth.money()
    payments = [found.payment for id in stay.requests if (found := booth.journal.payment(id)) is not None]
    unit_well = booth.way is Way.COINS and stay.faults.coin is None
    for each in payments:
        money = amounts(each)
        if money.held:
            yield f"{money.held} yen are still held after the stay"
        if money.kept and not stay.tray.is_whole(each.id):
            yield f"{money.kept} yen are kept for paper that is not there"
        if each.id in stay.delivered and money.kept != each.yen and (unit_well or booth.way is Way.COUNTER):
            yield f"{money.kept} yen are kept for paper that costs {each.yen}"
    inside = (now.swallowed - now.tray) - (before.money.swallowed - before.money.tray)
    books = sum(each.received - each.returned for each in payments)
    if booth.way is Way.COINS and inside != books and not any(each.state is State.UNCLEAR for each in payments):
        yield f"the unit took {inside} yen in this stay, the books are certain that it is {books}"


def _remains(stay: Stay, rows: dict[str, Asked], before: Before) -> Iterator[str]:
    """Nothing of hers is alive."""
    alive = sum(each() is not None for each in stay.documents)
    if alive:
        yield f"{alive} documents are alive after the stay"
    spooled = stay.booth.spooled()
    if spooled:
        yield f"in the spool lie {spooled}"
    if stay.trouble is not None:
        yield f"a bug: {stay.trouble!r}"


# --- at the end -------------------------------------------------------------------------------------------------------


def at_the_start(booths: list[Booth], site: Site) -> Iterator[str]:
    """Every terminal has started anew, every device is well, debts are open: the gateway knows what the books know."""
    yield from _reconciled(booths, site)


def at_the_end(booths: list[Booth], site: Site) -> Iterator[str]:
    """Books against the unit, log against the gateway, ids against each other. Clerks have settled what was open."""
    asked = site.asked()
    yield from _ids(booths, asked)
    for booth in booths:
        yield from (f"{booth.name}: {finding}" for finding in _books(booth))
    yield from _reconciled(booths, site)


def _ids(booths: list[Booth], asked: dict[str, Asked]) -> Iterator[str]:
    numbers = Counter(row.inquiry_number for row in asked.values() if row.inquiry_number)
    hashes = Counter(row.sha256 for row in asked.values() if row.sha256)
    yield from (f"{what} came {times} times" for what, times in (numbers + hashes).items() if times > 1)
    yield from (f"{booth.name} asked twice under one id" for booth in booths for _ in booth.heard.twice)
    at = {id: booth.name for booth in booths for id in booth.heard.asked}
    if sum(len(booth.heard.asked) for booth in booths) != len(at):
        yield "two terminals minted the same id"
    yield from (f"request {id} is on record for {row.terminal}" for id, row in asked.items() if at[id] != row.terminal)


def _books(booth: Booth) -> Iterator[str]:
    balance = booth.till.reconcile()
    if balance is None:
        yield "the books can't be read"
        return
    parts = balance.kept + balance.returned + balance.by_hand + balance.owed + balance.unclear + balance.held
    if balance.received != parts or balance.held:
        yield f"the books don't balance: {balance}"
    if booth.way is Way.COINS:
        physical = booth.money()
        inside = balance.received - balance.returned
        began = sum((10, 50, 100, 500)) * booth.coins_at_first
        if physical.inside - began != inside or balance.unit_difference:
            yield f"{physical.inside - began} yen lie in the unit, the books say {inside}: {balance}"
    elif booth.cash != balance.received:
        yield f"the clerk took {booth.cash} yen, the books say {balance.received}"


def _reconciled(booths: list[Booth], site: Site) -> Iterator[str]:
    """Every line of the gateway's report against the terminal's own log and books."""
    at = {id: booth for booth in booths for id in booth.heard.asked}
    for line in site.reconciliation()["requests"]:
        booth, id = at[line["id"]], line["id"]
        settled = [each["result"] for each in booth.events("certificate_settled") if each["request"] == hex_id(id)]
        if line["outcome"] in ("requested", "issued"):
            yield f"{booth.name}: {id} is {line['outcome']}, and nobody told the end of it"
            continue
        if line["outcome"] == "refused":
            if settled:
                yield f"{booth.name}: {id} was refused, and settled as {settled}"
            continue
        settled += [_DECIDED[each["decision"]] for each in booth.events("set_decided") if each["request"] == hex_id(id)]
        if not settled and line["outcome"] != "not_printed":
            yield f"{booth.name}: {id} is {line['outcome']} at the gateway, never settled in the log"
        if settled and line["outcome"] != (_decided_later(booth, id) if settled[-1] == "unknown" else settled[-1]):
            yield f"{booth.name}: {id} is {line['outcome']} at the gateway, {settled} in the log"
        yield from _payment(booth, line)


def _decided_later(booth: Booth, id: str) -> str:
    """What a clerk has made of a set that nobody knew about."""
    recorded = booth.journal.payment(id)
    said = {Verdict.EARNED: "printed", Verdict.NOT_EARNED: "partly_printed"}
    return "unknown" if recorded is None else said.get(recorded.payment.verdict, "unknown")


def _payment(booth: Booth, line: dict[str, object]) -> Iterator[str]:
    """Every yen that the gateway knows of against the books."""
    recorded = booth.journal.payment(str(line["id"]))
    told = tuple(line[f"payment_{name}"] or 0 for name in ("kept", "returned", "owed", "unclear"))
    if recorded is None:
        if any(told):
            yield f"{booth.name}: {line['id']}: the gateway knows of {told} yen, the books don't"
        return
    payment = recorded.payment
    money = amounts(payment)
    here = (money.kept + min(0, money.unclear), payment.returned + payment.by_hand, money.owed, max(0, money.unclear))
    if told != here:
        came = type(result(payment)).__name__
        yield f"{booth.name}: {line['id']}: {told} yen at the gateway ({line['payment_state']}), {came} {here} here"
    if payment.unsure and line["payment_state"] != "unclear":
        yield f"{booth.name}: {line['id']}: {line['payment_state']} at the gateway, and nobody has looked into the unit"
