"""操作履歴: what was done with this account, when, and whether by the person or an agent."""

from __future__ import annotations

from gateway.contract.operations import Operation, OperationPage
from kiosk.effects import ListOperations
from kiosk.journey import Journey
from kiosk.journeys.gateway import ask_gateway
from kiosk.journeys.wording import joined, label
from kiosk.portal_outcomes import Operations
from screens.page import ListPage, Option, Page, Row
from screens.phrase import Msg, Text, msg


def operations() -> Journey[None]:
    """Newest first, page by page."""
    number = 1
    while True:
        shown = yield from ask_gateway(ListOperations(number), Operations)
        choice = yield _page(shown.page)
        match choice:
            case "older":
                number += 1
            case "newer":
                number -= 1
            case _:
                return


def _page(shown: OperationPage) -> Page:
    actions = [Option(key="menu", title=msg("to-menu"), icon="back")]
    if shown.page < shown.pages:
        actions.insert(0, Option(key="older", title=msg("operations-older"), icon="down"))
    if shown.page > 1:
        actions.insert(0, Option(key="newer", title=msg("operations-newer"), icon="up"))
    return ListPage(
        name="operations.list",
        service=msg("operations-service"),
        icon="clock",
        heading=msg("operations-heading"),
        explanation=msg("operations-text", page=shown.page, pages=max(shown.pages, 1)),
        rows=tuple(_row(operation) for operation in shown.operations),
        row_action=msg("show"),
        empty=msg("operations-empty"),
        actions=tuple(actions),
    )


def _row(operation: Operation) -> Row:
    about: list[Text] = [label(operation.service_name, personal=True)]
    if operation.subject is not None:
        about.append(label(operation.subject, personal=True))
    about.append(msg("operations-self") if operation.actor == "self" else msg("operations-agent"))
    return Row(
        label=Msg("value-moment", {"at": operation.at}, personal=True),
        value=label(operation.act_name, personal=True),
        text=joined(about),
    )
