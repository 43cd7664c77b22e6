"""Pages with the camera and the scanner. What the camera sees is drawn: nobody."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from screens.page import Image, Option, Viewfinder, Wait
from screens.phrase import Text
from screens.samples.sentences import say

CARD_APPLICATION = say("カードを申《もう》し込《こ》む", "Apply for a card")


@dataclass(frozen=True, slots=True)
class Live:
    """What comes from the camera while the page is shown."""

    image: Image
    advice: Text
    good: bool


def _drawn(width: int, height: int, *, aside: float = 0.0, near: float = 1.0) -> Image:
    """A person as a child draws one."""
    picture = pygame.Surface((width, height))
    picture.fill((206, 209, 212))
    x, unit = width * (0.5 + aside), height * near / 100
    middle = height * 0.46

    def oval(cx: float, cy: float, w: float, h: float, colour: tuple[int, int, int]) -> None:
        box = pygame.Rect(0, 0, round(w * unit), round(h * unit))
        box.center = round(x + cx * unit), round(middle + cy * unit)
        pygame.draw.ellipse(picture, colour, box)

    oval(0, 58, 92, 56, (64, 84, 110))
    oval(0, 30, 20, 34, (196, 158, 130))
    oval(0, -5, 50, 62, (52, 46, 46))
    oval(0, 2, 44, 58, (226, 190, 160))
    oval(0, -24, 40, 14, (52, 46, 46))
    for side in (-1, 1):
        oval(10 * side, -2, 8, 4.5, (250, 250, 250))
        oval(10 * side, -2, 4, 4, (50, 40, 36))
        oval(10 * side, -8, 11, 2, (52, 46, 46))
    oval(0, 10, 5, 3, (196, 156, 130))
    oval(0, 19, 14, 4, (190, 96, 96))
    return Image(width, height, pygame.image.tobytes(picture, "RGB"))


def _paper(width: int, height: int) -> Image:
    """A sheet on a desk, a little turned."""
    picture = pygame.Surface((width, height))
    picture.fill((96, 84, 74))
    corners = [(0.33, 0.06), (0.69, 0.09), (0.66, 0.95), (0.28, 0.91)]
    pygame.draw.polygon(picture, (236, 236, 230), [(x * width, y * height) for x, y in corners])
    for row in range(12):
        y = (0.16 + 0.055 * row) * height
        left = (0.36 - 0.004 * row) * width
        length = (0.2 if row % 3 == 2 else 0.27) * width
        pygame.draw.line(picture, (90, 90, 96), (left, y), (left + length, y + 0.012 * height), 3)
    return Image(width, height, pygame.image.tobytes(picture, "RGB"))


SCAN = Wait(
    name="card_application.scan",
    service=CARD_APPLICATION,
    icon="card_new",
    heading=say("申請書《しんせいしょ》のコードを かざしてください", "Hold the form’s code in front of the scanner"),
    progress=(1, 6),
    steps=(
        (
            say("申請書《しんせいしょ》の 四角《しかく》いコードを 下《した》に向《む》けます", "Code facing down"),
            "to_come",
        ),
        (say("赤《あか》い光《ひかり》に 当《あ》てます", "Into the red light"), "to_come"),
    ),
    picture="scan",
    actions=(Option("type", say("番号《ばんごう》を 手《て》で入《い》れる", "Type the number"), icon="pencil"),),
)


def viewfinder(taken: bool = False) -> Viewfinder:
    """The photo for the card."""
    if taken:
        return Viewfinder(
            name="card_application.photo_taken",
            service=CARD_APPLICATION,
            icon="card_new",
            heading=say("この写真《しゃしん》で よろしいですか", "Is this photo all right?"),
            progress=(4, 6),
            subject="face",
            action=say("この写真《しゃしん》を 使《つか》う", "Use this photo"),
            taken=_drawn(420, 540),
            notes=(say("目《め》が 開《あ》いていますか。", "Are the eyes open?"),),
            actions=(Option("again", say("とり直《なお》す", "Take it again"), icon="refresh"),),
        )
    return Viewfinder(
        name="card_application.photo",
        service=CARD_APPLICATION,
        icon="card_new",
        heading=say("写真《しゃしん》を とります", "We take your photo"),
        progress=(4, 6),
        subject="face",
        action=say("写真《しゃしん》をとる", "Take the photo"),
        notes=(
            say("帽子《ぼうし》や マスクを 取《と》ってください。", "Please take off hat and mask."),
            say("正面《しょうめん》を 向《む》いてください。", "Please face the camera."),
        ),
        actions=(Option("without", say("写真《しゃしん》なしで 進《すす》む", "Go on without a photo")),),
    )


SHEET = Viewfinder(
    name="application.attachment",
    service=say("児童手当《じどうてあて》の請求《せいきゅう》", "Child allowance"),
    icon="baby",
    heading=say("書類《しょるい》を 写《うつ》します", "Take a photo of the document"),
    progress=(5, 8),
    subject="sheet",
    action=say("写真《しゃしん》をとる", "Take the photo"),
    notes=(say("台《だい》の上《うえ》に 平《たい》らに 置《お》いてください。", "Put it flat on the desk."),),
)

GOOD = Live(_drawn(420, 540), say("このまま 動《うご》かないでください", "Hold still, please"), True)
ASIDE = Live(
    _drawn(420, 540, aside=-0.16, near=0.7),
    say("もう少《すこ》し 近《ちか》づいてください", "Please come a little closer"),
    False,
)
FLAT = Live(
    _paper(640, 360), say("光《ひか》って 読《よ》めないところが あります", "It shines, and part can’t be read"), False
)
