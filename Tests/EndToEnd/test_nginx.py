"""The nginx site in both flavours: nginx takes it, gixy finds nothing."""
import concurrent.futures
import http.client
import os
import re
import socket
import ssl
import subprocess
import sys

import pytest

from site_process import free_port, until

# nginx's workers have to reach what this test's user owns.
USER = "user root root;" if os.geteuid() == 0 else ""


@pytest.fixture
def rendered(site, tmp_path):
    def render(flavour):
        folder = tmp_path / flavour
        answer = site.run("nginx", str(folder), "--flavour", flavour)
        assert answer.returncode == 0, answer.stderr
        return folder
    return render


def test_development(rendered):
    folder = rendered("development")
    check(folder / "nginx.conf")


@pytest.fixture
def production(rendered, tmp_path):
    """Production's configuration with a certificate of our own."""
    folder = rendered("production")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", tmp_path / "privkey.pem",
         "-out", tmp_path / "fullchain.pem", "-days", "1", "-subj", "/CN=localhost"],
        check=True, capture_output=True)
    server = folder / "flavours/production/server.conf"
    server.write_text(server.read_text().replace("/etc/letsencrypt/live/localhost", str(tmp_path)))
    whole = folder / "whole.conf"
    whole.write_text(f"""error_log stderr; pid "{folder}/pid"; daemon off; {USER} events {{}}
        http {{ include /etc/nginx/mime.types; include "{folder}/rowhouse.conf"; }}""")
    return whole


def test_production(production):
    check(production)


def test_production_knows_its_own_name_only(production, site):
    plain, secure = free_port(), free_port()
    for name in ("http", "server"):
        file = production.parent / f"flavours/production/{name}.conf"
        text = re.sub(r"^ *listen \[::\].*\n", "", file.read_text(), flags=re.M)
        text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{plain}", text)
        file.write_text(re.sub(r"listen 443\b", f"listen 127.0.0.1:{secure}", text))
    server = subprocess.Popen(["/usr/sbin/nginx", "-p", production.parent, "-c", production, "-e", "stderr"])
    try:
        until(lambda: answers(plain))
        with pytest.raises(http.client.RemoteDisconnected):
            ask(plain, "elsewhere.example")
        moved = ask(plain, "localhost")
        assert (moved.status, moved.headers["Location"]) == (308, "https://localhost/healthz")
        with pytest.raises(ssl.SSLError):
            ask(secure, "elsewhere.example", secure=True)
        well = ask(secure, "localhost", secure=True)
        assert well.status == 200
        assert "max-age=31536000" in well.headers["Strict-Transport-Security"]
    finally:
        server.terminate()
        server.wait(10)


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(port, host, secure=False):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.connect()
    if secure:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
    connection.request("GET", "/healthz", headers={"Host": host})
    return connection.getresponse()


def check(configuration):
    tried = subprocess.run(
        ["/usr/sbin/nginx", "-t", "-p", configuration.parent, "-c", configuration, "-e", "stderr"],
        capture_output=True, text=True)
    assert tried.returncode == 0 and "[warn]" not in tried.stderr, tried.stderr
    verdict = subprocess.run(
        [sys.executable, "-m", "gixy", str(configuration)], capture_output=True, text=True)
    assert "No issues found" in verdict.stdout, verdict.stdout + verdict.stderr


def test_whoever_knocks_too_often_is_turned_away_and_others_are_not(make_site):
    site = make_site().wait_until_ready()
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": site.url}

    def knock(_):
        return site.request("/sign-in", "POST", b"name=nobody&password=wrong", form)

    with concurrent.futures.ThreadPoolExecutor(40) as crowd:
        answers = list(crowd.map(knock, range(40)))
    turned_away = [answer for answer in answers if "Many people are at the door" in answer.text]
    assert turned_away and {answer.status for answer in turned_away} == {429}
    assert turned_away[0].headers["Retry-After"] == "5"
    assert site.request("/sign-in").status == 200
