"""What the devices put out and nobody has taken: in the tray, or still on its way out of a printer that was lost."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.paper.lost_job import LostJob
from kiosk.paper.outcomes import Cleared, ClearOutcome
from kiosk.paper.parts import Log, Parts
from kiosk.paper.readiness import Readiness
from kiosk.paper.transaction import Lying


class Leftovers:
    """May be used from any thread; only `cleared_away` blocks."""

    def __init__(self, parts: Parts, log: Log, readiness: Readiness) -> None:
        self._tray = parts.tray
        self._log = log
        self._readiness = readiness
        self._lost = LostJob(parts)
        if self._tray.lying.left:
            log("paper_left")
            # The last process may have died with a job in the printer.
            self._lost.ask_until_gone()

    @property
    def lying(self) -> Lying:
        """Now."""
        return self._tray.lying

    def close(self) -> None:
        """The program ends."""
        self._lost.close()

    # --- the resident is there ----------------------------------------------------------------------------------------

    def print_begins(self) -> bool:
        """From now on something may lie there. False if the disk doesn't take it: then nothing may be printed."""
        return self._tray.print_begins()

    def came_out(self, **fields: bool) -> None:
        """See `Lying`."""
        self._tray.change(**fields)

    def small_paper(self, *, refund: bool) -> None:
        """A 領収書 or 返金票 lies there."""
        self._tray.change(receipt=True, refund=refund)

    def taken(self) -> None:
        """She says that she has everything."""
        self._tray.change(paper=False, receipt=False, refund=False, void=False)

    def job_lost(self) -> None:
        """Nobody knows what became of the job: sides may come out as soon as the printer speaks again."""
        self._lost.ask_until_gone()

    # --- she is gone --------------------------------------------------------------------------------------------------

    def stay_ended(self, *, undecided: bool) -> Callable[[], None]:
        """What lies there is nobody's now. Doesn't block; gives what remains to be done without a lock: the log."""
        lying = self._tray.lying
        # Whatever staff have decided: a printer that is still mute may put out a sheet tomorrow.
        void = lying.void or undecided or self._lost.asking
        # She didn't say that she took it. Most do, but the next one is asked to look.
        untaken = not void and (lying.paper or lying.receipt)
        self._tray.change(
            paper=False,
            receipt=False,
            refund=False,
            void=False,
            left=lying.left or void,
            untaken=lying.untaken or untaken,
        )
        event = "paper_left" if void else "paper_not_confirmed_taken" if untaken else None
        return lambda: None if event is None else self._log(event)

    def leave(self) -> None:
        """Paper of somebody who is gone may lie there: nobody is served before staff have looked."""
        self._tray.put(Lying(left=True))
        self._log("paper_left")

    def nothing_left(self) -> None:
        """What was on its way for somebody who is gone did not come out."""
        self._tray.change(receipt=False, refund=False, printing=False)

    def looked_for(self, *, found: bool) -> None:
        """Whoever came next has looked whether untaken paper lies there."""
        self._log("paper_looked_for", found="yes" if found else "no")
        if found:
            self.leave()
        else:
            self._tray.change(untaken=False)

    def cleared_away(self, staff: str) -> ClearOutcome:
        """Staff took it away. Not before the printer is known to hold nothing: what it prints tomorrow is hers, too."""
        why_not = self._readiness.nothing_will_come()
        if why_not is not None:
            return why_not
        self._log("paper_cleared_away", staff=staff)
        self._tray.put(Lying())
        return Cleared()
