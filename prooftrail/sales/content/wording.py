"""What people read of a sending: the rep that it is ready to be shared, the customer in his mail."""

from collections.abc import Sequence

from prooftrail.platform.values import Locale
from prooftrail.sales.content.model import Piece

Words = dict[str, str]


def prepared_for(customer: str, pieces: Sequence[Piece]) -> tuple[Words, Words]:
    """Title and text for the rep whose customer a rule has something for."""
    titles = "、".join(each.title for each in pieces)
    return (
        {"zh": f"给 {customer} 的资料备好了", "en": f"Ready to share with {customer}"},
        {"zh": f"{titles}。打开这条，点「分享链接」发过去。",
         "en": f"{titles}. Open this and share the link."},
    )  # fmt: skip


def mail_of(sender: str, pieces: Sequence[Piece], url: str, locale: Locale) -> tuple[str, str]:
    """Subject and text of the mail to a customer."""
    titles = "\n".join(f"· {each.title}" for each in pieces)
    first = pieces[0].title
    if locale == "en":
        return f"{first}: documents for you", f"{sender} sent you:\n{titles}\n\n{url}\n"
    return f"{first}：给您的资料", f"{sender}发来资料：\n{titles}\n\n{url}\n"
