"""What somebody has answered so far, and where in the form she is."""

from __future__ import annotations

from datetime import date

from kiosk.journeys.applications.questions_pages import Place
from kiosk.line.outcomes import Photo
from kiosk.procedures import model
from kiosk.procedures.conditions import asked
from kiosk.procedures.wording import said
from screens.phrase import Text

BEFORE, AFTER = 1, 2
"""Steps of the way before the form's sections (the card) and after them (looking over, sending)."""


class Draft:
    """What has been answered so far. Rebuilt by every replay; gone with the stay."""

    def __init__(self, form: model.Form, today: date, *, camera: bool) -> None:
        self.form = form
        self.today = today
        self.camera = camera
        self.answers: dict[str, object] = {}
        self.photos: dict[str, tuple[Photo, ...]] = {}

    def place(self, section: model.Section, whom: Text | None = None) -> Place:
        """Where a section's questions stand on the way."""
        sections = self.form.sections
        steps = BEFORE + len(sections) + AFTER
        return Place((BEFORE + sections.index(section) + 1, steps), whom, self.form.icon)

    def photographs(self) -> tuple[tuple[Text, Photo], ...]:
        """Every page photographed for what is still asked for, with its paper's name."""
        titles = {document.id: said(document.title) for document in self.form.documents}
        return tuple(
            (titles[question.document], photo)
            for _, question in asked(self.form, self.answers)
            if isinstance(question, model.Attachment)
            for photo in self.photos.get(question.id, ())
        )
