"""A note into the fields of an entry: whom, about what, what stands against it, and what comes next. Pure.

What is not sure is left out: a field that stays blank asks to be filled, a wrong one may be overlooked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from prooftrail.sales.spoken.rules.days import Day, Worked, find_days, weekdays_on
from prooftrail.sales.spoken.rules.people import (
    MET,
    Person,
    Sound,
    Spoken,
    find_people,
    is_leading,
    unknown_leader,
)

LONGEST = {"topic": 200, "objection": 500, "next_step": 200}
ENDS = re.compile(r"[。！？；;!?\n]+|(?<=[a-z0-9)])\.(?=\s|$)", re.IGNORECASE)
PAUSES = re.compile(
    r"[，,、]\s*|(?<=[一-鿿])\s+(?=[一-鿿])|(?=然后|另外|下一步|接下来|约好|约定|说好|但是|不过)"
    r"|\s+(?=(?:and then|but|however|next step)\b)",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"下一步|接下来|下次|约好|约了|约定|说好|答应|承诺|安排|准备|再去|再来|带.{1,12}(?:过去|来|去)|发给|提交"
    r"|给他|给她|给出"
    r"|送.{0,8}(?:过去|去|来)|出.{0,6}方案|上门|复访|回访|签约|打款|付款|演示"
    r"|\b(?:next step|will|send|deliver|bring|follow up with|schedule|prepare|submit|visit|call back|demo)\b",
    re.IGNORECASE,
)
AGAINST = re.compile(
    r"太贵|贵了|偏贵|嫌|太高|偏高|过高|太长|太慢|太久|太大|太小|担心|顾虑|不满意|异议|没有?预算"
    r"|预算(?:不够|不足|紧)|比.{1,12}(?:便宜|低)"
    r"|不放心|犹豫|再考虑|考虑考虑|不同意|害怕|质疑|不认可|不接受|拿不准|怕(?!是)|压价|砍价|要求降|不合适"
    r"|不太行|有意见"
    r"|\b(?:expensive|concern(?:ed|s)?|worr(?:y|ied|ies)|budget|objects?|objection|hesita\w*|push(?:ed)? back"
    r"|too (?:high|long|slow|big|small|much)|not happy|cheaper|afraid|doubts?)\b",
    re.IGNORECASE,
)
NOT_AGAINST = re.compile(
    r"没有?(?:什么|任何|啥)?(?:意见|异议|顾虑|问题|担心)|不(?:贵|担心)"
    r"|\bno (?:objections?|concerns?|worries|doubts?)\b",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"(?:主要|今天|一起|重点)?(?:谈|聊|沟通|讨论|介绍|讲|交流|汇报|演示|勘测|确认|了解|看|问|测|量)"
    r"(?:了|到|的是|一下|清楚)+"
    r"|关于|主题是"
    r"|\b(?:talked|spoke|discussed|talk|discuss|presented|reviewed|showed|went through)(?: (?:about|the))?\b",
    re.IGNORECASE,
)
SAID = re.compile(
    r"^.{0,10}?(?:他|她|客户|对方|他们)?(?:说|觉得|认为|提出|表示|反映|反馈|嫌)(?:是|了|，)?"
    r"|^(?:he|she|they|the customer) (?:said|says|thinks?|feels?)(?: that)? ",
    re.IGNORECASE,
)
LEADS_IN = re.compile(
    r"^(?:然后|那么?|我们?|就|再|另外|接下来|下一步(?:是|就是)?|约好了?|约定|约了|说好了?|答应|客户|他们?|她"
    r"|对方|要|会|准备|在"
    r"|(?:and )?then|next step(?: is)?:?|we(?:'ll| will)?|i(?:'ll| will)?|to|by|on|before|,|，|、|:|：|\s)+",
    re.IGNORECASE,
)
LEADING_TIME = re.compile(r"^(?:之前|以前|前|之内|以内|内|的时候|,|，|、|\s)+")
GREETING = re.compile(
    r"^(?:嗯|呃|啊|那个|就是|今天|刚才|刚刚|上午|下午|today|so|well|um)+[,，\s]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found. Blank where nothing was; `leader` is a name where the directory has none."""

    contact: Person | None = None
    decider: Person | None = None
    leader: str = ""
    topic: str = ""
    objection: str = ""
    next_step: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the text: where it stands, and the days in it."""

    start: int
    text: str
    days: Sequence[Day]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def read_note(
    text: str, today: date, people: Sequence[Person], sound: Sound, worked: Worked = weekdays_on
) -> Found:
    """The fields a note fills."""
    days, met = find_days(text, today, worked), find_people(text, people, sound)
    clauses = _clauses(text, days)
    ahead = _commitment(clauses, today)
    against = [each for each in clauses if each not in ahead and _is_objection(each.text)]
    rest = [each for each in clauses if each not in ahead and each not in against]
    decider = _decider(text, met)
    step, on = _step(text, ahead, today)
    leader = "" if decider or met else unknown_leader(text)
    names = [text[each.start : each.end] for each in met] + [leader]
    return Found(
        contact=met[0].person if met else None, decider=decider, leader=leader,
        topic=_topic(rest, against, ahead, names, today),
        objection=_cut("；".join(_said(each.text) for each in against), "objection"), next_step=step,
        next_on=on,
    )  # fmt: skip


def _clauses(text: str, days: Sequence[Day]) -> list[Clause]:
    found, at = [], 0
    borders = sorted(
        [match.span() for match in ENDS.finditer(text)] + [match.span() for match in PAUSES.finditer(text)]
    )
    for start, end in [*borders, (len(text), len(text))]:
        if any(day.start < start < day.end for day in days) or start < at:
            continue
        part = text[at:start]
        bare = part.strip()
        if bare:
            first = at + part.index(bare)
            inside = [day for day in days if first <= day.start < first + len(bare)]
            found.append(Clause(first, bare, inside))
        at = end
    return found


def _commitment(clauses: Sequence[Clause], today: date) -> list[Clause]:
    """What comes next: the last clause with a day that is to come, with what follows upon it; else the last
    that speaks of what will be done."""
    dated = [each for each in clauses if any(day.day > today for day in each.days)]
    wanted = [each for each in dated if AHEAD.search(each.text)] or dated
    if not wanted:
        plain = [each for each in clauses if AHEAD.search(each.text) and not _is_objection(each.text)
                 and not ABOUT.search(each.text)]  # fmt: skip
        return plain[-1:]
    last = clauses.index(wanted[-1])
    found = [clauses[last]]
    if len(_without_days(found[0], today)) < 4 and last + 1 < len(clauses):
        found.append(clauses[last + 1])
    return found


def _step(text: str, ahead: Sequence[Clause], today: date) -> tuple[str, date | None]:
    if not ahead:
        return "", None
    said = "，".join(part for each in ahead if (part := _without_days(each, today)))
    on = [day.day for each in ahead for day in each.days if day.day > today]
    whole = text[ahead[0].start : ahead[-1].end]
    return _cut(said if len(said) > 1 else whole, "next_step"), on[0] if on else None


def _without_days(clause: Clause, today: date) -> str:
    """What is to be done, without the day, which has a field of its own."""
    parts, at = [], 0
    for day in clause.days:
        if day.day <= today:
            continue
        parts.append(clause.text[at : day.start - clause.start])
        at = day.end - clause.start
        at += len(match[0]) if (match := LEADING_TIME.match(clause.text[at:])) else 0
    parts.append(clause.text[at:])
    first, *others = [LEADS_IN.sub("", part) if place == 0 else part for place, part in enumerate(parts)]
    joined = (first + ("" if _is_wide(first) else " ") + "".join(others)).strip(" ，,、")
    return re.sub(r"\s+(?:by|on|before|at)\s*$", "", LEADS_IN.sub("", joined), flags=re.IGNORECASE)


def _is_wide(text: str) -> bool:
    return not text or not text[-1:].isascii()


def _is_objection(text: str) -> bool:
    return bool(AGAINST.search(NOT_AGAINST.sub("", text)))


def _said(text: str) -> str:
    found = SAID.sub("", text, count=1).strip(" ，,")
    return found if len(found) > 2 else text


def _topic(
    rest: Sequence[Clause], against: Sequence[Clause], ahead: Sequence[Clause], names: Sequence[str],
    today: date,
) -> str:  # fmt: skip
    """What was talked about; else what was said beside the rest; else what stood against it."""
    for each in rest:
        match = ABOUT.search(each.text)
        if match and len(said := NOT_AGAINST.sub("", each.text[match.end() :]).strip(" ：:，,")) > 1:
            return _cut(said, "topic")
    plain = [each for each in rest if len(_bare(each.text, names)) > 2]
    if plain:
        return _cut(NOT_AGAINST.sub("", GREETING.sub("", plain[0].text)), "topic")
    if against:
        return _cut(_said(against[0].text), "topic")
    return _cut("，".join(_without_days(each, today) for each in ahead), "topic")


def _bare(said: str, names: Sequence[str]) -> str:
    """A clause without whom was met and that he was met: nothing is left of one that says no more."""
    for each in names:
        said = said.replace(each, "") if each else said
    said = MET.sub("", GREETING.sub("", said))
    return re.sub(r"(?:客户|我们?|了|的|他|她|和|跟|在|去|到|公司|现场|\s|\W)", "", said)


def _decider(text: str, met: Sequence[Spoken]) -> Person | None:
    """Whoever decides and was met."""
    if not MET.search(text):
        return None
    ranked = [each.person for each in met if each.person.decides]
    ranked += [each.person for each in met if each.person.decides is None and is_leading(each.person.title)]
    return ranked[0] if ranked else None


def _cut(text: str, field: str) -> str:
    return text.strip(" ，,、。.;；")[: LONGEST[field]]
