"""The scanner and the camera of the settings."""

from __future__ import annotations

from devices.camera.process import ProcessCamera, V4l2, Virtual
from devices.inputs.keymap import Layout
from devices.inputs.scanner import KeyboardScanner
from devices.inputs.sources import EvdevSource, Match, SocketSource
from kiosk.config import CameraSettings, CameraV4l2, ScannerSettings, ScannerUsb


def scanner(settings: ScannerSettings) -> KeyboardScanner:
    """Held from now on, as soon and as long as it is there. Close it."""
    layout = Layout(settings.layout)
    if isinstance(settings, ScannerUsb):
        return KeyboardScanner(EvdevSource(Match(settings.name, settings.vendor, settings.product)), layout)
    return KeyboardScanner(SocketSource(settings.device), layout)


def camera(settings: CameraSettings) -> ProcessCamera:
    """Not opened yet."""
    if isinstance(settings, CameraV4l2):
        return ProcessCamera(V4l2(settings.device, settings.width, settings.height, settings.turn))
    return ProcessCamera(Virtual(settings.device))
