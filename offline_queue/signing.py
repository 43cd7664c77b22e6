"""The sender's envelope: what the terminal says, signed, about one item. Made once, when the item is accepted."""

from __future__ import annotations

from gateway.contract.intake import EnvelopeClaims
from offline_queue.identity import Identity
from offline_queue.store import Numbers, Put, Signed
from offline_queue.values import Lane
from offline_queue.wall import Wall, boot_id


class Signer:
    """Signs with the terminal's TLS key. `identity` may be replaced; what is signed already stays as it is."""

    def __init__(self, identity: Identity, wall: Wall) -> None:
        self.identity = identity
        self._wall = wall
        self._boot_id = boot_id()

    def sign(self, lane: Lane, put: Put, numbers: Numbers) -> Signed:
        """`store.Sign`."""
        accepted_at = self._wall.now()
        claims = EnvelopeClaims.model_validate(
            {
                "version": 1,
                "terminal": self.identity.terminal,
                "municipality": put.municipality,
                "recipient": put.recipient,
                "suite": put.suite,
                "lane": lane.value,
                "kind": put.kind,
                "key": put.key,
                "case": put.case,
                "case_sequence": numbers.case_sequence,
                "case_anew": numbers.case_anew,
                "sequence": numbers.sequence,
                "accepted_at": accepted_at,
                "boot_id": self._boot_id,
                "clock_offset_s": self._wall.offset_s(),
                "digest": put.sealed_digest,
                "size": len(put.sealed),
                "attachments": put.attachments,
                "follow": put.follow,
            }
        )
        envelope = self.identity.jws(claims.model_dump_json().encode())
        return Signed(envelope, claims.receipt, accepted_at.isoformat())
