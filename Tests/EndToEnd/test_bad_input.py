"""What strangers send: a clear answer, nothing lost, and nobody dies."""
import http.client
import re
import socket

import pytest

import people
from site_process import until

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(autouse=True)
def nobody_dies(site):
    before = site.processes("rowhouse-web")
    yield
    assert site.processes("rowhouse-web") == before
    assert site.request("/healthz").status == 200


def test_bytes_that_are_no_text(site):
    assert site.request("/sign-in", "POST", b"name=%ff%fe&password=%c3", FORM | {"Origin": site.url}).status == 400
    assert site.request("/forums/thread/%ff").status in (400, 404)
    assert site.request("/forums/?page=%ff%fe").status == 200


@pytest.mark.parametrize("headers", [
    {"Origin": "https://elsewhere.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
])
def test_what_another_site_sends_is_refused(site, headers):
    answer = site.request("/sign-in", "POST", b"name=a&password=b", FORM | headers)
    assert answer.status == 403
    assert "another site" in answer.text


def test_what_hides_where_it_comes_from_is_refused_and_the_name_kept(site):
    answer = site.request("/sign-in", "POST", b"name=somebody&password=b", FORM | {"Origin": "null"})
    assert answer.status == 403
    assert "did not say which page this came from" in answer.text and 'value="somebody"' in answer.text


def test_a_body_that_ends_too_early(site):
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=5)
    connection.putrequest("POST", "/sign-in")
    connection.putheader("Content-Length", "100")
    connection.endheaders(b"name=half")
    connection.close()  # nginx waits for all of it before it troubles a worker


@pytest.mark.parametrize("length", ["-1", "abc", "1, 2"])
def test_lengths_that_are_none(site, length):
    # Without a body: nginx hangs up on what it leaves unread, and the answer can go with it.
    answer = site.request("/sign-in", "POST", None, {"Content-Length": length})
    assert answer.status in (400, 413)


@pytest.mark.parametrize("path", [
    "/forums/thread/0", "/forums/thread/-1", "/forums/thread/99999999999999999999", "/forums/thread/1e3",
    "/forums/category/x", "/rtc/room/0", "/nowhere", "/.git/config", "/forums/thread/1%00"])
def test_addresses_that_are_none(site, path):
    assert site.request(path).status in (303, 400, 404)


@pytest.mark.parametrize("method, status", [("PUT", 405), ("DELETE", 405), ("TRACE", 405), ("OPTIONS", 405)])
def test_methods_that_are_not_there(site, method, status):
    answer = site.request("/forums/", method, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status == status


@pytest.mark.parametrize("lengths", [
    ["Content-Length: 4", "Transfer-Encoding: chunked"], ["Content-Length: 4", "Content-Length: 5"],
    ["Transfer-Encoding: chunked, identity"], ["Transfer-Encoding : chunked"]])
def test_two_lengths_are_no_way_to_smuggle_a_request(site, lengths):
    head = "\r\n".join(["POST /sign-in HTTP/1.1", f"Host: localhost:{site.port}", *lengths])
    with socket.create_connection(("127.0.0.1", site.port), timeout=5) as connection:
        connection.sendall(f"{head}\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n".encode())
        answers = b"".join(iter(lambda: connection.recv(65536), b""))
    assert answers.count(b"HTTP/1.1 ") == 1 and answers.split()[1] in (b"400", b"501"), answers[:200]


def test_a_line_in_an_address_is_no_line_in_the_log(site):
    word = people.unique("forged")
    assert site.request(f"/nowhere%0d%0a{word}").status == 404
    assert site.request(f"/healthz?{word}").status == 200
    log = site.data / "logs/access.log"
    # Either of nginx's processes may write the later line first.
    lines = until(lambda: '"GET -" 404' in (found := log.read_text()) and found).splitlines()
    assert all(re.match(r'[0-9.]+ \[\S+\] "\S+ \S+" \d{3} ', line) for line in lines)
    assert word not in log.read_text()


@pytest.mark.parametrize("body", [b"--b\r\nno header", b"--b\r\nContent-Disposition: form-data; name=file; filename=x\r\n\r\ncut"])
def test_a_file_that_arrives_damaged_costs_nobody_a_worker(site, person, body):
    page = person("mira")
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Origin": site.url, "Cookie": cookies}
    answer = site.request("/account/system/import", "POST", body, headers)
    assert answer.status == 400 and "arrived damaged" in answer.text


def test_nobody_says_for_themselves_where_they_are(site):
    name = people.unique("mira")
    forged = {name: "203.0.113.9" for name in ("X-Forwarded-For", "X-Real-IP", "Remote-Addr", "Client-IP", "True-Client-IP")}
    body = f"name={name}&password=a+long+walk+along+the+canal".encode()
    answer = site.request("/sign-up", "POST", body, FORM | forged | {"Forwarded": "for=203.0.113.9", "Origin": site.url})
    assert answer.status == 303
    address = site.ask("SELECT s.address FROM admin_session s JOIN admin_user u ON u.id = user_id WHERE name = ?", name)
    assert address == "127.0.0.1"


def test_a_form_that_is_none(site):
    answer = site.request("/sign-in", "POST", b"{}", {"Content-Type": "application/json", "Origin": site.url})
    assert answer.status == 415


def test_a_huge_field_for_the_workers_themselves(site):
    body = b"name=" + b"x" * 900_000
    assert site.request("/sign-in", "POST", body, FORM | {"Origin": site.url}).status == 413
