"""What this terminal applies with, as its settings name it."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

from devices.camera.camera import Camera
from devices.cards.service import CardService
from devices.printers.receipts.fonts import FontsMissingError
from kiosk.clock import Clock
from kiosk.config import Config, ConfigError
from kiosk.journeys.applications.applying import Equipment
from kiosk.journeys.visit import Applying
from kiosk.line.performing import Address, LinePerformer, Paper
from kiosk.optics import camera as camera_of
from kiosk.optics import scanner as scanner_of
from kiosk.paper.desk import PaperDesk
from kiosk.paper.receipt_printer import receipt_printer
from kiosk.paper.receipts import Office, ReceiptWords
from kiosk.procedures.model import Procedure
from kiosk.words import FluentWords
from offline_queue.client import QueueClient

SLIP_WITHIN_S = 30.0


@dataclass(frozen=True, slots=True)
class ApplyingParts:
    """What the journeys are told, what does it, and the camera for the pages. line: lives as long as the program."""

    applying: Applying
    line: LinePerformer
    camera: Camera | None


def applying_parts(
    config: Config, cards: CardService, desk: PaperDesk | None, clock: Clock, stack: ExitStack
) -> ApplyingParts | None:
    """None where nothing can be applied for. Raises ConfigError if what is configured can't be used at all."""
    scanner = None
    if config.scanner is not None:
        # Held even where nothing reads codes: what it types must not land on a page.
        scanner = scanner_of(config.scanner)
        stack.callback(scanner.close)
    if config.queue is None:
        return None
    camera = None if config.camera is None else camera_of(config.camera)
    if camera is not None:
        stack.callback(camera.close)
    paper = _paper(config, desk, clock)
    line = LinePerformer(
        QueueClient(config.queue.socket),
        Address(config.queue.municipality, config.queue.follow),
        FluentWords("ja"),
        cards=cards,
        scanner=scanner,
        camera=camera,
        paper=paper,
    )
    equipment = Equipment(camera=camera is not None, receipts=paper is not None, scanner=scanner is not None)
    return ApplyingParts(Applying(_procedures, equipment), line, camera)


def _procedures() -> tuple[Procedure, ...]:
    from kiosk.procedures.files import known  # brings YAML along

    return known()


def _paper(config: Config, desk: PaperDesk | None, clock: Clock) -> Paper | None:
    """Where certificates are handed out, their desk's printer, in its turn."""
    if config.receipts is None:
        return None
    terminal = config.terminal
    words = ReceiptWords(FluentWords("ja"), Office(terminal.municipality, terminal.place, terminal.id), clock.now)
    if desk is not None:
        return Paper(words, desk.print_small)
    try:
        printer = receipt_printer(config.receipts)
    except FontsMissingError as error:
        raise ConfigError(f"receipts: {error}") from error
    return Paper(words, lambda receipt: printer.print(receipt, SLIP_WITHIN_S))
