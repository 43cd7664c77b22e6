"""What may be asked through the socket: the headers of its frames."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from gateway.contract.base import Model
from gateway.contract.intake import MOST_ATTACHMENTS, MOST_CHUNKS, EnvelopeAttachment, Id128, Kind, Sha256
from gateway.contract.sealing import KeyId, MunicipalityCode, SuiteName
from offline_queue.values import Lane

LONGEST_WAIT_S = 60.0


class MayAccept(Model):
    """-> yes | no {reason}. bytes: sealed, with attachments."""

    op: Literal["may_accept"]
    lane: Lane
    bytes: Annotated[int, Field(ge=1, le=2**40)]
    municipality: MunicipalityCode | None = None


class Attachment(Model):
    """-> ok | no {reason}. The body is one chunk of the index-th attachment; sha256: its own."""

    op: Literal["attachment"]
    lane: Lane
    key: Id128
    index: Annotated[int, Field(ge=0, lt=MOST_ATTACHMENTS)]
    chunk: Annotated[int, Field(ge=0, lt=MOST_CHUNKS)]
    sha256: Sha256


class PutItem(Model):
    """-> accepted {receipt, sequence, accepted_at} | no {reason} | unknown. The body is the sealed item."""

    op: Literal["put"]
    lane: Lane
    kind: Kind
    key: Id128
    case: Id128
    municipality: MunicipalityCode
    recipient: KeyId
    suite: SuiteName
    attachments: Annotated[tuple[EnvelopeAttachment, ...], Field(max_length=MOST_ATTACHMENTS)] = ()
    follow: Sha256 | None = None


class Delivery(Model):
    """-> waiting {since, tries, last_trouble} | received {receipt, received_at} | dead {problem} | never-put
    | unknown."""

    op: Literal["delivery"]
    key: Id128
    wait_s: Annotated[float, Field(ge=0, le=LONGEST_WAIT_S)] = 0.0


class AskRecipients(Model):
    """-> recipients; the body is a `RecipientList`."""

    op: Literal["recipients"]
    municipality: MunicipalityCode


class AskStatus(Model):
    """-> status; the body is `values.Status` as JSON."""

    op: Literal["status"]


class Retry(Model):
    """-> yes | never-put. A dead letter is taken up again."""

    op: Literal["retry"]
    key: Id128


class Resume(Model):
    """-> yes. The terminal's identity has been put right."""

    op: Literal["resume"]


Request = MayAccept | Attachment | PutItem | Delivery | AskRecipients | AskStatus | Retry | Resume

REQUEST: TypeAdapter[Request] = TypeAdapter(Annotated[Request, Field(discriminator="op")])
