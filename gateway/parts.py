"""What a running gateway is made of; every route gets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from gateway.certificates.office import Issuing
from gateway.config import Settings
from gateway.identity.anchors import Anchors
from gateway.identity.revocation import Revocation
from gateway.intake.limits import Limits, usual_limits
from gateway.portal.holder import InformationHolder
from gateway.sessions import Sessions
from gateway.store.database import Store


@dataclass(frozen=True, slots=True)
class Parts:
    """now: the time, aware; tests turn it. sessions: with what happens at their end. information: its holder.

    certificates: the issuing side, where there is one. intake: what terminals may send at once.
    """

    settings: Settings
    store: Store
    anchors: Anchors
    revocation: Revocation
    sessions: Sessions
    information: InformationHolder
    now: Callable[[], datetime]
    certificates: Issuing | None = None
    intake: Limits = field(default_factory=usual_limits)
