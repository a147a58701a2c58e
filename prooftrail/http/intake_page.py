"""The page of a public form: any phone, Chinese or English, without script, nothing fetched from elsewhere.

Its one script, a file of ours, tells a page that shows the form how high it is, and takes from it the number
a visitor agreed to go by. Without it the form works the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from prooftrail.http.link_page import STYLE
from prooftrail.platform.intake.doors import Ask, Sheet
from prooftrail.platform.values import Locale

TRAP = "contact_url"
"""A question no person sees; programs answer it."""
PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><meta name="referrer" content="same-origin">
<style>{style}</style></head><body><main>{body}</main></body></html>"""
FORM_STYLE = """:root{color-scheme:light dark}
form{margin-top:18px}
.ask{margin:0 0 18px;border:0;padding:0;min-width:0}
.ask>label,.ask>legend{display:block;font-weight:600;margin:0 0 4px;padding:0;overflow-wrap:anywhere}
.ask .opt{font-weight:400;color:var(--dim);font-size:13px;margin-left:6px}
.ask input:not([type=checkbox]),.ask select,.ask textarea{display:block;width:100%;min-height:46px;
padding:9px 12px;font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--dim);
border-radius:4px}
.ask textarea{min-height:110px;resize:vertical}
.ask [aria-invalid=true][aria-invalid]{border-width:2px;border-color:var(--wrong)}
:root{--wrong:#8a2c4a}
@media(prefers-color-scheme:dark){:root{--wrong:#e59ab4}}
.wrong{color:var(--wrong);font-size:14px;margin:4px 0 0}
.ask select[hidden]{display:none}
.steps{display:flex;flex-wrap:wrap;gap:8px}
.ask .steps select{flex:1 1 120px;width:auto;min-width:0}
.help{color:var(--dim);font-size:14px;margin:0 0 6px}
.ask>label.tick{display:flex;gap:10px;align-items:flex-start;padding:8px 0;margin:0;
min-height:44px;font-weight:400}
.tick input{width:20px;height:20px;margin:3px 0 0;flex:none}
.tick span{min-width:0;overflow-wrap:anywhere}
input:focus-visible,select:focus-visible,textarea:focus-visible,button:focus-visible{
outline:2px solid var(--link);outline-offset:2px}
button.send{width:100%;min-height:50px;background:var(--ink);color:var(--paper);border-color:var(--ink);
font-weight:600;cursor:pointer}
.off{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
.said{border-left:3px solid var(--wrong);padding-left:12px;margin:16px 0}"""
WORDS: Mapping[Locale, Mapping[str, str]] = {
    "zh": {
        "send": "提交", "optional": "选填", "choose": "请选择", "amiss": "还没提交：有 {count} 处要改",
        "gone": "没有这个表单", "gone_why": "地址可能抄错了。请向给您这个地址的人再要一次。",
        "closed": "这个表单已经停用", "closed_why": "现在不再接收提交。请直接联系我们。",
        "wait": "提交得太频繁了", "wait_why": "过一分钟再试，刚才填的没有保存。",
        "large": "内容太长了", "large_why": "请写短一些再提交。",
        "foreign": "这个网站不能提交这份表单", "foreign_why": "请打开表单自己的地址再提交。",
        "province": "省", "city": "市", "county": "区县", "between": "、", "any": "常见文件",
        "takes": "最多 {most} 个，每个不超过 {each} MB，收{kinds}。", "again": "文件请再选一次。",
        "picture": "图片", "pdf": "PDF", "document": "文档", "sheet": "表格", "sound": "录音", "film": "视频",
        "broken": "没看懂提交的内容", "broken_why": "请返回表单重新填写。",
    },
    "en": {
        "send": "Send", "optional": "optional", "choose": "Choose one",
        "amiss": "Not sent yet: {count} to mend",
        "gone": "There is no such form",
        "gone_why": "The address may have been copied wrong. Ask whoever gave it to you once more.",
        "closed": "This form is closed", "closed_why": "Nothing is taken here any more. Please contact us.",
        "wait": "That was too often", "wait_why": "Try again in a minute; what you entered was not kept.",
        "large": "That was too long", "large_why": "Shorten it and send it again.",
        "foreign": "This site may not send this form",
        "foreign_why": "Open the form at its own address and send it there.",
        "province": "Province", "city": "City", "county": "County", "between": ", ", "any": "usual files",
        "takes": "Up to {most}, {each} MB each: {kinds}.", "again": "Please choose the files again.",
        "picture": "pictures", "pdf": "PDF", "document": "documents", "sheet": "spreadsheets",
        "sound": "recordings", "film": "films",
        "broken": "What was sent makes no sense here",
        "broken_why": "Go back to the form and fill it in again.",
    },
}  # fmt: skip
TYPES = {"tel": "tel", "email": "email", "url": "url", "date": "date"}
FILLED = {"phone": "tel", "company": "organization", "name": "name", "email": "email"}


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form: answers by question, what is wrong with them, what is wrong as a whole."""

    nonce: str
    visitor: str = ""
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    again: frozenset[str] = frozenset()
    """Questions whose files have to be chosen once more: no page may fill them in."""


def form_page(sheet: Sheet, path: str, locale: Locale, filled: Filled) -> str:
    """The form, empty or with what has to be mended."""
    words = WORDS[locale]
    asks = "".join(_ask(each, words, filled) for each in sheet.asks)
    amiss = ""
    if filled.faults or filled.said:
        title = words["amiss"].format(count=max(1, len(filled.faults)))
        more = f"<p>{escape(filled.said)}</p>" if filled.said else ""
        amiss = f"<div class=said role=alert><h2>{escape(title)}</h2>{more}</div>"
    hidden = (
        f'<input type=hidden name=nonce value="{escape(filled.nonce)}">'
        f'<input type=hidden name=visitor id=visitor value="{escape(filled.visitor)}">'
        f"<div class=off aria-hidden=true><input name={TRAP} tabindex=-1 autocomplete=off></div>"
    )
    how = " enctype=multipart/form-data" if any(each.files for each in sheet.asks) else ""
    intro = f"<p class=dim>{_lines(sheet.intro)}</p>" if sheet.intro else ""
    body = (
        f"<header><h1>{escape(sheet.title)}</h1>{intro}</header>{amiss}"
        f'<form method=post action="{escape(path)}" accept-charset=utf-8 novalidate{how}>{hidden}{asks}'
        f"{_consent(sheet, filled)}<button class=send>{words['send']}</button></form>"
        '<script src="/form.js" defer></script>'
    )
    return page(sheet.title, body, locale)


def thanks_page(sheet: Sheet, locale: Locale) -> str:
    """What whoever sent it reads: the same whatever was known before."""
    body = (
        f"<header><h1>{escape(sheet.title)}</h1></header>"
        f'<p role=status>{_lines(sheet.thanks)}</p><script src="/form.js" defer></script>'
    )
    return page(sheet.title, body, locale)


def quiet_page(locale: Locale, why: str) -> str:
    """The page of what cannot be: `gone`, `closed`, `wait`, `large`, `foreign`, `broken`."""
    words = WORDS[locale]
    body = f"<header><h1>{escape(words[why])}</h1><p class=dim>{escape(words[f'{why}_why'])}</p></header>"
    return page(words[why], body, locale)


def page(title: str, body: str, locale: Locale) -> str:
    """A whole page around a body."""
    return PAGE.format(lang=locale, title=escape(title), style=STYLE + FORM_STYLE, body=body)


def _ask(ask: Ask, words: Mapping[str, str], filled: Filled) -> str:
    given, fault = list(filled.answers.get(ask.name, ())), filled.faults.get(ask.name, "")
    optional = "" if ask.required else f"<span class=opt>{words['optional']}</span>"
    said = " ".join(filter(None, [ask.help, _takes(ask, words, filled)]))
    help = f'<p class=help id="h-{ask.name}">{escape(said)}</p>' if said else ""
    wrong = f'<p class=wrong id="w-{ask.name}">{escape(fault)}</p>' if fault else ""
    told = " ".join([f"h-{ask.name}"] * bool(help) + [f"w-{ask.name}"] * bool(wrong))
    marks = f' aria-describedby="{told}"' if told else ""
    marks += ' aria-invalid="true"' if fault else ""
    marks += ' required aria-required="true"' if ask.required else ""
    named = f'id="{ask.name}" name="{ask.name}"{marks}'
    if ask.kind == "choices":
        ticks = "".join(_tick(ask.name, key, label, key in given) for key, label in ask.choices)
        legend = f"<legend>{escape(ask.label)}{optional}</legend>"
        return f"<fieldset class=ask>{legend}{help}{ticks}{wrong}</fieldset>"
    if ask.kind == "flag":
        return f"<div class=ask>{help}{_tick(ask.name, 'true', ask.label, bool(given))}{wrong}</div>"
    label = f'<label for="{ask.name}">{escape(ask.label)}{optional}</label>'
    return f"<div class=ask>{label}{help}{_control(ask, named, given[:1], words)}{wrong}</div>"


def _control(ask: Ask, named: str, given: Sequence[str], words: Mapping[str, str]) -> str:
    value = given[0] if given else ""
    longest = f" maxlength={ask.limit}" if ask.limit else ""
    if ask.kind == "choice":
        options = "".join(
            f'<option value="{escape(key)}"{" selected" if key == value else ""}>{escape(label)}</option>'
            for key, label in ask.choices
        )
        return f'<select {named}><option value="">{words["choose"]}</option>{options}</select>'
    if ask.kind == "region":
        return _divisions(ask, named, value, words)
    if ask.files is not None:
        several = " multiple" if ask.files.most > 1 else ""
        return f'<input type=file {named}{several} accept="{escape(ask.files.accept)}">'
    if ask.kind == "long":
        return f"<textarea {named}{longest}>\n{escape(value)}</textarea>"
    kind = TYPES.get(ask.kind, "text")
    mode = " inputmode=decimal" if ask.kind == "number" else ""
    filled = f" autocomplete={FILLED[ask.name]}" if ask.name in FILLED else ""
    return f'<input type={kind} {named}{longest}{mode}{filled} value="{escape(value)}">'


def _divisions(ask: Ask, named: str, value: str, words: Mapping[str, str]) -> str:
    """One list of all divisions by province; the page's script makes three of it, one after the other."""
    groups: dict[str, list[str]] = {}
    names = {code[:2]: label for code, label in ask.choices if code.endswith("0000")}
    for code, label in ask.choices:
        on = " selected" if code == value else ""
        groups.setdefault(code[:2], []).append(f'<option value="{code}"{on}>{escape(label)}</option>')
    shown = "".join(
        f'<optgroup label="{escape(names.get(province, province))}">{"".join(options)}</optgroup>'
        for province, options in groups.items()
    )
    steps = escape("|".join(words[each] for each in ("province", "city", "county")))
    return f'<select {named} data-steps="{steps}"><option value="">{words["choose"]}</option>{shown}</select>'


def _takes(ask: Ask, words: Mapping[str, str], filled: Filled) -> str:
    """How many files of which size, and that those that were chosen are to be chosen again."""
    if ask.files is None:
        return ""
    kinds = words["between"].join(words[kind] for kind in ask.files.kinds)
    limits = words["takes"].format(most=ask.files.most, each=ask.files.each_mb, kinds=kinds or words["any"])
    return f"{limits} {words['again']}" if ask.name in filled.again else limits


def _tick(name: str, value: str, label: str, on: bool) -> str:
    checked = " checked" if on else ""
    return (
        f'<label class=tick><input type=checkbox name="{name}" value="{escape(value)}"{checked}>'
        f"<span>{escape(label)}</span></label>"
    )


def _consent(sheet: Sheet, filled: Filled) -> str:
    if not sheet.consent:
        return ""
    fault = filled.faults.get("consent", "")
    wrong = f"<p class=wrong>{escape(fault)}</p>" if fault else ""
    tick = (
        '<label class=tick><input type=checkbox name=consent value=true required aria-required="true">'
        f"<span>{_lines(sheet.consent)}</span></label>"
    )
    return f"<div class=ask>{tick}{wrong}</div>"


def _lines(said: str) -> str:
    return "<br>".join(escape(each) for each in said.split("\n"))
