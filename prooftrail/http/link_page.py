"""The page behind a link: what somebody outside was sent, without signing in.

Nothing is fetched from elsewhere, on any phone, in Chinese or English. Its one script, a file of ours, says
how long it was read, once the reader allows it.
"""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from prooftrail.platform.links.doors import Leaf, Part, Sheet
from prooftrail.platform.values import Locale

PICTURES, VIDEOS = "image/", "video/"
KB, MB = 1024, 1024 * 1024
PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer">
<style>{style}</style></head><body><main>{body}</main></body></html>"""
STYLE = """:root{--paper:#fdfdfb;--raised:#f6f5f1;--ink:#16191e;--dim:#5b616b;--line:#d9d7d0;--link:#26457f}
@media(prefers-color-scheme:dark){:root{--paper:#16191e;--raised:#1e2228;--ink:#eceae4;--dim:#a3a8b0;
--line:#353a42;--link:#9db8ea}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);text-autospace:normal;
font:16px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:560px;margin:0 auto;padding:28px 16px 48px}
header{border-top:2px solid var(--ink);padding-top:14px}
h1{font:600 22px/1.35 "Songti SC","Noto Serif CJK SC",serif;margin:0;overflow-wrap:anywhere}
h2{font-size:17px;line-height:1.4;margin:0;overflow-wrap:anywhere}
p{margin:6px 0}
.dim{color:var(--dim);font-size:14px}
section{border-top:1px solid var(--line);margin-top:22px;padding-top:14px}
ul{list-style:none;margin:8px 0 0;padding:0}
li{margin:0}
a.file{display:flex;gap:12px;align-items:center;min-height:52px;padding:8px 0;color:var(--ink);
text-decoration:none;border-bottom:1px solid var(--line)}
a.file b{flex:1;min-width:0;font-weight:500;overflow-wrap:anywhere}
a.file span{color:var(--dim);font-size:13px;white-space:nowrap}
a.file i{font-style:normal;color:var(--link);white-space:nowrap}
a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
img,video{display:block;width:100%;height:auto;max-height:70vh;object-fit:contain;background:var(--raised);
margin-top:10px;border-radius:4px}
footer{margin-top:28px}
[hidden]{display:none}
button{font:inherit;min-height:44px;padding:0 14px;border:1px solid var(--line);border-radius:4px;
background:var(--raised);color:var(--ink)}"""
WORDS: Mapping[Locale, Mapping[str, str]] = {
    "zh": {
        "from": "{sender} 发给 {receiver}", "of": "{sender} 发来的资料",
        "until": "这个链接到 {day} 为止，只给您看。",
        "open": "打开", "play": "播放", "get": "下载", "away": "外部网页", "since": "{day} 起用",
        "seen": "打开次数会告诉发送人；不用外部统计，不记地址和设备。",
        "ask": "发送人想知道您读了多久，只记秒数。", "allow": "可以", "thanks": "好，只记这一页读了多少秒。",
        "gone": "这个链接打不开了", "gone_why": "它已到期、被收回，或者抄错了。请发送人重新发一个。",
        "answered": "您已经回答过了", "answered_why": "每个链接回答一次，先到的那次已经记下，谢谢。",
        "wait": "打开得太快了", "wait_why": "过一分钟再试。", "title": "{sender} 发来的资料",
    },
    "en": {
        "from": "From {sender} to {receiver}", "of": "Sent by {sender}",
        "until": "This link is for you alone and ends on {day}.",
        "open": "Open", "play": "Play", "get": "Download", "away": "Web page", "since": "In use since {day}",
        "seen": "The sender is told that this was opened. Nobody else counts, and neither address nor device "
        "is kept.",
        "ask": "The sender would like to know how long you read: seconds, nothing else.", "allow": "Allow",
        "thanks": "Thank you. Only the seconds this page is read are kept.",
        "gone": "This link leads nowhere any more",
        "gone_why": "It has ended, was taken back, or was copied wrong. Ask whoever sent it for a new one.",
        "answered": "You have answered already",
        "answered_why": "Each link takes one answer; the first one was kept. Thank you.",
        "wait": "That was too quick", "wait_why": "Try again in a minute.", "title": "From {sender}",
    },
}  # fmt: skip


def sheet_page(sheet: Sheet, path: str, locale: Locale, zone: ZoneInfo) -> str:
    """The page that lists the parts; `path` is the link's own."""
    words = WORDS[locale]
    single = len(sheet.parts) == 1
    parts = "".join(_part(each, path, locale, zone, named=not single) for each in sheet.parts)
    said = words["from" if sheet.receiver else "of"].format(sender=sheet.sender, receiver=sheet.receiver)
    heading = sheet.parts[0].title if single else words["title"].format(sender=sheet.sender)
    until = words["until"].format(day=_day(sheet.until, zone))
    body = (
        f"<header><h1>{escape(heading)}</h1><p class=dim>{escape(said)}</p></header>{parts}"
        f"<footer class=dim><p>{escape(until)}</p><p>{escape(words['seen'])}</p>"
        f"{_asking(path, words)}</footer>"
    )
    return whole_page(heading, body, locale)


def _asking(path: str, words: Mapping[str, str]) -> str:
    """The question whether the sender may know how long; without the script it stays out of sight."""
    return (
        f'<p id=reading data-to="{path}/read" data-thanks="{escape(words["thanks"])}" hidden>'
        f"{escape(words['ask'])} <button type=button>{escape(words['allow'])}</button></p>"
        '<script src="/reading.js" defer></script>'
    )


def closed_page(locale: Locale, why: str) -> str:
    """The page of a link that opens nothing: `gone`, or `wait` for whoever was too quick."""
    words = WORDS[locale]
    body = f"<header><h1>{escape(words[why])}</h1><p class=dim>{escape(words[f'{why}_why'])}</p></header>"
    return whole_page(words[why], body, locale)


def whole_page(title: str, body: str, locale: Locale) -> str:
    """A page of this kind around a body that is HTML already."""
    return PAGE.format(lang=locale, title=escape(title), style=STYLE, body=body)


def _part(part: Part, path: str, locale: Locale, zone: ZoneInfo, *, named: bool) -> str:
    words = WORDS[locale]
    kind = part.kind.json()[locale]
    since = words["since"].format(day=_day(part.since, zone)) if part.since else ""
    about = " · ".join(each for each in (str(kind), since) if each)
    title = f"<h2>{escape(part.title)}</h2>" if named else ""
    note = f"<p class=dim>{escape(part.note)}</p>" if part.note else ""
    away = ""
    if part.url:
        away = (
            f'<li><a class=file href="{escape(part.url)}" rel="noopener noreferrer"><b>{escape(part.url)}</b>'
            f"<i>{escape(words['away'])}</i></a></li>"
        )
    files = "".join(_file(each, path, words) for each in part.leaves)
    return f"<section>{title}<p class=dim>{escape(about)}</p>{note}<ul>{files}{away}</ul></section>"


def _file(leaf: Leaf, path: str, words: Mapping[str, str]) -> str:
    where = f"{path}/{leaf.id}"
    if leaf.mime.startswith(PICTURES):
        shown = f'<img src="{where}?seen=0" alt="{escape(leaf.name)}" loading="lazy">'
    elif leaf.mime.startswith(VIDEOS):
        shown = f'<video src="{where}?seen=0" controls playsinline preload="none"></video>'
    else:
        shown = ""
    verb = "open" if leaf.mime.startswith((PICTURES, "application/pdf")) else "get"
    verb = "play" if leaf.mime.startswith((VIDEOS, "audio/")) else verb
    return (
        f'<li><a class=file href="{where}"><b>{escape(leaf.name)}</b><span>{_size(leaf.size)}</span>'
        f"<i>{escape(words[verb])}</i></a>{shown}</li>"
    )


def _size(size: int) -> str:
    return f"{size / MB:.1f} MB" if size >= MB else f"{max(1, round(size / KB))} kB"


def _day(instant: datetime, zone: Any) -> str:
    return instant.astimezone(zone).strftime("%Y-%m-%d")
