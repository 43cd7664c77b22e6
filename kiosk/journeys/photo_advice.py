"""What to change before a photo is taken, in plain words."""

from __future__ import annotations

from typing import assert_never

from kiosk.rules.photos import FaceFault, SheetFault
from screens.phrase import Text, msg

GOOD_FACE = msg("photo-good")
GOOD_SHEET = msg("sheet-good")


def face_advice(fault: FaceFault) -> Text:
    """One thing to change with a face photo."""
    match fault:
        case FaceFault.DARK:
            return msg("photo-dark")
        case FaceFault.NO_FACE:
            return msg("photo-no-face")
        case FaceFault.SEVERAL:
            return msg("photo-several")
        case FaceFault.FAR:
            return msg("photo-far")
        case FaceFault.NEAR:
            return msg("photo-near")
        case FaceFault.MOVE_LEFT:
            return msg("photo-move-left")
        case FaceFault.MOVE_RIGHT:
            return msg("photo-move-right")
        case FaceFault.MOVE_UP:
            return msg("photo-move-up")
        case FaceFault.MOVE_DOWN:
            return msg("photo-move-down")
        case FaceFault.TILTED:
            return msg("photo-tilted")
        case FaceFault.EYES:
            return msg("photo-eyes")
        case FaceFault.BRIGHT:
            return msg("photo-bright")
        case FaceFault.SHADOW:
            return msg("photo-shadow")
        case FaceFault.FLAT:
            return msg("photo-flat")
        case FaceFault.BLURRED:
            return msg("photo-blurred")
        case FaceFault.BACKGROUND:
            return msg("photo-background")
        case never:
            assert_never(never)


def sheet_advice(fault: SheetFault) -> Text:
    """One thing to change with the photo of a sheet."""
    match fault:
        case SheetFault.DARK:
            return msg("sheet-dark")
        case SheetFault.NO_SHEET:
            return msg("sheet-no-sheet")
        case SheetFault.CUT:
            return msg("sheet-cut")
        case SheetFault.SMALL:
            return msg("sheet-small")
        case SheetFault.GLARE:
            return msg("sheet-glare")
        case SheetFault.BLURRED:
            return msg("sheet-blurred")
        case never:
            assert_never(never)
