"""Links for people outside."""

from collections.abc import Iterator

from prooftrail.http.openapi.areas.files import BYTES
from prooftrail.http.openapi.parts import (
    ID,
    TEXT,
    TIME,
    WRITE,
    Ground,
    Operation,
    body,
    in_path,
    in_query,
    nullable,
    record,
)
from prooftrail.platform.fields.base import Shape
from prooftrail.platform.links.questions import LONGEST_COMMENT
from prooftrail.platform.values import Label

TOKEN = in_path("token", TEXT, "The link's secret.")
FILE = in_path("file", ID, "A file of the page.")
SEEN = in_query("seen", {"enum": ["0"]}, "0: drawn by the page itself, and not counted.")
SECONDS: Shape = {"type": "integer", "minimum": 1, "maximum": 300}
SCORE: Shape = {"type": "integer", "minimum": 1, "maximum": 5}
PAGE = {"media": "text/html", "schema": TEXT}
MAKE = (
    "A link to a record that is given out, for somebody without an account: shown this once, kept as a "
    "digest, good until `expires_at`, until it is taken back, or until whoever made it leaves."
)
SHOW = (
    "The page of what was sent. Every link that opens nothing has the same answer; a browser gets it as a "
    "page. No sign-in, no cookie; one script of our own."
)
READ = (
    "Seconds the page was in sight, told by a reader who allowed it. No more is kept than can have gone by "
    "since the last word, two hours in all."
)
ASK = (
    "The answer to the question behind a link, once: a score of 1 to 5 and words. The page hands it in as a "
    "form and is shown thanks; JSON is taken as well. A second answer is refused."
)
GIVE = "One file of the page; a player may ask for a range of it."


def operations(ground: Ground) -> Iterator[Operation]:
    """Making one, and what whoever holds it meets."""
    made = record(path=TEXT, url=nullable(TEXT), expires_at=TIME)
    given = record(["object", "record"], object=TEXT, record=ID)
    yield Operation("POST", "/api/v1/links", "make_link", Label("生成链接", "Make a link"), MAKE, {201: made},
                    (*WRITE, 404), tag="links", body=body(given))  # fmt: skip
    yield Operation("GET", "/l/{token}", "show_link", Label("打开链接", "Open a link"), SHOW, {200: PAGE},
                    (404, 429, 503), tag="links", parameters=(TOKEN,), open=True)  # fmt: skip
    seconds = record(["seconds"], seconds=SECONDS)
    label = Label("告诉读了多久", "Tell how long it was read")
    yield Operation("POST", "/l/{token}/read", "tell_reading", label, READ, {200: record(seconds=SECONDS)},
                    (400, 404, 422, 429, 503), tag="links", parameters=(TOKEN,), body=body(seconds),
                    open=True)  # fmt: skip
    said = record(["score"], score=SCORE, comment={"type": "string", "maxLength": LONGEST_COMMENT})
    label = Label("回答链接里的问题", "Answer a link's question")
    yield Operation("POST", "/l/{token}/answer", "answer_link", label, ASK, {200: record(score=SCORE)},
                    (400, 404, 409, 422, 429, 503), tag="links", parameters=(TOKEN,), body=body(said),
                    open=True)  # fmt: skip
    file = {"media": "*/*", "schema": BYTES}
    label = Label("取资料文件", "Get a file of a link")
    yield Operation("GET", "/l/{token}/{file}", "give_linked_file", label, GIVE, {200: file, 206: file},
                    (404, 429, 503), tag="links", parameters=(TOKEN, FILE, SEEN), open=True)  # fmt: skip
