"""A real IPP printer program and a real cupsd, for the tests that want them."""

from tests.devices.printers.documents.fixtures import impatient, printer, program, spooler

__all__ = ["impatient", "printer", "program", "spooler"]
