"""What a journey can show: about a dozen page kinds, as plain descriptions without pixels.

A page says *what* is asked; `screens.pages` knows how each kind is laid out, and `screens.view` holds what the
resident has typed so far. The answer each kind gives is named in its docstring.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from screens.phrase import Data, Text

Tone = Literal["info", "ok", "warn", "bad", "offline"]


class Secret(Enum):
    """The card's four secrets, as the paper slip lists them."""

    SIGNATURE = "signature"  # 署名用 6-16
    USER_AUTHENTICATION = "user_authentication"  # 利用者証明用 4
    RESIDENT_REGISTRY = "resident_registry"  # 住民基本台帳用 4
    TEXT_INPUT = "text_input"  # 券面事項入力補助用 4


@dataclass(frozen=True, slots=True)
class Tries:
    """Tries left as the card itself reported them."""

    left: int
    most: int


@dataclass(frozen=True, slots=True)
class Banner:
    """A coloured box above the question: tone, bold title, one or two lines."""

    tone: Tone
    title: Text
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Why a thing lies flat."""

    reason: Text


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `key` is the answer."""

    key: str
    title: Text
    text: Text | None = None
    icon: str | None = None
    value: Text | None = None
    needs_card: bool = False
    unavailable: Unavailable | None = None
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list, a table or a confirmation. `key` names the row's button where it has one."""

    label: Text
    value: Text | None = None
    text: Text | None = None
    key: str | None = None
    icon: str | None = None
    state: Tone | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """What is to be paid, large in the half-round opening: a word above it, how it is made up and a note below."""

    label: Text
    value: Text
    text: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to take, in its turn."""

    picture: Literal["paper", "receipt", "card"]
    title: Text
    text: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Page:
    """What all kinds share.

    name: dotted and stable ("log_in.pin"); tests, pictures and logs know the page by it.
    service, icon: the sign above the window. progress: (step now, steps in all).
    tag: whom the page is for, where that isn't the resident (係員用): the sign is black then.
    back, stop: False closes that way on this page; `closed_reason` says why (it stands in the hint, or in the window's
    foot where a main action takes the hint's place; pages with a pad or keyboard have room for neither).
    """

    name: str
    service: Text | None = None
    icon: str = "mark"
    tag: Text | None = None
    heading: Text
    explanation: Text | None = None
    banner: Banner | None = None
    progress: tuple[int, int] | None = None
    hint: Text | None = None
    back: bool = True
    stop: bool = True
    closed_reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle(Page):
    """Attract page. Answers "with_card" or "without_card"; the language keys are commands of the frame.

    lines: what stands below the two, with a card and without: what each can do now. None: the usual.
    """

    place: Text
    hours: Text
    staff_hours: Text | None = None
    open: bool = True
    lines: tuple[Text, Text] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choose(Page):
    """Big choices; one touch answers with the option's key. Pages itself when the text size wants it."""

    options: tuple[Option, ...]
    tries: Tries | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Page):
    """Digits as discs; answers a `bytearray` of ASCII digits (the receiver zeroes it), or "help".

    secret: the number of the card's that is asked for; None: another one (4 or 6 digits), without slip and help.
    """

    secret: Secret | None
    length: int = 4
    tries: Tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Password(Page):
    """署名用: letters and digits as discs; answers a `bytearray` of ASCII A-Z 0-9 (the receiver zeroes it), or "help".

    Letters are capitals whatever is typed, as the card knows no others.
    """

    secret: Secret
    shortest: int = 6
    longest: int = 16
    tries: Tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Digits(Page):
    """Digits that may be seen; answers a str of ASCII digits, `shortest` to `longest` of them ("" where `optional`).

    groups: how they are parted in the field (3, 4), the last one taking what is left. unit: stands behind the field.
    """

    label: Text
    longest: int
    shortest: int = 1
    groups: tuple[int, ...] = ()
    unit: Text | None = None
    optional: bool = False
    start: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEntry(Page):
    """Typed text; answers a str. `keyboard`: "kana" (50-on), "latin" (A-Z 0-9 and the signs of a mail address).

    An empty answer is possible only where `optional`; `error` stands in the page after a refused answer.
    """

    label: Text
    keyboard: Literal["kana", "latin"]
    longest: int = 20
    optional: bool = False
    start: str = ""
    personal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DateEntry(Page):
    """Era or western year, then three number boxes; answers a `datetime.date` that exists, within the bounds (ISO)."""

    earliest: str
    latest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Page):
    """Rows to look over; answers "go" or the key of the row to change."""

    rows: tuple[Row, ...]
    action: Text
    amount: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage(Page):
    """Rows with a key each (a keyless row can't be pressed), paged. Answers the row's key.

    masked: every row's value is six discs until its key is pressed. actions: further keys below the rows.
    """

    rows: tuple[Row, ...]
    row_action: Text
    masked: bool = False
    actions: tuple[Option, ...] = ()
    empty: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Page):
    """Something to read: a table of rows, paged.

    Answers "hide" (also by itself after `hide_after_s`), or an action's key.
    """

    title: Text
    rows: tuple[Row, ...]
    notes: tuple[Text, ...] = ()
    action: Text
    actions: tuple[Option, ...] = ()
    hide_after_s: int | None = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(Page):
    """Something goes on, or something is awaited from the resident (a card). Gives no answer but "help"/actions.

    steps: what has been done, what is now, what comes: (text, "done" | "now" | "to_come").
    """

    steps: tuple[tuple[Text, Literal["done", "now", "to_come"]], ...] = ()
    picture: Literal["put_card", "take_card", "busy", "turn_card", "printing", "scan"] = "busy"
    actions: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Image:
    """Pixels of a camera: width x height x 3 bytes, red green blue. Each is another one, whatever it shows."""

    width: int
    height: int
    rgb: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewfinder(Page):
    """What the camera sees, to take a photo of a face or a sheet. Answers "shoot", or an action's key.

    The pictures, and what to change, come from outside the journey by `View.live`, while this page is shown.
    taken: a photo to look over instead; the main action then answers "use". notes: what else to mind.
    """

    subject: Literal["face", "sheet"]
    action: Text
    taken: Image | None = None
    notes: tuple[Text, ...] = ()
    actions: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble(Page):
    """Expected trouble: what happened (heading), what that means, what to do now, who can fix it.

    Answers an action's key; the first action stands on the counter.

    tone "warn" where the resident can mend it, "bad" where she can't. incident: a number to tell the staff.
    money: where hers is.
    """

    tone: Tone
    happened: Text
    to_do: tuple[Text, ...]
    money: Text | None = None
    who: Text | None = None
    incident: str | None = None
    actions: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Page):
    """It is done, and this is what to take. Answers "on", or an action's key.

    things: up to three, numbered in the order of taking; they stand in the picture's place.
    """

    lines: tuple[Text, ...] = ()
    picture: Literal["ok", "take_card", "goodbye"] = "ok"
    things: tuple[Thing, ...] = ()
    action: Text | None = None
    actions: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Page):
    """Something was handed in: its number, large; a QR code to follow it; what comes next. Answers as `Done` does.

    The banner says where it is: here still, or there already. code: what the QR code holds.
    """

    number_label: Text
    number: Data
    lines: tuple[Text, ...] = ()
    code: str
    code_label: Text
    action: Text
    actions: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assist(Page):
    """For the staff: what a device needs, step by step, and how things stand beside it. Answers an action's key.

    The first action stands on the counter. Never shows anything of a resident's but that she is there.
    """

    steps: tuple[Text, ...] = ()
    facts: tuple[Row, ...] = ()
    note: Banner | None = None
    actions: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board(Page):
    """The blind is down with a board on it: a question with a countdown. Answers "go_on" or "stop".

    seconds: shown as a number and as panes; None = no countdown (a plain "really stop?").
    """

    seconds: int | None
    of: int | None = None
    go_on: Text
    leave: Text


class TrayState(Enum):
    """What lies at the terminal, from the devices alone."""

    EMPTY = "empty"
    WAIT_CARD = "wait_card"
    HOLD_CARD = "hold_card"
    CARD = "card"
    TAKE_CARD = "take_card"
    TAKE_PAPER = "take_paper"
    TAKE_RECEIPT = "take_receipt"
    TAKE_PAPERS = "take_papers"  # certificate and receipt
    TAKE_PAPER_AND_CARD = "take_paper_and_card"
    TAKE_RECEIPT_AND_CARD = "take_receipt_and_card"
    TAKE_PAPERS_AND_CARD = "take_papers_and_card"
    TAKE_SLIP = "take_slip"  # 返金票: what the counter gives back
    TAKE_PAPER_AND_SLIP = "take_paper_and_slip"
    TAKE_SLIP_AND_CARD = "take_slip_and_card"
    TAKE_PAPER_SLIP_AND_CARD = "take_paper_slip_and_card"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every page, given by the terminal, not by the journey."""

    tray: TrayState
    nickname: str | None = None
    can_go_back: bool = False
    can_stop: bool = True
    languages: tuple[str, ...] = ("ja", "en")
