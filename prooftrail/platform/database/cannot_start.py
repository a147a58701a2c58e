"""The one error of starting, stopping or accepting a database."""


class CannotStart(Exception):
    """The database can't be used; nothing has been lost.

    `reason` says what was found and `remedy` what the administrator does about it, each in whole
    English sentences for a terminal. It is raised before any work begins, so it is no `Refusal`.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy
