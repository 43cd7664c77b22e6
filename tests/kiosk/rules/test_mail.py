"""The form of mail addresses, here and at the gateway."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gateway.contract.account import NewAccount
from kiosk.rules.mail import LONGEST, MailFault, mail_fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("sakura@example.jp", None),
        ("sakura..2@mail.example.co.jp", None),
        ("s+a_k-u@ex-ample.jp", None),
        ("", MailFault.EMPTY),
        ("sakura", MailFault.NO_AT),
        ("a@b@example.jp", MailFault.NO_AT),
        ("@example.jp", MailFault.LOCAL),
        ("さくら@example.jp", MailFault.LOCAL),
        ("sa kura@example.jp", MailFault.LOCAL),
        ("sakura@", MailFault.HOST),
        ("sakura@example", MailFault.HOST),
        ("sakura@-example.jp", MailFault.HOST),
        ("sakura@example..jp", MailFault.HOST),
        ("sakura@example.j", MailFault.HOST),
        ("sakura@example.jp\n", MailFault.HOST),
        ("a" * 65 + "@example.jp", MailFault.LOCAL),
        ("a@" + "b." * 130 + "jp", MailFault.TOO_LONG),
    ],
)
def test_addresses(text: str, fault: MailFault | None) -> None:
    assert mail_fault(text) is fault


@given(st.one_of(st.emails(), st.text(alphabet="ab1.@-+あ \n", max_size=20), st.text(max_size=LONGEST + 2)))
def test_what_passes_here_passes_at_the_gateway(text: str) -> None:
    if mail_fault(text) is None:
        assert NewAccount(nickname="さくら", mail_addresses=(text,)).mail_addresses == (text,)
    else:
        with pytest.raises(ValidationError):
            NewAccount(nickname="さくら", mail_addresses=(text,))
