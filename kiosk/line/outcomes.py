"""What can come of promising, signing, photographing, keeping, delivering. Closed unions; match them exhaustively."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from kiosk.rules.photos import FaceFault
from screens.page import Image

# --- can it be promised? ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Promised:
    """The queue will take it. key, case: 32 hex digits, minted for this one application.

    follow: the random token of the status page; url: where its QR leads.
    """

    key: str = field(repr=False)
    case: str = field(repr=False)
    follow: str = field(repr=False)
    url: str = field(repr=False)


class NoPromise(Enum):
    """Why nothing can be taken now."""

    FULL = "full"  # as many wait as may wait
    NO_SPACE = "no_space"
    NO_KEY = "no_key"  # no municipality's key to seal with
    BROKEN = "broken"  # the queue's file can't be used
    TOO_LARGE = "too_large"
    SILENT = "silent"  # the queue does not answer


@dataclass(frozen=True, slots=True)
class NotPromised:
    """Said before she types anything."""

    why: NoPromise


PromiseOutcome = Promised | NotPromised


@dataclass(frozen=True, slots=True)
class Reachable:
    """What stands behind the terminal now. gateway: there, as far as is known. refuses: why the queue can't promise to
    take an application; None: it can.
    """

    gateway: bool = True
    refuses: NoPromise | None = None


# --- photographs ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Photo:
    """One photographed sheet or face, as JPEG without EXIF. preview: what is shown of it, to be looked over.

    fault: what would be better changed in a face photo.
    """

    jpeg: bytes = field(repr=False)
    preview: Image = field(repr=False)
    fault: FaceFault | None = None


class NoPhoto(Enum):
    """Why there is no photograph."""

    NO_CAMERA = "no_camera"  # none, or one that doesn't work
    NOT_SEEN = "not_seen"  # no sheet that could be read, or not one face, was seen in time
    TOO_LARGE = "too_large"
    UNFIT = "unfit"  # this camera's pictures are no photos for a card


@dataclass(frozen=True, slots=True)
class NotPhotographed:
    """Nothing was kept."""

    why: NoPhoto


PhotoOutcome = Photo | NotPhotographed

GONE = "gone"
"""What answers a viewfinder whose camera has failed."""

# --- the resident's signature -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, weakref_slot=True)
class SignedApplication:
    """The document's exact bytes under the card's signature: JWS compact, RS256, with the certificate (x5c)."""

    jws: str = field(repr=False)


# --- kept and delivered -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Kept:
    """It is in the queue, on the disk. receipt: the number she can ask by."""

    receipt: str
    accepted_at: datetime
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NotKept:
    """The queue refused, and nothing is kept."""

    why: NoPromise


@dataclass(frozen=True, slots=True)
class PerhapsKept:
    """The queue did not answer, also not when asked again with the same key. Asking again can't make two of it."""


KeepOutcome = Kept | NotKept | PerhapsKept


@dataclass(frozen=True, slots=True)
class Delivered:
    """The gateway's own word."""

    receipt: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """Kept, not yet delivered."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """The gateway refused it; it is kept, and the operator has been told."""


DeliveryOutcome = Delivered | OnItsWay | Stuck

# --- places -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Places:
    """What a postal code stands for, as it is written. One code may have several towns."""

    names: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoSuchCode:
    """No place has this postal code."""


PlacesOutcome = Places | NoSuchCode
