"""The way to the site in production: encrypted, by what is not known to be weak, and nothing beside it."""
import re
import subprocess

import pytest

from site_process import free_port, until
from test_nginx import answers, ask, production, rendered  # noqa: F401: the last two are fixtures


@pytest.fixture
def ports(production):  # noqa: F811
    """Production's nginx on two ports of this machine: the plain one and the encrypted one."""
    plain, secure = free_port(), free_port()
    for name in ("http", "server"):
        file = production.parent / f"flavours/production/{name}.conf"
        text = re.sub(r"^ *listen \[::\].*\n", "", file.read_text(), flags=re.M)
        text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{plain}", text)
        file.write_text(re.sub(r"listen 443\b", f"listen 127.0.0.1:{secure}", text))
    server = subprocess.Popen(["/usr/sbin/nginx", "-p", production.parent, "-c", production, "-e", "stderr"])
    until(lambda: answers(plain))
    yield plain, secure
    server.terminate()
    server.wait(10)


def shakes_hands(port, *words):
    """Whether OpenSSL, ready for the weakest that it can do itself, agrees with the server."""
    tried = subprocess.run(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-servername", "localhost", *words],
        input=b"", capture_output=True, timeout=20)
    return b"Cipher is (NONE)" not in tried.stdout and b"Cipher is" in tried.stdout


def test_only_what_is_not_weak_is_spoken(ports):
    _, secure = ports
    assert shakes_hands(secure, "-tls1_3") and shakes_hands(secure, "-tls1_2")
    for old in ("-tls1", "-tls1_1"):
        assert not shakes_hands(secure, old, "-cipher", "ALL:@SECLEVEL=0"), old
    for weak in ("AES128-SHA", "AES128-GCM-SHA256", "DES-CBC3-SHA", "ECDHE-RSA-AES128-SHA", "NULL"):
        assert not shakes_hands(secure, "-tls1_2", "-cipher", f"{weak}:@SECLEVEL=0"), weak


def test_browsers_are_told_to_stay_and_find_nothing_unencrypted(ports):
    plain, secure = ports
    answer = ask(secure, "localhost", secure=True)
    assert answer.headers.get_all("Strict-Transport-Security") == ["max-age=31536000; includeSubDomains"]
    assert ask(plain, "localhost").status == 308
