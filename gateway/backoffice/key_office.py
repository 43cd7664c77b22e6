"""`gateway backoffice keys …`: rotation with overlap.

A new key is offered at once; those before it are offered until the overlap is over, so that a terminal that fetches
keys once a day always has a usable one. Private keys stay: what was sealed to them may come much later.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from gateway.backoffice import keys
from gateway.backoffice.office import opened, utc_now
from gateway.backoffice.settings import BackofficeSettings
from gateway.config import ConfigError
from gateway.contract.sealing import SuiteName
from gateway.intake import recipients
from gateway.intake.recipients import Published
from gateway.store import migrate
from gateway.store.database import Store


def run(options: argparse.Namespace, settings: BackofficeSettings, now: Callable[[], datetime] = utc_now) -> int:
    """Returns the exit code."""
    intake = opened(settings.intake.url, "intake.url", migrate.GATEWAY)
    try:
        match options.keys_command:
            case "new":
                print(new(intake, settings, options.suite or settings.suite, now()))
                return 0
            case "retire":
                return _retire(intake, settings, options.key_id, now())
            case _:
                return _list(intake, settings, now())
    except SQLAlchemyError as error:
        raise ConfigError(f"intake.url: no answer ({type(error).__name__})") from None
    finally:
        intake.close()


def new(intake: Store, settings: BackofficeSettings, suite: SuiteName, now: datetime) -> str:
    """Make a key, offer it, and end those before it after the overlap. Returns its id."""
    code, ends = settings.municipality.code, now + timedelta(days=settings.overlap_days)
    made = keys.make(settings.keys, suite)
    with intake.write() as conn:
        for each in recipients.of_municipality(conn, code):
            if each.retired_at is None and each.recipient.not_after is None:
                recipients.end_at(conn, code, each.recipient.key_id, ends)
        recipients.publish(conn, made.recipient(code), now)
    return made.key_id


def _retire(intake: Store, settings: BackofficeSettings, key_id: str, now: datetime) -> int:
    code = settings.municipality.code
    with intake.write() as conn:
        offered = {
            each.recipient.key_id
            for each in recipients.of_municipality(conn, code)
            if each.retired_at is None and each.recipient.usable(now)
        }
        if key_id not in offered:
            print(f"gateway: {key_id} is not offered", file=sys.stderr)
            return 1
        if len(offered) == 1:
            print("gateway: it is the only one; make a new key first, or nobody can apply", file=sys.stderr)
            return 1
        recipients.retire(conn, code, key_id, now)
    print(f"{key_id}: offered no more; keep its file, items sealed to it may still come")
    return 0


def _list(intake: Store, settings: BackofficeSettings, now: datetime) -> int:
    private = keys.load(settings.keys)
    with intake.read() as conn:
        published = recipients.of_municipality(conn, settings.municipality.code)
    for each in published:
        here = "" if each.recipient.key_id in private else "  PRIVATE KEY MISSING"
        print(f"{each.recipient.key_id}  {each.recipient.suite:16}{_standing(each, now)}{here}")
    known = {each.recipient.key_id for each in published}
    for key in private.values():
        if key.key_id not in known:
            print(f"{key.key_id}  {key.suite:16}never offered")
    return 0


def _standing(key: Published, now: datetime) -> str:
    since = f"since {key.published_at:%Y-%m-%d}"
    if key.retired_at is not None:
        return f"retired {key.retired_at:%Y-%m-%d}"
    if not key.recipient.usable(now):
        return f"ended {key.recipient.not_after:%Y-%m-%d}"
    return f"offered {since}" + (f" until {key.recipient.not_after:%Y-%m-%d}" if key.recipient.not_after else "")
