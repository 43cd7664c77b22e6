"""A municipality that can be sealed to, and a terminal that sends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gateway.backoffice.keys import SealKey
from gateway.contract.sealing import Recipient
from gateway.store.database import Store
from tests.gateway.intake.sending import Sender, publish, seal_key
from tests.parts.house import Client, House


@pytest.fixture(scope="session")
def town_key() -> SealKey:
    """The municipality's key."""
    return seal_key()


@pytest.fixture
def recipient(store: Store, town_key: SealKey) -> Recipient:
    """Its public side, offered."""
    return publish(store, town_key)


@pytest.fixture
def sender(recipient: Recipient) -> Sender:
    """A terminal."""
    return Sender(recipient)


@pytest.fixture
def client(house: House, sender: Sender) -> Iterator[Client]:
    """Its way in."""
    with house.terminal(sender.name, sender.der) as at:
        yield at.client
