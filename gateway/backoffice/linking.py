"""Whose account an application belongs to.

Accounts are keyed by the certificate that logs in (利用者証明用), applications are signed by another one (署名用).
Which two are one person's only their issuer knows: J-LIS tells entitled municipalities, by serial number. So this is a
port; the sandbox's card issuer is one adapter, in production nobody is connected yet. Where nobody is known to have
signed, or has no account, there is no notice: the follow page says how things stand.
"""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection, select

from gateway.store.schema import accounts


class Linking(Protocol):
    """Implemented by `gateway.sandbox.linking.SandboxLinking` and `Unconnected`."""

    def authentication_certificates(self, issuer_key_id: str, serial: str) -> tuple[tuple[str, str], ...]:
        """(issuer_key_id, serial) of the log-in certificates of whoever owns this 署名用 certificate, newest first.

        In the form of `gateway.sessions.Person`.
        """


class Unconnected:
    """Nobody can be asked."""

    def authentication_certificates(self, issuer_key_id: str, serial: str) -> tuple[tuple[str, str], ...]:
        """None."""
        return ()


def account_of(gateway: Connection, linking: Linking, issuer_key_id: str, serial: str) -> str | None:
    """The account of whoever signed; None if there is none. gateway: a transaction at the gateway's database."""
    for issuer, number in linking.authentication_certificates(issuer_key_id, serial):
        wanted = (accounts.c.issuer_key_id == issuer) & (accounts.c.serial == number)
        found = gateway.execute(select(accounts.c.id).where(wanted)).scalar_one_or_none()
        if found is not None:
            return str(found)
    return None


def having_box(gateway: Connection, box: str) -> str | None:
    """The account that has this box (`gateway.contract.notices.NoticeList`); None if it has been closed."""
    found = gateway.execute(select(accounts.c.id).where(accounts.c.id == box)).scalar_one_or_none()
    return None if found is None else str(found)
