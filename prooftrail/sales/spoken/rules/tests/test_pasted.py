"""What is pasted: mails, chats and notes."""

from hypothesis import given
from hypothesis import strategies as st

from prooftrail.sales.spoken.rules.pasted import LONGEST, LONGEST_TEXT, marks_of, number_of, read_pasted


def test_a_chat_is_told_from_a_note() -> None:
    chat = read_pasted("王海 10:31\n在吗\n我 10:32\n在")
    assert (chat.channel, chat.subject) == ("chat", "在吗")  # what was said, not who began when
    note = read_pasted("王总来电\n首付想低一点")
    assert (note.channel, note.subject) == ("call", "王总来电")


def test_a_mail_in_html_is_text() -> None:
    said = "Subject: Quote\nFrom: a@b.cn\nContent-Type: text/html\n\n<style>p{}</style><p>Less &amp; less</p>"
    found = read_pasted(said)
    assert (found.channel, found.subject, found.text) == ("mail", "Quote", "Less & less")
    assert found.marks == {"a@b.cn"} and found.said_at is None


def test_addresses_and_numbers_are_marks() -> None:
    assert marks_of("打 +86 138-1234-5678 或 0574-87654321，W.Hai@Example.cn") == {
        "13812345678", "057487654321", "w.hai@example.cn",
    }  # fmt: skip
    assert number_of("+86 13812345678") == number_of("138 1234 5678")


@given(st.one_of(st.text(max_size=300), st.text(max_size=200).map(lambda text: f"From: {text}\n\n{text}")))
def test_anything_can_be_pasted(text: str) -> None:
    found = read_pasted(text)
    assert len(found.subject) <= LONGEST and len(found.text) <= LONGEST_TEXT
