"""What the document printers' tests share."""

from tests.devices.printers.documents.fixtures import direct, impatient, printer, program, spooled, spooler, two_sides

__all__ = ["direct", "impatient", "printer", "program", "spooled", "spooler", "two_sides"]
