"""Typed settings from a TOML file. A wrong file stops the start with a sentence that names the key."""

from __future__ import annotations

import tomllib
from datetime import time
from math import isfinite
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, ValidationError, model_validator

from devices.inputs.touch_calibration import FLAT, IDENTITY, determinant
from devices.inputs.touch_fitting import PALM_MM, STUCK_S


class ConfigError(Exception):
    """The settings can't be used; the text says which key and why, for the technician."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _https(url: HttpUrl) -> HttpUrl:
    if url.scheme != "https":
        raise ValueError("must be https: the gateway is only spoken to over mutual TLS")
    return url


class Terminal(_Section):
    """Who this terminal is and where it stands."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{1,62}$")]
    municipality: str
    place: str
    opens: time = time(8, 30)
    closes: time = time(20, 0)
    staff_from: time | None = None
    staff_to: time | None = None


class Display(_Section):
    """The panel: pixels and millimetres as its data sheet gives them."""

    width_px: Annotated[int, Field(ge=640, le=7680)] = 1920
    height_px: Annotated[int, Field(ge=640, le=7680)] = 1080
    width_mm: Annotated[float, Field(gt=100)] = 345.4
    height_mm: Annotated[float, Field(gt=100)] = 194.3
    window: bool = False


class Reader(_Section):
    """Readers by a part of their PC/SC name."""

    name: Annotated[str, Field(min_length=1)]
    second: str | None = None


class Gateway(_Section):
    """The other end of the wire, and the terminal's TLS identity."""

    url: Annotated[HttpUrl, AfterValidator(_https)]
    ca: Path
    certificate: Path
    key: Path
    timeout_s: Annotated[float, Field(gt=0, le=60)] = 10.0


class Limits(_Section):
    """How long a stay may last, in seconds. A warning is never shorter than 20 s (EN 301 549 / WCAG 2.2.1)."""

    idle_s: Annotated[float, Field(ge=20)] = 120.0
    warning_s: Annotated[int, Field(ge=20, le=120)] = 60
    absolute_s: Annotated[float, Field(ge=120)] = 1800.0
    probe_s: Annotated[float, Field(ge=1)] = 30.0


class IppSettings(_Section):
    """A document printer that is fed directly (IPP Everywhere). ca: PEM file of the CA of an ipps printer."""

    kind: Literal["ipp"]
    uri: Annotated[str, Field(pattern=r"^ipps?://")]
    ca: Path | None = None


class CupsSettings(_Section):
    """A document printer behind a queue of the cupsd at `spooler`, a Unix socket. The machine's own one is not fit: it
    keeps documents on a disk.
    """

    kind: Literal["cups"]
    queue: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,127}$")]
    spooler: Path
    ca: Path | None = None


PrinterSettings = Annotated[IppSettings | CupsSettings, Field(discriminator="kind")]


class ReceiptNetwork(_Section):
    """A receipt printer on the network. host: IPv4 address. paper: width of the roll in mm."""

    kind: Literal["network"]
    host: str
    port: Annotated[int, Field(ge=1, le=65535)] = 9100
    paper: Literal[58, 80] = 80


class ReceiptSerial(_Section):
    """A receipt printer at a serial line."""

    kind: Literal["serial"]
    device: Path
    baud: Annotated[int, Field(ge=1200, le=115200)] = 38400
    rtscts: bool = True
    paper: Literal[58, 80] = 80


class ReceiptUsb(_Section):
    """A receipt printer at USB, by the numbers that lsusb shows."""

    kind: Literal["usb"]
    vendor: Annotated[int, Field(ge=0, le=0xFFFF)]
    product: Annotated[int, Field(ge=0, le=0xFFFF)]
    paper: Literal[58, 80] = 80


ReceiptSettings = Annotated[ReceiptNetwork | ReceiptSerial | ReceiptUsb, Field(discriminator="kind")]


class ScannerUsb(_Section):
    """A code scanner of the keyboard class: by a part of its name, or the numbers that lsusb shows. layout: the
    keyboard that it plays, as set in the scanner itself.
    """

    kind: Literal["usb"]
    name: Annotated[str, Field(min_length=1)] | None = None
    vendor: Annotated[int, Field(ge=0, le=0xFFFF)] | None = None
    product: Annotated[int, Field(ge=0, le=0xFFFF)] | None = None
    layout: Literal["us", "jis"] = "jis"

    @model_validator(mode="after")
    def _known_by_something(self) -> ScannerUsb:
        if (self.vendor is None) != (self.product is None):
            raise ValueError("vendor and product go together")
        if self.name is None and self.vendor is None:
            raise ValueError("name, or vendor and product: every keyboard would be a scanner")
        return self


class ScannerVirtual(_Section):
    """The virtual scanner, at its socket (`python -m devices.virtual.scanner`). Not in production."""

    kind: Literal["virtual"]
    device: Path
    layout: Literal["us", "jis"] = "jis"


ScannerSettings = Annotated[ScannerUsb | ScannerVirtual, Field(discriminator="kind")]


class CameraV4l2(_Section):
    """A camera of the kernel's, best named by its link in /dev/v4l/by-id. width, height: px that are asked of it; for
    papers 3840 x 2160 or more. turn: degrees clockwise that set its pictures upright.
    """

    kind: Literal["v4l2"]
    device: Path
    width: Annotated[int, Field(ge=640, le=8192)] = 1920
    height: Annotated[int, Field(ge=480, le=8192)] = 1080
    turn: Literal[0, 90, 180, 270] = 0


class CameraVirtual(_Section):
    """The virtual camera, at its socket (`python -m devices.virtual.camera`). Not in production."""

    kind: Literal["virtual"]
    device: Path


CameraSettings = Annotated[CameraV4l2 | CameraVirtual, Field(discriminator="kind")]


class SoundSettings(_Section):
    """Where the voice comes out, by ALSA's names of PCMs (`aplay -L`). speaker: the loudspeaker; handset: handset or
    headphones, for one person's ears. handset_switch: a part of the name of the input device whose switch says that
    something is plugged in; without it the handset counts as always there. rendered: `python -m kiosk.speech`'s folder.
    """

    speaker: Annotated[str, Field(min_length=1)] | None = None
    handset: Annotated[str, Field(min_length=1)] | None = None
    handset_switch: Annotated[str, Field(min_length=1)] | None = None
    rendered: Path | None = None

    @model_validator(mode="after")
    def _heard_somewhere(self) -> SoundSettings:
        if self.speaker is None and self.handset is None:
            raise ValueError("speaker or handset: nothing would be heard")
        if self.handset_switch is not None and self.handset is None:
            raise ValueError("handset_switch goes with a handset")
        return self


class KeypadSettings(_Section):
    """The keypad for hands that don't see: by a part of its name, or the numbers that lsusb shows."""

    name: Annotated[str, Field(min_length=1)] | None = None
    vendor: Annotated[int, Field(ge=0, le=0xFFFF)] | None = None
    product: Annotated[int, Field(ge=0, le=0xFFFF)] | None = None

    @model_validator(mode="after")
    def _known_by_something(self) -> KeypadSettings:
        if (self.vendor is None) != (self.product is None):
            raise ValueError("vendor and product go together")
        if self.name is None and self.vendor is None:
            raise ValueError("name, or vendor and product: every keyboard would be a keypad")
        return self


class TouchSettings(_Section):
    """A touchscreen that is read directly (evdev). Without this section SDL's touches and mouse count, as on a desktop.

    name: a part of its name; vendor, product: the numbers that lsusb shows; without any, each touchscreen of the
    machine. turn: degrees clockwise that bring its points to the picture's. calibration: six numbers as libinput's
    calibration matrix. least_pressure: in its own units, for resistive panels. stuck_s: what lies still for so long is
    no finger.
    """

    name: Annotated[str, Field(min_length=1)] | None = None
    vendor: Annotated[int, Field(ge=0, le=0xFFFF)] | None = None
    product: Annotated[int, Field(ge=0, le=0xFFFF)] | None = None
    turn: Literal[0, 90, 180, 270] = 0
    calibration: tuple[float, float, float, float, float, float] = IDENTITY
    least_pressure: Annotated[int, Field(ge=0)] = 0
    palm_mm: Annotated[float, Field(ge=25)] = PALM_MM
    stuck_s: Annotated[float, Field(ge=5)] = STUCK_S

    @model_validator(mode="after")
    def _usable(self) -> TouchSettings:
        if (self.vendor is None) != (self.product is None):
            raise ValueError("vendor and product go together")
        if not all(map(isfinite, self.calibration)) or abs(determinant(self.calibration)) < FLAT:
            raise ValueError("calibration: would squeeze the panel into a line")
        return self


class PaymentSettings(_Section):
    """How fees are paid here. journal: the books (SQLite), on a disk that lasts; beside them stands what lies in the
    printer's tray. coin_line: the unit's serial line.
    """

    way: Literal["free", "counter", "coins"] = "free"
    journal: Path
    coin_line: Path | None = None

    @model_validator(mode="after")
    def _coins_need_a_unit(self) -> PaymentSettings:
        if (self.way == "coins") != (self.coin_line is not None):
            raise ValueError("coin_line goes with way coins, and with no other")
        return self


class IssuingSettings(_Section):
    """Whom this terminal believes about documents: CAs of seals, public keys of statements (PEM files)."""

    seal_cas: Annotated[tuple[Path, ...], Field(min_length=1)]
    statement_keys: Annotated[tuple[Path, ...], Field(min_length=1)]


class QueueSettings(_Section):
    """Applications, with the line or without. socket: where kiosk-sync listens. municipality: the code of the one they
    are sealed to. follow: the gateway's public status page, to which a token is added.
    """

    socket: Path
    municipality: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    follow: Annotated[str, Field(pattern=r"^https?://[^\s?#]+[^\s?#/]$")]


class Config(_Section):
    """One terminal. With a printer it hands out certificates; that needs `payment`, `issuing` and `staff`, too.

    staff: who may use the staff pages (TOML, see `kiosk.staff.people`).
    """

    profile: Literal["production", "training", "demo"]
    terminal: Terminal
    display: Display = Display()
    reader: Reader
    gateway: Gateway
    limits: Limits = Limits()
    log: Path | None = None
    printer: PrinterSettings | None = None
    receipts: ReceiptSettings | None = None
    payment: PaymentSettings | None = None
    issuing: IssuingSettings | None = None
    staff: Path | None = None
    scanner: ScannerSettings | None = None
    camera: CameraSettings | None = None
    sound: SoundSettings | None = None
    keypad: KeypadSettings | None = None
    queue: QueueSettings | None = None
    touch: TouchSettings | None = None

    @model_validator(mode="after")
    def _nothing_virtual_in_production(self) -> Config:
        virtual = isinstance(self.scanner, ScannerVirtual) or isinstance(self.camera, CameraVirtual)
        if self.profile == "production" and virtual:
            raise ValueError("scanner, camera: nothing virtual in production")
        if self.profile == "production" and self.queue is not None and not self.queue.follow.startswith("https:"):
            raise ValueError("queue.follow: must be https in production; residents' phones open it")
        return self

    @model_validator(mode="after")
    def _paper_needs_all(self) -> Config:
        if self.printer is not None and (self.payment is None or self.issuing is None):
            raise ValueError("payment, issuing: a printer needs both sections")
        if self.printer is not None and self.staff is None:
            raise ValueError("staff: a printer needs it; paper that was left closes the terminal until a clerk looks")
        if self.payment is not None and self.payment.way != "free" and self.receipts is None:
            raise ValueError("receipts: money is not taken without a receipt printer")
        return self


def load(path: Path) -> Config:
    """Read settings; relative paths in them count from the file's folder."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read ({type(error).__name__})") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        raise ConfigError(f"{path}: {'; '.join(_complaints(error))}") from error
    return _resolve(config, path.resolve().parent)


def _complaints(error: ValidationError) -> list[str]:
    lines = []
    for complaint in error.errors(include_input=False, include_url=False):
        key = ".".join(str(part) for part in complaint["loc"])
        what = "unknown key" if complaint["type"] == "extra_forbidden" else complaint["msg"]
        # What concerns the whole file names its keys itself.
        lines.append(f"{key}: {what}" if key else what.removeprefix("Value error, "))
    return lines


def _resolve(config: Config, base: Path) -> Config:
    files = {key: base / getattr(config.gateway, key) for key in ("ca", "certificate", "key")}
    for key, file in files.items():
        _must_exist(f"gateway.{key}", file)
    update: dict[str, object] = {
        "gateway": config.gateway.model_copy(update=files),
        "log": None if config.log is None else base / config.log,
    }
    if config.issuing is not None:
        trusted = {
            key: tuple(base / file for file in getattr(config.issuing, key)) for key in ("seal_cas", "statement_keys")
        }
        for key, found in trusted.items():
            for file in found:
                _must_exist(f"issuing.{key}", file)
        update["issuing"] = config.issuing.model_copy(update=trusted)
    if config.payment is not None:
        update["payment"] = config.payment.model_copy(update={"journal": base / config.payment.journal})
    if config.printer is not None and config.printer.ca is not None:
        _must_exist("printer.ca", base / config.printer.ca)
        update["printer"] = config.printer.model_copy(update={"ca": base / config.printer.ca})
    if isinstance(config.scanner, ScannerVirtual):
        update["scanner"] = config.scanner.model_copy(update={"device": base / config.scanner.device})
    if config.camera is not None:
        update["camera"] = config.camera.model_copy(update={"device": base / config.camera.device})
    if config.sound is not None and config.sound.rendered is not None:
        update["sound"] = config.sound.model_copy(update={"rendered": base / config.sound.rendered})
    if config.queue is not None:
        update["queue"] = config.queue.model_copy(update={"socket": base / config.queue.socket})
    if config.staff is not None:
        _must_exist("staff", base / config.staff)
        update["staff"] = base / config.staff
    return config.model_copy(update=update)


def _must_exist(key: str, file: Path) -> None:
    if not file.is_file():
        raise ConfigError(f"{key}: no such file: {file}")
