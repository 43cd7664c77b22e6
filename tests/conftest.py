"""What every test shares."""

from __future__ import annotations

import os

from hypothesis import settings

# Set before anybody imports pygame: no window, no sound card.
os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

# No test judges by the clock: a busy machine is not a bug.
settings.register_profile("madoguchi", deadline=None)
settings.load_profile("madoguchi")
