"""What the gateway says about itself, without any session.

GET /v1/service  -> ServiceStatus
GET /health      -> Health
"""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from gateway.contract.base import Label, Model


class Municipality(Model):
    """全国地方公共団体コード (6 digits with check digit, or 5 without) and name."""

    code: str
    name: Label


class ServiceStatus(Model):
    """`state` "closed": no new log-in until `opens_at`; sessions that are open go on."""

    version: str
    municipality: Municipality
    server_time: AwareDatetime
    state: Literal["open", "closed"]
    opens_at: AwareDatetime | None = None


class Health(Model):
    """Whether the process and its database answer."""

    status: Literal["ok"] = "ok"
