"""`make bench`: prints a table and writes out/bench.json. The exit code says whether every aim was reached."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from devices.virtual.personas import person
from kiosk.bench import table
from kiosk.bench.gateway_load import gateway_log_ins
from kiosk.bench.paper import paper_figures
from kiosk.bench.postgres import postgres
from kiosk.bench.queue import queue_figures
from kiosk.bench.redraw import full_redraw
from kiosk.bench.table import Figure
from kiosk.bench.terminal import full_terminal_figures, terminal_figures
from kiosk.demo.parts import Parts

OUT = Path("out") / "bench.json"
PERSONA = "ordinary"


def main() -> int:
    """Measure everything."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="madoguchi-") as name:
        folder = Path(name)
        with Parts(folder) as parts:
            print("bench: terminal", flush=True)
            figures += terminal_figures(parts)
            print("bench: card", flush=True)
            figures += _card_figures(parts)
        print("bench: full terminal", flush=True)
        figures += full_terminal_figures(folder / "full")
        print("bench: screen", flush=True)
        figures.append(full_redraw())
        print("bench: paper", flush=True)
        figures += paper_figures(folder / "paper", folder / "cards")
        print("bench: queue", flush=True)
        figures += queue_figures(folder / "queue")
        print("bench: gateway", flush=True)
        figures.append(gateway_log_ins(folder / "sqlite", folder / "cards", "SQLite"))
        with postgres() as url:
            figures.append(gateway_log_ins(folder / "postgres", folder / "cards", "PostgreSQL", url))
    table.write(figures, OUT)
    print(f"\n{table.as_table(figures)}\n\nwritten to {OUT}")
    return 0 if all(figure.ok for figure in figures) else 1


def _card_figures(parts: Parts) -> list[Figure]:
    # libpcsclite reads this once, at its first use in a process.
    os.environ.update(parts.readers.env)
    from kiosk.bench.card_log_in import REAL_COMMAND_S, card_log_in, slow_card_log_in

    parts.lay(PERSONA)
    parts.wait_noticed()
    reader, pin = parts.readers.names[0], person(PERSONA).pins["auth"]
    figures = card_log_in(reader, pin)
    parts.fault(f"slow={REAL_COMMAND_S:g},always")
    figures += slow_card_log_in(reader, pin)
    parts.clear_faults()
    return figures


if __name__ == "__main__":
    sys.exit(main())
