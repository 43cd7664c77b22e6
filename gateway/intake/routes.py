"""The paths of /v1/intake. No session: what terminals send here may be days old, and its resident long gone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from gateway.caller import Gateway
from gateway.contract.intake import (
    CHUNK_TYPE,
    CONTENT_DIGEST,
    IDEMPOTENCY_KEY,
    IDEMPOTENCY_REPLAYED,
    LONGEST_CHUNK,
    BatchAnswer,
    ChunkKept,
    Id128,
    ItemRefused,
    ItemState,
    NewBatch,
    NewItem,
    Received,
    Sha256,
    digest_fits,
)
from gateway.contract.problem import ProblemType
from gateway.contract.sealing import RecipientList
from gateway.intake import chunks, receiving, recipients
from gateway.intake.caller import KnownSender, Sender
from gateway.intake.claiming import Answer, Outcome
from gateway.problems import Refusal, documented, problem

router = APIRouter(prefix="/v1/intake", tags=["intake"])

_RAW = {"schema": {"type": "string", "format": "binary", "minLength": 1, "maxLength": LONGEST_CHUNK}}
_REPLAYED = {
    "headers": {IDEMPOTENCY_REPLAYED: {"description": '"true" on a repetition.', "schema": {"type": "string"}}}
}
# More loose chunks than allowed go by themselves after a day, or as soon as their items come.
_LOOSE_AGAIN_S = "60"

Key = Annotated[Id128, Path()]
Digest = Annotated[Sha256, Path()]
IdempotencyKey = Annotated[Id128, Header(alias=IDEMPOTENCY_KEY)]
ContentDigest = Annotated[str, Header(alias=CONTENT_DIGEST, max_length=400, description="RFC 9530, with sha-256.")]


async def _raw(request: Request) -> bytes:
    return await request.body()


@router.put(
    "/chunks/{sha256}",
    status_code=201,
    responses=documented(ProblemType.DIGEST_WRONG, ProblemType.TOO_MANY_REQUESTS)
    | {200: {"model": ChunkKept, "description": "It was here already."}},
    openapi_extra={"requestBody": {"required": True, "content": {CHUNK_TYPE: _RAW}}},
)
def put_chunk(
    gateway: Gateway,
    sender: KnownSender,
    sha256: Digest,
    content_digest: ContentDigest,
    content: Annotated[bytes, Depends(_raw)],
    response: Response,
) -> ChunkKept:
    """Keep a piece of a sealed attachment."""
    if not content:
        raise RequestValidationError([{"type": "missing", "loc": ("body",), "msg": "Nothing was sent"}])
    if not digest_fits(content_digest, content) or not chunks.is_named(sha256, content):
        raise Refusal(ProblemType.DIGEST_WRONG)
    with gateway.store.write() as conn:
        if chunks.loose_bytes(conn, sender) + len(content) > gateway.intake.loose_bytes and not chunks.is_here(
            conn, sender, sha256
        ):
            raise Refusal(ProblemType.TOO_MANY_REQUESTS, headers={"Retry-After": _LOOSE_AGAIN_S})
        new = chunks.keep(conn, sender, content, gateway.now())
    response.status_code = 201 if new else 200
    return ChunkKept(sha256=sha256, size=len(content))


@router.head("/chunks/{sha256}", responses=documented(ProblemType.TOO_MANY_REQUESTS))
def has_chunk(gateway: Gateway, sender: KnownSender, sha256: Digest) -> Response:
    """Whether a piece is here."""
    with gateway.store.read() as conn:
        if not chunks.is_here(conn, sender, sha256):
            raise Refusal(ProblemType.NOT_FOUND)
    return Response()


@router.post(
    "/items",
    status_code=201,
    response_model=Received,
    responses=documented(
        ProblemType.DIGEST_DIFFERS,
        ProblemType.SEQUENCE_GAP,
        ProblemType.CHUNKS_MISSING,
        ProblemType.ENVELOPE_REFUSED,
        ProblemType.RECIPIENT_UNKNOWN,
        ProblemType.TOO_MANY_REQUESTS,
    )
    | {201: {"model": Received, "description": "It is here.", **_REPLAYED}},
)
def receive_item(gateway: Gateway, sender: Sender, key: IdempotencyKey, new: NewItem) -> Response:
    """Take a sealed item, once. A repetition is answered with the same bytes."""
    outcome = receiving.receive(gateway, sender, key, new)
    if not isinstance(outcome, Answer):
        wait = {} if outcome.retry_after_s is None else {"Retry-After": str(outcome.retry_after_s)}
        raise Refusal(outcome.type, missing=outcome.missing, headers=wait)
    headers = {IDEMPOTENCY_REPLAYED: "true"} if outcome.replayed else {}
    return Response(outcome.body, 201, headers, media_type="application/json")


@router.post("/batches", response_model=BatchAnswer, responses=documented(ProblemType.TOO_MANY_REQUESTS))
def receive_batch(gateway: Gateway, sender: Sender, new: NewBatch) -> Response:
    """Take several sealed items, each once and as if it had come alone."""
    gateway.intake.charge(sender.id, len(new.items) - 1)
    outcomes = receiving.receive_batch(gateway, sender, new.items)
    answers = b",".join(_member(each.key, outcome) for each, outcome in zip(new.items, outcomes, strict=True))
    return Response(b'{"answers":[' + answers + b"]}", media_type="application/json")


def _member(key: str, outcome: Outcome) -> bytes:
    """`ItemReceived`, with the very bytes that are kept, or `ItemRefused`."""
    if isinstance(outcome, Answer):
        replayed = b"true" if outcome.replayed else b"false"
        return b'{"key":"%b","received":%b,"replayed":%b}' % (key.encode(), outcome.body, replayed)
    details = problem(outcome.type, incident=outcome.incident, missing=outcome.missing)
    refused = ItemRefused(key=key, problem=details, retry_after=outcome.retry_after_s)
    return refused.model_dump_json(exclude_none=True).encode()


@router.get("/items/{key}", responses=documented(ProblemType.TOO_MANY_REQUESTS))
def read_item_state(gateway: Gateway, sender: KnownSender, key: Key) -> ItemState:
    """Where an item of this terminal stands."""
    with gateway.store.read() as conn:
        return receiving.state_of(conn, sender, key)


@router.get("/recipients", responses=documented(ProblemType.TOO_MANY_REQUESTS))
def list_recipients(gateway: Gateway, sender: KnownSender) -> RecipientList:
    """The keys that may be sealed to now."""
    now = gateway.now()
    with gateway.store.read() as conn:
        return RecipientList(recipients=recipients.current(conn, now), server_time=now)
