"""What the virtual card's tests share."""

from tests.devices.virtual.fixtures import card, deck, reader, readers, second_card, state

__all__ = ["card", "deck", "reader", "readers", "second_card", "state"]
