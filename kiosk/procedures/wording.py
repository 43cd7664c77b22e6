"""Wordings of a procedure as pages carry them."""

from __future__ import annotations

from kiosk.procedures.glossary import marked
from kiosk.procedures.model import Wording
from screens.phrase import Data, Msg


def said(wording: Wording, *, personal: bool = False) -> Msg:
    """In the resident's language, in Japanese with its readings. Personal where it tells something of her."""
    return Msg("wording", {"ja": Data(marked(wording.ja), personal), "en": Data(wording.en, personal)}, personal)
