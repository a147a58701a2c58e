"""One version of a piece of content."""

from prooftrail.platform.schema import Shipped, declare
from prooftrail.platform.values import Label


class ContentVersion(Shipped):
    """Files, or an address outside, as they stood from a moment on; what was sent stays what it was."""

    key = "content_version"
    label = Label("资料版本", "Content version")
    owned = False

    name = declare("text", "版本", "Version", fixed=True, options={"limit": 240})
    content = declare("reference", "资料", "Content", required=True,
                      options={"object": "content", "on_delete": "own"})  # fmt: skip
    number = declare("integer", "版本号", "Number", fixed=True)
    files = declare("file", "文件", "Files")
    url = declare("url", "外部链接", "Link outside")
    since = declare("time", "启用时间", "In force since", fixed=True, indexed=True)
    note = declare("text", "说明", "Note", options={"limit": 500})
