"""Whole stays of somebody who only listens: the next key is chosen by what was said, and by nothing else."""

from __future__ import annotations

from datetime import datetime

from devices.virtual.personas import person
from kiosk.clock import JAPAN
from kiosk.demo.driver import Driver
from kiosk.demo.parts import Parts, Terminal
from tests.e2e.ear.listener import Listener

WHO = "ordinary"

PHONE = "09046802911"

QUESTIONS = {
    "どこにだしますか": "かいしゃや",
    "どのしょうめいしょをうけとりますか": "じゅうみんひょうのうつし",
    "どなたのぶんをのせますか": "せたいのぜんいん",
    "つづきがらをのせますか": "のせない",
    "ひっとうしゃをのせますか": "のせない",
    "マイナンバーをのせますか": "のせない",
    "なんぶうけとりますか": "1ぶ",
}
"""What she is asked on the way to a 住民票の写し, and what she wants."""


def test_a_certificate_by_ear(listener: Listener, parts: Parts, speaking: Terminal) -> None:
    sides = parts.paper.sides()
    listener.press("voice")
    listener.until("カードをおもちのかた", "ごようけんをうけたまわります")
    parts.lay(WHO)
    listener.until("あんしょうばんごうをいれてください")
    pin = person(WHO).pins["auth"]
    assert "おせます" in listener.type(pin)
    listener.press("confirm")
    listener.until("カードをおとりいただけます")
    parts.take()
    listener.until("ごようけんをえらんでください")
    listener.choose("しょうめいしょをうけとる")
    while (asked := listener.until(*QUESTIONS, "このないようでよろしいですか")) in QUESTIONS:
        listener.choose(QUESTIONS[asked])
    assert "せたいのぜんいん" in "".join(listener.heard[-3:])
    listener.choose("しはらいへすすむ")
    listener.until("150えんをいれてください")
    for coin in (100, 50):
        parts.paper.insert(coin)
    listener.until("いんさつがおわりました")
    parts.paper.last_job(sides, 1)
    listener.choose("おわる")
    listener.until("ありがとうございました")
    assert listener.aloud == []
    _nothing_given_away(listener, pin)
    _forgotten(speaking.driver)


def test_an_application_by_ear(listener: Listener, speaking: Terminal) -> None:
    """A baby's card: the number on the form, a birth date, whom to ask; received, with its number."""
    listener.press("voice")
    listener.choose("カードがないかた")
    listener.until("ごようけんをえらんでください")
    listener.choose("カードのしんせい")
    listener.until("もうしこみます")
    listener.go_on()
    listener.until("どういれますか")
    listener.choose("じぶんで")
    listener.until("アイディーをいれてください", "IDをいれてください")
    assert "おせます" in listener.type("12345678901234567890123")
    listener.press("confirm")
    listener.until("かわりましたか")
    listener.choose("かわっていない")
    listener.until("せいねんがっぴ")
    listener.choose("せいれき")
    assert "おせます" in listener.type(datetime.now(JAPAN).strftime("%Y%m01"))
    listener.press("confirm")
    listener.until("しゃしんはいりません")
    listener.go_on()
    listener.until("なまえは")
    # As on a telephone: 7 is the row of ま, 6 of は, 0 of わ.
    for keys in ("77", "66666", "000"):
        listener.press(*keys)
        listener.press("confirm")
    listener.choose("これですすむ")
    listener.until("れんらくしますか")
    listener.choose("でんわ")
    listener.until("でんわばんごうをいれてください")
    listener.type(PHONE)
    listener.press("confirm")
    listener.until("しょうめいしょをいれますか")
    listener.choose("りようしゃしょうめいようだけ")
    listener.until("てんじ")
    listener.choose("いれない")
    listener.until("このないようで")
    assert "みほん" in listener.heard[-1]
    listener.go_on()
    listener.until("うけつけました")
    listener.choose("おわる")
    assert listener.aloud == []
    _forgotten(speaking.driver)
    assert speaking.driver.find(PHONE.encode()) == []


def _nothing_given_away(listener: Listener, pin: str) -> None:
    """What was said while the PIN was typed names no digit of it; how many there are isn't one."""
    counted = [said for said in listener.heard if "けたはいっています" in said or "けた入っています" in said]
    assert len(counted) >= len(pin)
    for number, said in enumerate(counted[-len(pin) :], start=1):
        assert [sign for sign in said if sign.isdecimal()] == [str(number)]


def _forgotten(driver: Driver) -> None:
    """The stay is over: what was said in it is known nowhere any more, and the voice is off for whoever comes next."""
    driver.wait("idle")
    driver.settled()
    count, said = driver.said()
    assert said == []
    driver.key("down")
    assert driver.said(count)[1] == []
