"""The direct driver against another IPP printer (CUPS' ippeveprinter), also over TLS."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from devices.printers.documents.cups import CupsPrinter
from devices.printers.documents.ipp import IppPrinter
from devices.printers.documents.outcomes import (
    Aborted,
    Hindered,
    Hindrance,
    NotPrinted,
    Order,
    PartlyPrinted,
    Printed,
    Ready,
    Untrusted,
)
from devices.virtual.printer.spooler import Spooler
from tests.devices.printers.documents.calling import Printing
from tests.parts.ippeveprinter import eve_printer


def test_the_very_bytes_are_printed(two_sides: bytes) -> None:
    with eve_printer() as eve:
        printer = IppPrinter(f"ipp://{eve.address}")
        assert printer.status() == Ready()
        assert printer.print(Order(two_sides, 2)) == Printed(2)
        assert eve.printed == two_sides


@pytest.mark.parametrize(("side", "outcome"), [(0, NotPrinted(Aborted())), (1, PartlyPrinted(1))])
def test_a_job_that_it_gives_up(two_sides: bytes, side: int, outcome: object) -> None:
    with eve_printer(abort=side) as eve:
        assert IppPrinter(f"ipp://{eve.address}").print(Order(two_sides, 2)) == outcome


def test_a_jam_in_the_middle_that_somebody_frees(two_sides: bytes) -> None:
    with eve_printer() as eve:
        eve.jam(jammed=True)
        printing = Printing(IppPrinter(f"ipp://{eve.address}"), Order(two_sides, 2))
        printing.wait_for(lambda p: p.waiting_for == {Hindrance.JAM})
        eve.jam(jammed=False)
        assert printing.came() == Printed(2)


@pytest.mark.parametrize(
    ("attributes", "hindrance"),
    [
        ({"ready": "na_letter_8.5x11in"}, Hindrance.PAPER_OUT),
        ({"sides": "one-sided"}, Hindrance.UNSUITABLE),
        ({"scalings": "auto,fit"}, Hindrance.UNSUITABLE),
    ],
)
def test_a_printer_that_would_print_otherwise(
    two_sides: bytes, attributes: dict[str, str], hindrance: Hindrance
) -> None:
    """An unknown size would come out on whatever lies in the tray, without a word."""
    with eve_printer(**attributes) as eve:  # type: ignore[arg-type]
        printer = IppPrinter(f"ipp://{eve.address}")
        assert printer.status() == Hindered(frozenset({hindrance}))
        assert printer.print(Order(two_sides, 2)) == NotPrinted(Hindered(frozenset({hindrance})))
        assert not (eve.folder / "printed.pdf").exists()


def test_a_printer_that_takes_no_pdf_gets_pictures_from_cups(two_sides: bytes) -> None:
    """What the CUPS way is for: two sides of A4, at the finest it has, and the printer counts them."""
    with eve_printer(format="image/pwg-raster") as eve, Spooler() as spooler:
        assert IppPrinter(f"ipp://{eve.address}").status() == Hindered(frozenset({Hindrance.UNSUITABLE}))
        spooler.add_queue("raster", f"ipp://{eve.address}")
        printer = CupsPrinter("raster", spooler.socket)
        assert printer.print(Order(two_sides, 2)) == Printed(2)
        assert spooler.documents() == []
        said = subprocess.run(["pdfimages", "-list", "-"], input=eve.printed, capture_output=True, check=True).stdout
        sides = [line.split() for line in said.decode().splitlines()[2:]]
        # type, width and height in pixels of A4 at 600 dpi, and the resolution
        assert [(side[2], side[3], side[4], side[12]) for side in sides] == [("image", "4961", "7016", "600")] * 2


# --- TLS ------------------------------------------------------------------------------------------------------------


def keys(folder: Path, name: str) -> Path:
    """A folder with a certificate that signed itself, as printers have it; its PEM."""
    folder.mkdir()
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "localhost.crt"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.TraditionalOpenSSL
    (folder / "localhost.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return pem


def test_over_tls_with_the_printer_s_own_certificate(two_sides: bytes, tmp_path: Path) -> None:
    pem = keys(tmp_path / "keys", "localhost")
    with eve_printer(keys=tmp_path / "keys") as eve:
        assert IppPrinter(f"ipps://{eve.address}", pem).print(Order(two_sides, 2)) == Printed(2)


def test_over_tls_somebody_else(two_sides: bytes, tmp_path: Path) -> None:
    expected = keys(tmp_path / "expected", "localhost")
    keys(tmp_path / "keys", "localhost")
    with eve_printer(keys=tmp_path / "keys") as eve:
        printer = IppPrinter(f"ipps://{eve.address}", expected)
        assert printer.status() == Untrusted()
        assert printer.print(Order(two_sides, 2)) == NotPrinted(Untrusted())
        assert not (eve.folder / "printed.pdf").exists()


def test_over_tls_under_another_name(two_sides: bytes, tmp_path: Path) -> None:
    pem = keys(tmp_path / "keys", "printer.example")
    with eve_printer(keys=tmp_path / "keys") as eve:
        assert IppPrinter(f"ipps://{eve.address}", pem).print(Order(two_sides, 2)) == NotPrinted(Untrusted())
