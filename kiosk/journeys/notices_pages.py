"""The pages of お知らせ."""

from __future__ import annotations

from typing import assert_never

from gateway.contract.intake import CaseState
from gateway.contract.notices import Notice, NoticeHead, Reply
from kiosk.journeys.wording import label
from screens.page import Choose, Document, ListPage, Option, Page, Row, Tone
from screens.phrase import Data, Msg, Text, msg

SERVICE = msg("notices-service")
HIDE_AFTER_S = 60


def box(known: tuple[NoticeHead, ...]) -> Page:
    """Newest first; who sent what stays hidden until it is asked for."""
    return ListPage(
        name="notices.box",
        service=SERVICE,
        icon="bell",
        heading=msg("notices-heading"),
        explanation=msg("look-around"),
        rows=tuple(_line(notice) for notice in known),
        row_action=msg("notices-read"),
        empty=msg("notices-none"),
        actions=(Option("menu", msg("to-menu"), icon="back"),),
    )


def _line(notice: NoticeHead) -> Row:
    when = Msg("notices-sent", {"at": notice.sent_at}, personal=True)
    if notice.read_at is None:
        when = Msg("notices-sent-unread", {"at": notice.sent_at}, personal=True)
    state = _tone(notice.state) if notice.state is not None else None
    return Row(
        label=label(notice.title, personal=True),
        value=state_of(notice.state) if notice.state is not None else None,
        text=when,
        key=notice.id,
        icon=None if state else "mail",
        state=state,
    )


def state_of(state: CaseState) -> Text:
    """受付済 / 審査中 / 補正依頼 / 完了 / 不受理 / 取下げ."""
    return Msg(f"case-{state.replace('_', '-')}", personal=True)


def _tone(state: CaseState) -> Tone:
    match state:
        case "received" | "under_review":
            return "info"
        case "correction":
            return "warn"
        case "done":
            return "ok"
        case "refused":
            return "bad"
        case "withdrawn":
            return "info"
        case _:
            assert_never(state)


def notice(read: Notice, reply: Reply | None) -> Page:
    """What it says, until it is hidden again. reply: what can be done about it here and now."""
    rows: list[Row] = []
    if read.state is not None:
        rows.append(
            Row(msg("notices-state"), state_of(read.state), _what_now(read.state, reply), state=_tone(read.state))
        )
    rows += [Row(Data(line)) for line in read.body.split("\n") if line.strip()]
    rows.append(Row(msg("notices-from"), label(read.sender, personal=True)))
    rows.append(Row(msg("notices-when"), Msg("value-moment", {"at": read.sent_at}, personal=True)))
    if read.receipt is not None:
        rows.append(Row(msg("notices-receipt"), Data(read.receipt, speech=" ".join(read.receipt))))
    rows.append(Row(msg("notices-ends"), Msg("notices-until", {"at": read.ends_at}, personal=True)))
    return Document(
        name="notices.notice",
        service=SERVICE,
        icon="bell",
        heading=label(read.title, personal=True),
        title=msg("notices-title"),
        rows=tuple(rows),
        action=msg("hide-to-list"),
        actions=(*_replies(reply), Option("delete", msg("notices-delete"), icon="erase")),
        hide_after_s=HIDE_AFTER_S,
    )


def _replies(reply: Reply | None) -> tuple[Option, ...]:
    if reply is None:
        return ()
    asks = (Option("answer", msg("notices-answer"), icon="pencil"),) if reply.questions else ()
    return (*asks, Option("withdraw", msg("notices-withdraw"), icon="stop")) if reply.withdrawable else asks


def _what_now(state: CaseState, reply: Reply | None) -> Text | None:
    """Only where she has to do something."""
    if state != "correction":
        return None
    return msg("case-correction-text") if reply is None or not reply.questions else msg("case-correction-here")


def really_delete(head: NoticeHead) -> Page:
    """It does not come back."""
    return Choose(
        name="notices.really_delete",
        service=SERVICE,
        icon="bell",
        heading=msg("notices-delete-heading"),
        explanation=label(head.title, personal=True),
        hint=msg("choosing-goes-on"),
        options=(
            Option("keep", msg("notices-keep"), icon="back"),
            Option("delete", msg("notices-delete-yes"), msg("notices-delete-text"), "erase"),
        ),
    )
