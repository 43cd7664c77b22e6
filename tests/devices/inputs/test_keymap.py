"""Our layouts against those of libxkbcommon (the ones that Linux desktops use)."""

from __future__ import annotations

import ctypes

import pytest
from evdev import ecodes

from devices.inputs.keymap import ENDS, SHIFTS, Layout, sign, strokes

PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
SHIFT_BIT = 1


class _Names(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in ("rules", "model", "layout", "variant", "options")]


class Xkb:
    """One keymap of libxkbcommon."""

    def __init__(self, layout: str, model: str) -> None:
        self._lib = lib = ctypes.CDLL("libxkbcommon.so.0")
        for name in ("xkb_context_new", "xkb_keymap_new_from_names", "xkb_state_new"):
            getattr(lib, name).restype = ctypes.c_void_p
        lib.xkb_keymap_new_from_names.argtypes = [ctypes.c_void_p, ctypes.POINTER(_Names), ctypes.c_int]
        lib.xkb_state_new.argtypes = [ctypes.c_void_p]
        lib.xkb_state_update_mask.argtypes = [ctypes.c_void_p, *[ctypes.c_uint32] * 6]
        lib.xkb_state_key_get_utf32.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
        lib.xkb_state_key_get_utf32.restype = ctypes.c_uint32
        names = _Names(b"evdev", model.encode(), layout.encode(), b"", b"")
        keymap = lib.xkb_keymap_new_from_names(lib.xkb_context_new(0), ctypes.byref(names), 0)
        assert keymap
        self._state = lib.xkb_state_new(keymap)

    def sign(self, code: int, *, shifted: bool) -> str:
        self._lib.xkb_state_update_mask(self._state, SHIFT_BIT if shifted else 0, 0, 0, 0, 0, 0)
        return chr(self._lib.xkb_state_key_get_utf32(self._state, code + 8))


@pytest.mark.parametrize(("layout", "theirs"), [(Layout.US, ("us", "pc105")), (Layout.JIS, ("jp", "jp106"))])
def test_every_key_means_what_it_means_elsewhere(layout: Layout, theirs: tuple[str, str]) -> None:
    xkb = Xkb(*theirs)
    pad = {code for name, code in ecodes.ecodes.items() if name.startswith("KEY_KP")}  # there it is a matter of NumLock
    for code in set(range(1, 128)) - pad - ENDS - SHIFTS:
        for shifted in (False, True):
            ours = sign(layout, code, shifted=shifted)
            if ours is not None:
                # The yen sign stands where computers mean a backslash.
                assert xkb.sign(code, shifted=shifted).replace("¥", "\\") == ours, (code, shifted)


@pytest.mark.parametrize("layout", Layout)
def test_every_sign_can_be_typed_and_comes_back(layout: Layout) -> None:
    typed = strokes(layout, PRINTABLE)
    assert "".join(sign(layout, code, shifted=shifted) or "?" for code, shifted in typed) == PRINTABLE


def test_a_sign_without_a_key_is_refused_without_naming_it() -> None:
    with pytest.raises(ValueError) as refused:
        strokes(Layout.US, "秘")
    assert "秘" not in str(refused.value)
