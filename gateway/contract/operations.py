"""操作履歴 (operation history): what was done with this folder, when, and by whom. Kept for 15 months.

GET /v1/operations?page=1   -> OperationPage
"""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from gateway.contract.base import Label, Model

Service = Literal["account", "self_information", "provision_records", "certificates", "notices"]

Act = Literal[
    "account.opened",
    "account.changed",
    "account.logged_in",
    "account.logged_out",
    "account.timed_out",
    "self_information.requested",
    "self_information.read",
    "provision_records.requested",
    "provision_records.read",
    "certificates.issued",
    "notices.read",
    "notices.deleted",
]


class Operation(Model):
    """One act. `subject` says on what (an item's title), where the act has something it is done to."""

    at: AwareDatetime
    service: Service
    service_name: Label
    act: Act
    act_name: Label
    subject: Label | None = Field(default=None, repr=False)
    actor: Literal["self", "agent"]


class OperationPage(Model):
    """Operations newest first. `page` counts from 1; a page past the end is empty."""

    operations: tuple[Operation, ...]
    page: int
    pages: int
    total: int
