"""Files are taken only from those who may send them, as large as the routes say, and only a few at once."""
import contextlib
import re
import socket

import pytest

FORMS = ["/account/system/import", "/account/system/import/", "/account/system/edit", "/account/system/alters/new",
         "/account/system/alters/12"]


@pytest.fixture
def knock(site):
    """Sends the head of a form with files and never its files; reads the first line of the answer."""
    with contextlib.ExitStack() as stack:
        def send(path, size, *headers, origin=site.url):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", int(site.port)), timeout=10))
            lines = [f"POST {path} HTTP/1.1", f"Host: localhost:{site.port}", f"Content-Length: {size}",
                     "Content-Type: multipart/form-data; boundary=x", f"Origin: {origin}", *headers]
            connection.sendall(("\r\n".join(lines) + "\r\n\r\n--x\r\n").encode())
            return connection.makefile("rb")
        yield send


def status(answer):
    return int(answer.readline().split()[1])


@pytest.mark.parametrize("path", FORMS)
def test_a_guests_files_are_refused_before_they_come(knock, path):
    assert status(knock(path, 10 << 20)) == 401


def test_a_session_that_is_made_up_opens_nothing(knock):
    assert status(knock(FORMS[0], 300 << 20, "Cookie: session=" + "a" * 43)) == 401


def test_the_page_says_what_to_do(site):
    answer = site.request(FORMS[0], "POST", b"--x--", {"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status in (401, 403) and "Please sign in" in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_who_asks_is_not_asked_from_outside(site):
    assert site.request("/may-come").status == 404


def test_only_so_many_at_once_from_one_address_and_none_from_elsewhere(knock, person):
    cookies = "Cookie: " + "; ".join(
        f"{cookie['name']}={cookie['value']}" for cookie in person("rowan").context.cookies())
    assert status(knock(FORMS[0], 300 << 20, cookies, origin="https://elsewhere.example")) == 403
    assert status(knock(FORMS[0], 400 << 20, cookies)) == 413
    waiting = [knock(FORMS[0], 300 << 20, cookies) for _ in range(5)]
    # The fifth is turned away at once; the others are waited for.
    assert status(waiting[4]) == 429


def test_nginx_takes_what_the_routes_take(site, tmp_path):
    assert site.run("nginx", str(tmp_path)).returncode == 0
    text = (tmp_path / "rowhouse.conf").read_text()
    found = dict(re.findall(r"location ~ \^(\S+)/\?\$ \{\n\s+client_max_body_size (\d+);", text))
    assert found == {
        "/account/system/import": str((320 << 20) + 65_536), "/account/system/edit": str(128 << 20),
        "/account/system/alters/new": str(128 << 20), "/account/system/alters/[^/]+": str(128 << 20)}
