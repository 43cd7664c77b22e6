"""`kiosk check display`: whether the panel opens, how large it is, and whether every font is there."""

from __future__ import annotations

import os
import time

from kiosk.check.report import Report, Result, Value
from kiosk.config import Config
