"""Rules. Drafting, publishing, pausing and retiring them goes by actions."""

from collections.abc import Iterator

from prooftrail.http.openapi.parts import (
    COUNT,
    ID,
    LABEL,
    READ,
    TEXT,
    Ground,
    Operation,
    array,
    body,
    extensible,
    in_path,
    in_query,
    nullable,
    record,
    shape,
)
from prooftrail.platform.automation.showing import STATES
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.values import Label

TAG, ROOT = "rules", "/api/v1/rules"
WHEN: Shape = {"type": "string", "format": "date-time"}
ANY: Shape = {"type": "object"}
VERSION: Shape = {"type": "integer", "minimum": 1}
LINE = {
    "key": TEXT, "label": nullable(LABEL), "object": nullable(TEXT), "when": nullable(ANY),
    "on": nullable(TEXT),
    "order": nullable(COUNT), "state": {"enum": ["draft", "live", "paused", "retired"]},
    "version": nullable(VERSION), "published_at": nullable(WHEN), "published_by": nullable(ID),
    "revision": COUNT, "fired": COUNT, "failed": COUNT, "dead": COUNT, "last_at": nullable(WHEN),
}  # fmt: skip
KEPT = record(version=VERSION, retired={"type": "boolean"}, at=WHEN, by=nullable(ID),
              rule=nullable(shape("RuleSaid")))  # fmt: skip
RULE = record(
    **LINE, draft=nullable(shape("RuleSaid")), published=nullable(shape("RuleSaid")), versions=array(KEPT),
    hook={"type": "boolean"},
)  # fmt: skip
SAID = extensible(
    ["key", "label", "when", "then"], key=TEXT, label=LABEL, object=nullable(TEXT), when=ANY, then=array(ANY),
    **{"if": nullable(ANY)},
)  # fmt: skip
RUN = record(
    id=ID, rule=TEXT, version=VERSION, object=nullable(TEXT), record=nullable(ID), episode=TEXT, at=WHEN,
    state={"enum": list(STATES)}, why=ANY, steps=array(ANY), tries=COUNT, because_event=nullable(ID),
    next_at=nullable(WHEN),
)  # fmt: skip
PASSED = record(
    rule=TEXT, reason=TEXT, count=COUNT, last_at=WHEN, record=nullable(ID), why=ANY, object=nullable(TEXT)
)
NAMED: Shape = {"description": "A rule's key, or a whole rule.", "anyOf": [TEXT, ANY]}
STEP = record(action=TEXT, record=nullable(ID), input=ANY)
MET = record(record=record(id=TEXT, label=nullable(TEXT)), at=WHEN, why=array(ANY))


def schemas(ground: Ground) -> dict[str, Shape]:
    """A rule as it is written, as it is listed, and an entry of the log."""
    return {
        "RuleSaid": SAID, "RuleLine": record(**LINE), "Rule": RULE, "RuleRun": RUN,
        "rule.test": record(["rule"], rule=NAMED, record=nullable(ID)),
        "rule.replay": record(rule=NAMED, **{"from": WHEN, "to": WHEN}),
    }  # fmt: skip


def operations(ground: Ground) -> Iterator[Operation]:
    """The rules, their log, and what they would do."""
    yield from _reading()
    yield from _trying()
    about = (
        "Fires the rule with this secret address; what is sent is `{$body.name}` in its texts. The same "
        "`Idempotency-Key` counts once. Limited by rate and size; a wrong secret is 404."
    )
    token = in_path("token", TEXT, "The secret that publishing the rule answered once.")
    label = Label("调用规则地址", "Call a rule's address")
    yield Operation("POST", "/api/v1/hooks/{token}", "call_hook", label, about,
                    {202: record(fired={"type": "boolean"})}, (400, 404, 413, 422, 429, 503), tag=TAG,
                    parameters=(token,), body={**body(ANY), "required": False}, open=True)  # fmt: skip


def _reading() -> Iterator[Operation]:
    of = in_query("object", TEXT, "Only rules of this object.")
    needs = "Needs the permission `schema:design` or `rules:publish`."
    about = f"Every rule in its order. {needs}"
    yield Operation("GET", ROOT, "list_rules", Label("规则", "Rules"), about,
                    {200: record(items=array(shape("RuleLine")))}, READ, tag=TAG,
                    parameters=(of,))  # fmt: skip
    key = in_path("name", TEXT, "The rule's key.")
    yield Operation("GET", f"{ROOT}/{{name}}", "get_rule", Label("一条规则", "One rule"),
                    f"Its draft, what is in force and its versions. {needs}", {200: shape("Rule")},
                    (*READ, 404), tag=TAG, parameters=(key,))  # fmt: skip
    said = (
        in_query("rule", TEXT, "Only runs of this rule."),
        in_query("record", ID, "Only runs about this record."),
        in_query("state", {"enum": list(STATES)}, "Only runs in this state."),
        in_query("run", ID, "Only this entry."),
        in_query("cursor", TEXT, "Where the page before ended."),
        in_query("limit", {"type": "integer", "minimum": 1, "maximum": 500}, "Entries a page."),
    )  # fmt: skip
    log = record(items=array(shape("RuleRun")), skipped=array(PASSED), next=nullable(TEXT))
    yield Operation("GET", f"{ROOT}/runs", "list_rule_runs", Label("运行记录", "Run log"),
                    f"What rules did and why, newest first, and why they did nothing. {needs}",
                    {200: log}, (*READ, 400, 404), tag=TAG, parameters=said)  # fmt: skip
    words = record(events=array(TEXT), every=array(TEXT), triggers=array(ANY), signals=array(ANY),
                   actions=array(ANY), fields=array(ANY), roles=array(ANY))  # fmt: skip
    yield Operation("GET", f"{ROOT}/vocabulary", "rule_vocabulary", Label("规则词汇", "Words of rules"),
                    f"Triggers, signals, facts, actions with their inputs, and fields of an object. {needs}",
                    {200: words}, (*READ, 404), tag=TAG, parameters=(of,))  # fmt: skip


def _trying() -> Iterator[Operation]:
    would = record(would={"type": "boolean"}, why=array(ANY), steps=array(STEP))
    yield Operation("POST", f"{ROOT}/test", "test_rule", Label("试规则", "Try a rule"),
                    "What the rule would do to a record as it stands; nothing is written.", {200: would},
                    (*READ, 400, 404, 413), tag=TAG, body=body(shape("rule.test")))  # fmt: skip
    found = record(count=COUNT, items=array(MET), truncated={"type": "boolean"})
    about = "How often it would have fired in a period, and for which records; nothing is written."
    yield Operation("POST", f"{ROOT}/replay", "replay_rule", Label("重放规则", "Replay a rule"), about,
                    {200: found}, (*READ, 400, 404, 413), tag=TAG,
                    body=body(shape("rule.replay")))  # fmt: skip
