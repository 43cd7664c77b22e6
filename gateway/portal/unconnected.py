"""The port where no information linkage is connected: every question ends in "the holder's system gave no answer"."""

from __future__ import annotations

from datetime import date, datetime

from gateway.contract.base import Label
from gateway.contract.self_information import Holder
from gateway.portal.holder import Disclosure, RecordsDisclosure, Unavailable

_NOBODY = Holder(
    id="unconnected", name=Label(ja="情報連携 未接続", reading="じょうほうれんけい みせつぞく", en="Not connected")
)


class Unconnected:
    """What a production gateway has until an adapter to the real linkage is built."""

    def holders(self) -> tuple[Holder, ...]:
        return (_NOBODY,)

    def usual_holder(self, person: str, item: str) -> Holder:
        return _NOBODY

    def ask(self, person: str, item: str, holder: str, at: datetime) -> Disclosure:
        return Unavailable()

    def collect(self, person: str, ticket: str, at: datetime) -> Disclosure:
        return Unavailable()

    def ask_records(self, person: str, first: date, last: date, at: datetime) -> RecordsDisclosure:
        return Unavailable()

    def collect_records(self, person: str, ticket: str, at: datetime) -> RecordsDisclosure:
        return Unavailable()
