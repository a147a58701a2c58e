"""Handing a mail to a server, by the same rules as any other call."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from prooftrail.platform.outbound.addresses import Failed, connect

SECONDS = 20.0
LASTING = 500
"""SMTP's answers from here on say that trying again will not help."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in. `security`: none, starttls or tls."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""


class _Plain(smtplib.SMTP):
    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return connect(host, port, timeout)


class _Sealed(smtplib.SMTP_SSL):
    def _get_socket(self, host: str, port: int, timeout: float) -> Any:
        return ssl.create_default_context().wrap_socket(connect(host, port, timeout), server_hostname=host)


def hand_in(server: MailServer, message: EmailMessage) -> None:
    """Give one message to the server. Raises Failed."""
    kind = _Sealed if server.security == "tls" else _Plain
    try:
        with kind(server.host, server.port, timeout=SECONDS) as speaking:
            if server.security == "starttls":
                speaking.starttls(context=ssl.create_default_context())
            if server.user:
                speaking.login(server.user, server.password)
            speaking.send_message(message)
    except smtplib.SMTPAuthenticationError:
        raise Failed("sign_in_refused", lasting=True) from None
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise Failed("recipient_refused", lasting=min(codes, default=0) >= LASTING) from None
    except smtplib.SMTPResponseException as error:
        raise Failed("refused_there", lasting=error.smtp_code >= LASTING, status=error.smtp_code) from None
    except ssl.SSLError:
        raise Failed("tls_failed") from None
    except TimeoutError:
        raise Failed("timed_out") from None
    except (smtplib.SMTPException, OSError, ValueError):
        raise Failed("connection_failed") from None
