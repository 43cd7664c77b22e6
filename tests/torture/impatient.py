"""The daemon with a short limit to its back-off: outages of minutes are played in seconds.

Nothing else of it is changed. It is run as `python -m tests.torture.impatient run --config FILE`.
"""

from __future__ import annotations

import sys

from offline_queue import line
from offline_queue.__main__ import main

LONGEST_S = 2.0

if __name__ == "__main__":
    line.LONGEST_S = LONGEST_S
    sys.exit(main())
