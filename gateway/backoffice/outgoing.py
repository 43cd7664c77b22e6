"""What the world is told of a case: its state at the intake, and a notice in the box of whoever signed.

Both happen in one transaction at the gateway's database, and may happen twice: the version and the notice's id see to
it that this changes nothing.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection

from gateway.backoffice import caseload
from gateway.backoffice.caseload import Act
from gateway.backoffice.linking import account_of
from gateway.backoffice.office import Office
from gateway.contract.base import Label
from gateway.contract.intake import CaseState
from gateway.contract.notices import Notice
from gateway.intake import handover
from gateway.portal import notices

_MOST = 200
_TITLES: dict[CaseState, Label] = {
    "received": Label(
        ja="申請を受け付けました", reading="しんせいをうけつけました", en="Your application was received"
    ),
    "under_review": Label(
        ja="申請を審査しています", reading="しんせいをしんさしています", en="Your application is being reviewed"
    ),
    "correction": Label(
        ja="申請になおしていただくところがあります",
        reading="しんせいになおしていただくところがあります",
        en="Your application has to be corrected",
    ),
    "done": Label(ja="手続が完了しました", reading="てつづきがかんりょうしました", en="The procedure is finished"),
    "refused": Label(
        ja="申請を受理できませんでした",
        reading="しんせいをじゅりできませんでした",
        en="Your application was not accepted",
    ),
    "withdrawn": Label(
        ja="申請が取り下げられました", reading="しんせいがとりさげられました", en="Your application was withdrawn"
    ),
}
_BODIES: dict[CaseState, str] = {
    "received": "端末からの申請が届き、受け付けました。",
    "under_review": "担当の部署で内容を確認しています。",
    "correction": "つぎのところをなおして、もう一度お送りください（補正依頼）。",
    "done": "申請された手続が終わりました。",
    "refused": "申請を受理できませんでした。理由はつぎのとおりです。",
    "withdrawn": "申請が取り下げられました。",
}


def tell(office: Office) -> int:
    """Tell everything that has not been told. Says how many acts."""
    with office.own.read() as conn:
        untold = caseload.untold(conn, _MOST)
    for act in untold:
        with office.intake.write() as conn:
            case = act.case
            handover.tell(conn, case.terminal, case.id, act.state, act.delayed, act.version, act.at)
            _notify(office, conn, act)
        with office.own.write() as conn:
            caseload.told(conn, act, office.now())
    return len(untold)


def _notify(office: Office, gateway: Connection, act: Act) -> None:
    if act.case.signer is None or act.delayed:
        return
    account = account_of(gateway, office.linking, *act.case.signer)
    if account is not None:
        notices.send(gateway, account, _notice(office, act))


def _notice(office: Office, act: Act) -> Notice:
    town = office.settings.municipality
    lines = [_BODIES[act.state], *([act.note] if act.note else ())]
    if act.case.receipt:
        lines.append(f"受付番号　{act.case.receipt}")
    return Notice(
        id=act.notice,
        sender=Label(ja=town.name, reading=town.reading, en=town.name_en),
        title=_TITLES[act.state],
        sent_at=act.at,
        ends_at=act.at + timedelta(days=office.settings.notice_days),
        receipt=act.case.receipt,
        state=act.state,
        body="\n".join(lines),
    )
