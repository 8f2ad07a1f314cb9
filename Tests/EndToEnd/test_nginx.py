"""The nginx site in both flavours: nginx takes it, gixy finds nothing."""
import subprocess
import sys

import pytest


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


def test_production(rendered, tmp_path):
    folder = rendered("production")
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
         "-days", "1", "-subj", "/CN=localhost"], check=True, capture_output=True)
    server = folder / "flavours/production/server.conf"
    server.write_text(server.read_text().replace("/etc/letsencrypt/live/localhost", str(tmp_path)))
    (folder / "whole.conf").write_text(
        f"""error_log stderr; pid "{folder}/pid"; events {{}}
        http {{ include /etc/nginx/mime.types; include "{folder}/rowhouse.conf"; }}""")
    check(folder / "whole.conf")


def check(configuration):
    tried = subprocess.run(
        ["/usr/sbin/nginx", "-t", "-p", configuration.parent, "-c", configuration, "-e", "stderr"],
        capture_output=True, text=True)
    assert tried.returncode == 0 and "[warn]" not in tried.stderr, tried.stderr
    verdict = subprocess.run(
        [sys.executable, "-m", "gixy", str(configuration)], capture_output=True, text=True)
    assert "No issues found" in verdict.stdout, verdict.stdout + verdict.stderr
