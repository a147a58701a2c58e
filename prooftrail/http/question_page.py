"""The question behind a link: five scores and room for words, on any phone, without script or sign-in."""

from collections.abc import Mapping
from html import escape
from zoneinfo import ZoneInfo

from prooftrail.http.link_page import whole_page
from prooftrail.platform.links.questions import LONGEST_COMMENT, SCORES, Question
from prooftrail.platform.values import Locale

STYLE = """<style>
form{margin:22px 0 0}
fieldset{border:0;margin:0;padding:0;min-width:0}
legend{font-weight:600;font-size:17px;padding:0;margin-bottom:10px}
.scores{display:grid;grid-template-columns:repeat(5,minmax(0,1fr));gap:8px}
.scores label{position:relative;display:block;text-align:center}
.scores input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.scores span{display:grid;place-items:center;height:60px;border:1px solid var(--line);border-radius:6px;
background:var(--raised);font:600 22px/1 system-ui,sans-serif;font-variant-numeric:tabular-nums}
.scores input:checked+span{background:var(--ink);border-color:var(--ink);color:var(--paper)}
.scores input:focus-visible+span{outline:2px solid var(--link);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:12px;margin:8px 0 0;color:var(--dim);font-size:14px}
textarea{display:block;width:100%;min-height:112px;margin-top:6px;padding:10px 12px;font:inherit;
font-weight:400;
border:1px solid var(--line);border-radius:6px;background:var(--raised);color:var(--ink);resize:vertical}
textarea:focus-visible{outline:2px solid var(--link);outline-offset:1px}
.words{display:block;margin:20px 0 0;font-weight:600}
.words small{font-weight:400;color:var(--dim);font-size:14px}
button.send{width:100%;min-height:52px;margin-top:20px;border-color:var(--ink);background:var(--ink);
color:var(--paper);font-weight:600;border-radius:6px;cursor:pointer}
button.send:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.missed{border-left:3px solid var(--ink);padding-left:10px}
</style>"""
WORDS: Mapping[Locale, Mapping[str, str]] = {
    "zh": {
        "title": "这次服务您满意吗？", "sender": "负责您的是{sender}。",
        "ask": "请打个分", "worst": "1 很不满意", "best": "5 非常满意", "words": "想说点什么",
        "optional": "（可不填）", "send": "提交", "missed": "请先选一个分数，再提交。",
        "until": "这个链接到 {day} 为止，只能回答一次。", "kept": "只记您的分数和留言；不记地址和设备。",
        "thanks": "谢谢您的回答", "said": "您给了 {score} 分，已经转给负责您的人。",
        "low": "让您不满意了，我们会尽快联系您。",
    },
    "en": {
        "title": "Were you content with our work?", "sender": "{sender} looks after you.",
        "ask": "Your score", "worst": "1 not at all", "best": "5 very much", "words": "Anything to add",
        "optional": "(optional)", "send": "Send", "missed": "Choose a score first, then send.",
        "until": "This link ends on {day} and takes one answer.",
        "kept": "Your score and words are kept; neither address nor device is.",
        "thanks": "Thank you for your answer", "said": "You gave {score} of 5. It has been passed on.",
        "low": "We are sorry, and will be in touch soon.",
    },
}  # fmt: skip
LOW = 2
"""From this score down the page says sorry."""


def question_page(
    question: Question, path: str, locale: Locale, zone: ZoneInfo, *, missed: bool = False
) -> str:
    """The form; `path` is where it is handed in, `missed` says that no score was chosen."""
    words = WORDS[locale]
    scores = "".join(
        f'<label><input type=radio name=score value={each} required aria-label="{each}">'
        f"<span aria-hidden=true>{each}</span></label>"
        for each in SCORES
    )
    note = f"<p class=missed role=alert>{escape(words['missed'])}</p>" if missed else ""
    until = words["until"].format(day=question.until.astimezone(zone).strftime("%Y-%m-%d"))
    body = (
        f"{STYLE}{_head(words['title'], question, locale)}{note}"
        f'<form method=post action="{escape(path)}"><fieldset><legend>{escape(words["ask"])}</legend>'
        f"<div class=scores>{scores}</div><p class=ends><span>{escape(words['worst'])}</span>"
        f"<span>{escape(words['best'])}</span></p></fieldset>"
        f"<label class=words>{escape(words['words'])} <small>{escape(words['optional'])}</small>"
        f"<textarea name=comment maxlength={LONGEST_COMMENT}></textarea></label>"
        f"<button class=send type=submit>{escape(words['send'])}</button></form>"
        f"<footer class=dim><p>{escape(until)}</p><p>{escape(words['kept'])}</p></footer>"
    )
    return whole_page(words["title"], body, locale)


def thanks_page(question: Question, locale: Locale) -> str:
    """What whoever answered sees from then on."""
    words, score = WORDS[locale], question.score or 0
    low = f"<p>{escape(words['low'])}</p>" if score <= LOW else ""
    said = f"<p>{escape(words['said'].format(score=score))}</p>"
    return whole_page(words["thanks"], f"{_head(words['thanks'], question, locale)}{said}{low}", locale)


def _head(title: str, question: Question, locale: Locale) -> str:
    said = WORDS[locale]["sender"].format(sender=question.sender)
    sender = f"<p class=dim>{escape(said)}</p>" if question.sender else ""
    return f"<header><h1>{escape(title)}</h1><p>{escape(question.about[locale])}</p>{sender}</header>"
