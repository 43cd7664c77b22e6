"""お知らせ (notices) of the account: from municipalities, to one person.

    GET    /v1/notices          -> NoticeList   (without what they say)
    GET    /v1/notices/{id}     -> Notice       (the reading)
    DELETE /v1/notices/{id}     -> 204

They stay until the sender's period ends or the person deletes them, read or not; unread ones a year at most.
Name, address, birth date and sex never stand in a notice.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from gateway.contract.base import Label, Model
from gateway.contract.intake import CaseState, Receipt

LONGEST_NOTICE = 2_000

NoticeId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class NoticeHead(Model):
    """A line of the list. receipt, state: of the application that it is about, where it is about one.

    ends_at: when it goes by itself. read_at, read_by: null while nobody has opened it.
    """

    id: NoticeId
    sender: Label
    title: Label
    sent_at: AwareDatetime
    ends_at: AwareDatetime
    receipt: Receipt | None = None
    state: CaseState | None = None
    read_at: AwareDatetime | None = None
    read_by: Literal["self", "agent"] | None = None


class Notice(NoticeHead):
    """A notice, opened. body: in the sender's words, Japanese; lines end with \\n."""

    body: Annotated[str, StringConstraints(max_length=LONGEST_NOTICE)] = Field(repr=False)


class NoticeList(Model):
    """The account's notices, newest first."""

    notices: tuple[NoticeHead, ...]
    unread: int
