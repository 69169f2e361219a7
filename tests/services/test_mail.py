"""Letters: handed to a real mail server over a socket, or printed in the log."""

import logging
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from backend.services.mail import LoggedMail, SMTPMail, mail_of
from backend.settings import SettingError, Settings


class Postman(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to receive a letter."""

    def handle(self) -> None:
        self.say("220 here")
        for line in self.rfile:
            word = line.decode().strip().upper().split(":")[0].split(" ")[0]
            if word == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.letters.append(b"".join(lines).decode())  # type: ignore[attr-defined]
            self.say("221 bye" if word == "QUIT" else "250 fine")
            if word == "QUIT":
                return

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture
def server() -> Iterator[socketserver.TCPServer]:
    with socketserver.TCPServer(("127.0.0.1", 0), Postman) as found:
        found.letters = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def post_to(port: int, **changed: str) -> Settings:
    known = Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
    return replace(known, mail_from="Cadenza <post@example.org>", **changed)


def test_a_letter_reaches_the_mail_server(server: socketserver.TCPServer) -> None:
    mail = mail_of(post_to(server.server_address[1]))
    assert isinstance(mail, SMTPMail)
    mail.send("ada@example.org", "A new password", "Grüße, Ada\n\nhttp://127.0.0.1/reset/x")
    mail.close()
    (letter,) = server.letters  # type: ignore[attr-defined]
    assert "From: Cadenza <post@example.org>" in letter
    assert "To: ada@example.org" in letter
    assert "Subject: A new password" in letter
    assert "http://127.0.0.1/reset/x" in letter


def test_no_letter_has_more_lines_in_its_head_than_we_wrote() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        SMTPMail(post_to(1)).send("a@example.org\nBcc: b@example.org", "Subject", "Text")


def test_a_letter_that_does_not_go_out_is_noted_without_its_text(
    server: socketserver.TCPServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.socket.close()  # nobody is there any more
    mail = SMTPMail(post_to(1))
    mail.send("ada@example.org", "A new password", "secret link")
    mail.close()
    assert "did not go out" in caplog.text
    assert "secret link" not in caplog.text


def test_without_a_mail_server_letters_are_printed(caplog: pytest.LogCaptureFixture) -> None:
    mail = mail_of(Settings())
    assert isinstance(mail, LoggedMail)
    with caplog.at_level(logging.INFO):
        mail.send("ada@example.org", "A new password", "http://127.0.0.1/reset/x")
    assert "http://127.0.0.1/reset/x" in caplog.text


def test_an_unknown_kind_of_security_is_refused() -> None:
    with pytest.raises(SettingError, match="starttls, tls, none"):
        mail_of(Settings(smtp_security="maybe"))
