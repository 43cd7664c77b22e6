"""The municipalities' registers as the issuing side sees them: a port. The sandbox is one adapter.

What a register holds of a person comes in the shapes of the forms (`paper.forms`), complete; `drafting` leaves out
what was not asked for. Everything here is personal: nothing has a repr, nothing is stored.

Why a person's certificates are issued at the counter only (支援措置, a correction under way …) is not the gateway's
to know: the adapter says `counter_only`, and nothing else ever comes over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from gateway.certificates.paper.forms import (
    AddressHistory,
    FamilyRegister,
    IncomeCertificate,
    ResidentEntry,
    SealRegistration,
    TaxationCertificate,
    TaxPaymentCertificate,
)
from gateway.contract.certificates import NewRegistration

Standing = Literal["resident", "moved_in_today", "moving_out", "moved_out", "deceased"]
"""moved_in_today: registered today (転入, card issue). moving_out: 転出予定. deceased: the death has been notified."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Member:
    """One person of a household. id: the records' own key, never sent. entry: complete, without 住民票コード."""

    id: str
    entry: ResidentEntry
    standing: Standing = "resident"
    counter_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Residence:
    """住民票. members: the household as it is registered, its head first. own: id of the person who asks."""

    municipality: str
    address: str
    members: tuple[Member, ...]
    own: str

    @property
    def myself(self) -> Member:
        """The person who asks."""
        return next(each for each in self.members if each.id == self.own)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Seal:
    """A seal that is registered, or was until it was cancelled."""

    form: SealRegistration
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TaxYear:
    """One 年度 for which the person was taxed here."""

    income: IncomeCertificate
    assessment: TaxationCertificate
    payment: TaxPaymentCertificate


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Register:
    """戸籍 and its 附票, where it is kept. persons: for each person of `form` its key, in the same order.

    in_process: a notification (届出) is being entered. far: kept elsewhere than the residence, so that 利用登録申請 is
    needed. counter_only: as of a member, of anybody in the register.
    """

    municipality: str
    form: FamilyRegister
    addresses: AddressHistory
    persons: tuple[str, ...]
    in_process: bool = False
    far: bool = False
    counter_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PersonFile:
    """One look at everything about one person. as_of: how old the registers' data are (the oldest of them).

    taxes: by 年度, where something was declared; None: taxed here, nothing declared. register: None for who has none.
    """

    as_of: datetime
    residence: Residence
    seal: Seal | None
    taxes: Mapping[int, TaxYear | None]
    register: Register | None


@dataclass(frozen=True, slots=True)
class NobodyHere:
    """No municipality of the catalogue knows this person."""


@dataclass(frozen=True, slots=True)
class Silent:
    """The registers give no answer."""


@dataclass(frozen=True, slots=True)
class Application:
    """利用登録申請 on its way to the municipality that keeps the register. subject: CN of the certificate."""

    receipt: str
    subject: str = field(repr=False)
    content: NewRegistration = field(repr=False)


class Records(Protocol):
    """Calls block; expected trouble is a value. People are named by the subject CN of their certificate."""

    def file_of(self, subject: str, at: datetime) -> PersonFile | NobodyHere | Silent:
        """One consistent look, as of now: whatever was cancelled before `at` is cancelled in it."""

    def apply(self, application: Application, at: datetime) -> Silent | None:
        """Hand over an application; None: it has arrived."""

    def registered(self, receipt: str, applied_at: datetime, at: datetime) -> bool:
        """Whether an application has been granted."""


class Unconnected:
    """What a production gateway has until an adapter to real registers is built: nobody answers."""

    def file_of(self, subject: str, at: datetime) -> PersonFile | NobodyHere | Silent:
        return Silent()

    def apply(self, application: Application, at: datetime) -> Silent | None:
        return Silent()

    def registered(self, receipt: str, applied_at: datetime, at: datetime) -> bool:
        return False
