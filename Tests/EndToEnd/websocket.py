"""A WebSocket client (RFC 6455) in a few lines: text frames over a socket, and the close with its code."""
import base64
import os
import re
import socket
import struct
import urllib.parse


class Closed(Exception):
    """The other side has closed, with this code; 1006 where it said none."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Refused(Exception):
    """The handshake was answered with this status, and these words."""

    def __init__(self, status, body=b""):
        super().__init__(status, body)
        self.status, self.body = status, body


class WebSocket:
    def __init__(self, url, protocol, headers, timeout=10):
        self.place = urllib.parse.urlsplit(url)
        self.connection = socket.create_connection((self.place.hostname, self.place.port or 80), timeout)
        self.input = b""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {self.place.path} HTTP/1.1", f"Host: {self.place.netloc}", "Connection: Upgrade",
            "Upgrade: websocket", "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {key}",
            f"Sec-WebSocket-Protocol: {protocol}", *(f"{name}: {value}" for name, value in headers.items())]
        self.connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        while b"\r\n\r\n" not in self.input:
            self._fill()
        head, _, self.input = self.input.partition(b"\r\n\r\n")
        status = int(head.split()[1])
        if status != 101:
            length = re.search(rb"(?i)content-length: *(\d+)", head)
            body = self._take(int(length[1])) if length else b""
            self.connection.close()
            raise Refused(status, body)

    def send(self, *texts):
        """One after the other, at once."""
        self.connection.sendall(b"".join(self._framed(1, text.encode()) for text in texts))

    def receive(self):
        """The next text; raises `Closed` at the end and `TimeoutError` where nothing comes."""
        while True:
            opcode, payload = self._frame()
            if opcode == 1:
                return payload.decode()
            if opcode == 9:
                self.connection.sendall(self._framed(10, payload))
            if opcode == 8:
                code = struct.unpack(">H", payload[:2])[0] if payload else 1005
                self._answer_close(payload)
                raise Closed(code)

    def close(self):
        self._answer_close(struct.pack(">H", 1000))

    def _answer_close(self, payload):
        try:
            self.connection.sendall(self._framed(8, payload[:2]))
        except OSError:
            pass  # it has hung up already
        self.connection.close()

    def _framed(self, opcode, payload):
        size = len(payload)
        head = bytes([0x80 | opcode])
        head += bytes([0x80 | size]) if size < 126 else struct.pack(">BH", 0x80 | 126, size)
        mask = os.urandom(4)
        return head + mask + bytes(byte ^ mask[place & 3] for place, byte in enumerate(payload))

    def _frame(self):
        first, second = self._take(2)
        size = second & 0x7F
        if size == 126:
            size, = struct.unpack(">H", self._take(2))
        elif size == 127:
            size, = struct.unpack(">Q", self._take(8))
        return first & 0x0F, self._take(size)

    def _take(self, count):
        while len(self.input) < count:
            self._fill()
        taken, self.input = self.input[:count], self.input[count:]
        return taken

    def _fill(self):
        try:
            more = self.connection.recv(65536)
        except ConnectionError:
            more = b""
        if not more:
            raise Closed(1006)
        self.input += more
