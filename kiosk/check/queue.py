"""`kiosk check queue` and `kiosk check sync`: what is kept here, whether more would be taken, and how it gets away."""

from __future__ import annotations

from typing import assert_never

from kiosk.check.report import Report, Result, Value
from kiosk.config import Config, ConfigError
from offline_queue.client import QueueClient
from offline_queue.values import Lane, LaneStatus, LinkState, No, Reason, Silent, Status, Unknown, Yes

LARGE = 8 * 1024 * 1024
"""Bytes of an application with a photo: what must still fit."""

_REFUSALS: dict[Reason, tuple[Result, str]] = {
    Reason.FULL: (
        Result.QUEUE_FULL,
        "Full: it takes no more until it has delivered. See `kiosk check sync`.",
    ),
    Reason.NO_SPACE: (Result.QUEUE_DISK_FULL, "The queue's disk is nearly full. Look what else lies on it."),
    Reason.NO_KEY: (
        Result.QUEUE_NO_KEYS,
        "No key to seal to: the gateway must be reached once. See `kiosk check sync`.",
    ),
}
_BROKEN = (
    Result.QUEUE_BROKEN,
    "The queue's disk answers with errors. Exchange it, and keep it: it holds applications.",
)


def check_queue(config: Config) -> Report:
    """What waits, and whether an application with a photo would be taken now."""
    queue = _client(config)
    status = queue.status()
    asked = queue.may_accept(Lane.APPLICATIONS, LARGE)
    if isinstance(status, Silent) or isinstance(asked, Silent):
        return _silent("queue")
    findings: dict[str, Value] = {}
    for name, lane in status.lanes.items():
        findings |= _of_lane(name.value, lane)
    findings |= {
        "free_bytes": status.free_bytes,
        "ballast": status.ballast,
        "keys": status.recipients,
        "set_aside": list(status.set_aside),
        "dead_letters": [f"{each.key} {each.problem}" for each in status.dead_letters],
    }
    result, advice = _judged(status, asked)
    return Report("queue", result, findings, advice)


def _of_lane(name: str, lane: LaneStatus | Unknown) -> dict[str, Value]:
    """Where nobody can tell what waits, null says so: 0 would be a lie."""
    if isinstance(lane, Unknown):
        return {f"{name}_waiting": None}
    return {
        f"{name}_waiting": lane.depth,
        f"{name}_bytes": lane.bytes,
        f"{name}_oldest_s": None if lane.oldest_s is None else round(lane.oldest_s),
        f"{name}_dead": lane.dead,
        f"{name}_held_behind_dead": lane.held,
    }


def _judged(status: Status, asked: Yes | No) -> tuple[Result, str | None]:
    if any(isinstance(lane, Unknown) for lane in status.lanes.values()):
        return _BROKEN
    match asked:
        case No(reason):
            return _REFUSALS.get(reason, _BROKEN)
        case Yes():
            pass
        case never:
            assert_never(never)
    if status.set_aside:
        return (
            Result.QUEUE_SET_ASIDE,
            "A spoilt file was set aside. Keep it: the vendor may save what it holds.",
        )
    if status.dead_letters:
        return Result.DEAD_LETTERS, "The gateway refuses some for good: the operator decides; then `kiosk-sync retry`."
    return Result.OK, None


def check_sync(config: Config) -> Report:
    """How it stands with the line to the gateway, as kiosk-sync last found it."""
    status = _client(config).status()
    if isinstance(status, Silent):
        return _silent("sync")
    findings: dict[str, Value] = {
        "link": status.link.value,
        "last_trouble": None if status.last_trouble is None else status.last_trouble.value,
        "last_success_s": None if status.last_success_s is None else round(status.last_success_s),
        "next_try_s": None if status.next_try_s is None else round(status.next_try_s, 1),
        "clock_offset_s": status.clock_offset_s,
        "waiting": _waiting(status),
    }
    result, advice = _line(status.link)
    return Report("sync", result, findings, advice)


def _waiting(status: Status) -> int | None:
    known = [lane.depth for lane in status.lanes.values() if not isinstance(lane, Unknown)]
    return sum(known) if len(known) == len(status.lanes) else None


def _line(link: LinkState) -> tuple[Result, str | None]:
    match link:
        case LinkState.ONLINE:
            return Result.OK, None
        case LinkState.NO_NETWORK:
            return Result.NO_NETWORK, "No network: look at the cable and the router."
        case LinkState.NO_GATEWAY:
            return Result.NO_GATEWAY_IN_NETWORK, "There is a network, but no gateway in it. See `kiosk check gateway`."
        case LinkState.CAPTIVE:
            return (
                Result.CAPTIVE_NETWORK,
                "Not the gateway answers: is there a log-in page in this network?",
            )
        case LinkState.STOPPED:
            return Result.TERMINAL_REFUSED, "The gateway refuses this terminal's certificate. Then `kiosk-sync resume`."
        case LinkState.UNKNOWN:
            return Result.SYNC_UNTRIED, "Not tried yet: ask again in a moment."
        case never:
            assert_never(never)


def _client(config: Config) -> QueueClient:
    if config.queue is None:
        raise ConfigError("queue.socket: is not set")
    return QueueClient(config.queue.socket, timeout_s=5.0)


def _silent(check: str) -> Report:
    return Report(check, Result.NO_QUEUE, {}, "kiosk-sync does not answer at queue.socket. Is it running?")
