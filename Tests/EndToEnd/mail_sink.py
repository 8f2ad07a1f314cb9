"""An SMTP server that takes every letter and keeps it for the test to read."""
import email
import email.policy
import re
import socketserver
import ssl
import threading


class MailSink:
    def __init__(self, certificate=None):
        """With a certificate (and its key, in one file) it speaks TLS from the first byte."""
        self.letters, self.arrived, self.greeted = [], threading.Condition(), []
        sink = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self):
                sink.greeted.append(self.client_address)
                if certificate is None:
                    return sink.talk(self.rfile, self.wfile)
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(certificate)
                try:
                    with context.wrap_socket(self.request, server_side=True) as line:
                        sink.talk(line.makefile("rb"), line.makefile("wb", buffering=0))
                except ssl.SSLError:
                    pass  # whoever called does not trust us

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def talk(self, lines, out):
        def say(text):
            out.write(text.encode() + b"\r\n")

        say("220 sink")
        for line in lines:
            word = line[:4].upper()
            if word == b"DATA":
                say("354 go on")
                self.keep(lines)
                say("250 kept")
            elif word == b"QUIT":
                return say("221 bye")
            else:
                say("250 yes")

    def keep(self, lines):
        body = b"".join(iter(lines.readline, b".\r\n"))
        with self.arrived:
            self.letters.append(email.message_from_bytes(body, policy=email.policy.default))
            self.arrived.notify_all()

    def letter_to(self, address, seconds=20):
        """The newest letter to this address, as soon as there is one; it is taken out."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: self.find(address), seconds), f"no letter to {address}"
            letter = self.find(address)
            self.letters.remove(letter)
            return letter

    def find(self, address):
        return next((letter for letter in reversed(self.letters) if address in letter["To"]), None)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def link_in(letter):
    return re.search(r"http://\S+", letter.get_content()).group()
