"""What every answer of the site carries, whoever made it."""
import json
import re

import pytest

SAFETY = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("path", [
    "/", "/nowhere", "/healthz", "/static/css/tokens.css", "/static/nowhere.css", "/live", "/rtc/ws"])
def test_headers_of_safety(site, path):
    answer = site.request(path, whole=path != "/live")
    for name, value in SAFETY.items():
        assert answer.headers.get_all(name) is not None, (path, name)
        assert len(answer.headers.get_all(name)) == 1
        assert value in answer.headers[name]
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert {"object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"} <= set(policy)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in answer.headers  # a promise that only TLS can keep
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Server"] == "nginx"


def test_every_route_has_them_whoever_asks(site, keys):
    """The whole table through nginx: pages, redirects, files, refusals; for guests and for an admin."""
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in keys["cookies"])
    lines = [line.split() for line in site.run("routes").stdout.splitlines()]
    routes = [(method, re.sub(r":\w+", "1", path)) for method, path, *_ in lines if method in ("GET", "POST")]
    assert len(routes) > 200
    for method, path in routes:
        for cookie in ("", cookies):
            # A change is refused here: it says that it comes from another site.
            headers = {"Cookie": cookie, "Sec-Fetch-Site": "cross-site"}
            answer = site.request(path, method, b"" if method == "POST" else None, headers)
            assert answer.status < 500, (method, path, answer.status)
            for name, value in SAFETY.items():
                values = answer.headers.get_all(name) or []
                assert len(values) == 1 and value in values[0], (method, path, name, values)


@pytest.mark.parametrize("status, request_", [
    (400, "NONSENSE"), (400, "GET / HTTP/1.1\r\nHost: a b"), (400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b"),
    (400, "GET /%zz HTTP/1.1\r\nHost: localhost"), (400, "GET /a%00 HTTP/1.1\r\nHost: localhost"),
    (400, "GET / HTTP/1.1"), (400, f"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {'x' * 9000}"),
    (400, f"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: look={'x' * 9000}"),
    (400, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: many"),
    (405, "TRACE / HTTP/1.1\r\nHost: localhost"), (405, "POST /static/css/tokens.css HTTP/1.1\r\nHost: localhost"),
    (414, f"GET /{'x' * 9000} HTTP/1.1\r\nHost: localhost"),
    (501, "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip"), (505, "GET / HTTP/3.0\r\nHost: localhost"),
], ids=lambda value: str(value)[:40])
def test_what_nginx_itself_refuses_is_a_page_of_the_site(site, status, request_):
    head, page = site.send(request_ + "\r\nConnection: close\r\n\r\n")
    lines = head.split("\r\n")
    assert lines[0].split()[1] == str(status), head
    for name, value in SAFETY.items():
        found = [line.split(": ", 1)[1] for line in lines if line.lower().startswith(name.lower() + ":")]
        assert len(found) == 1 and value in found[0], (name, head)
    assert "That could not be read" in page and "/static/css/base.css" in page
    assert "remove this site's cookies" in page


def test_health_tells_others_no_version(site):
    for name in ("X-Forwarded-For", "Forwarded", "Via"):
        health = json.loads(site.request("/healthz", headers={name: "for=192.0.2.7"}).text)
        assert health["status"] == "ok" and "version" not in health


def test_health_names_every_part(site):
    answer = site.request("/healthz")
    health = json.loads(answer.text)
    assert answer.status == 200
    assert {health[part] for part in ("status", "app", "registry", "live", "jobs")} == {"ok"}
    assert health["version"]


def test_a_body_over_the_limit_is_refused(site):
    answer = site.request("/sign-in", "POST", b"x" * 1_100_000)
    assert answer.status == 413
    assert "Too large" in answer.text
    assert "/static/css/base.css" in answer.text, "it looks like the site"
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', answer.text):
        assert site.request(address).status == 200, address


def test_ten_thousand_headers_are_refused_and_nobody_dies(site):
    before = site.processes()
    many = {f"X-Number-{number}": "x" * 20 for number in range(10_000)}
    try:
        assert site.request("/", headers=many).status == 400
    except (BrokenPipeError, ConnectionResetError):
        pass  # it stopped listening before we stopped talking
    assert site.request("/").status == 200
    assert site.processes() == before
