"""A FastCGI client (FastCGI 1.0, 3.3) that can also be rude."""
import array
import fcntl
import socket
import struct
import termios

BEGIN, END, PARAMS, STDIN, STDOUT, STDERR = 1, 3, 4, 5, 6, 7


def record(kind, content=b""):
    return struct.pack(">BBHHBB", 1, kind, 1, len(content), 0, 0) + content


def begin():
    return record(BEGIN, struct.pack(">HB5x", 1, 0))


def params(values):
    pairs = b""
    for name, value in values.items():
        name, value = name.encode(), value if isinstance(value, bytes) else value.encode()
        pairs += struct.pack(">II", len(name) | 1 << 31, len(value) | 1 << 31) + name + value
    return b"".join(record(PARAMS, pairs[i:i + 60000]) for i in range(0, len(pairs), 60000)) + record(PARAMS)


def post(path, body, length=None, **more):
    values = {"REQUEST_METHOD": "POST", "DOCUMENT_URI": path, "CONTENT_TYPE": "application/x-www-form-urlencoded",
              "CONTENT_LENGTH": str(len(body) if length is None else length), "REMOTE_ADDR": "192.0.2.1"} | more
    chunks = b"".join(record(STDIN, body[i:i + 60000]) for i in range(0, len(body), 60000))
    return begin() + params(values) + chunks + record(STDIN)


def get(path, **more):
    return begin() + params({"REQUEST_METHOD": "GET", "DOCUMENT_URI": path, "REMOTE_ADDR": "192.0.2.1"} | more) + record(STDIN)


def connect(path):
    peer = socket.socket(socket.AF_UNIX)
    peer.settimeout(30)
    peer.connect(str(path))
    return peer


def unread(peer):
    """How many of the bytes that were sent the worker has not taken yet (unix(7), SIOCOUTQ)."""
    count = array.array("i", [0])
    fcntl.ioctl(peer, termios.TIOCOUTQ, count)
    return count[0]


def ask(path, data):
    """Sends and returns (stdout, stderr); both empty if the worker hung up."""
    with connect(path) as peer:
        peer.sendall(data)
        return answer(peer)


def answer(peer):
    streams = {STDOUT: b"", STDERR: b""}
    received = b""
    while chunk := peer.recv(65536):
        received += chunk
        while len(received) >= 8:
            _, kind, _, length, padding, _ = struct.unpack(">BBHHBB", received[:8])
            if len(received) < 8 + length + padding:
                break
            if kind == END:
                return streams[STDOUT], streams[STDERR]
            streams[kind] += received[8:8 + length]
            received = received[8 + length + padding:]
    return streams[STDOUT], streams[STDERR]
