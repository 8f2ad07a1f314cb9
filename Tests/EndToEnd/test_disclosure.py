"""What a server has and nobody gets to see: sources, data, folders, versions, and doors that only programs use."""
import os
import re

import pytest

from conftest import HOME
from site_process import until


@pytest.mark.parametrize("path", [
    "/.git/HEAD", "/.git/config", "/.gitignore", "/static/.git/HEAD", "/static/css/.gitkeep",
    "/static/forums/css/.gitkeep", "/Package.swift", "/Package.resolved", "/Makefile", "/README.md",
    "/docs/asvs.md", "/static/css/README.md", "/static/css/order.txt", "/Sources/web/main.swift",
    "/modules/admin/AdminModule.swift", "/modules/admin/passwords/common.txt", "/templates/layout.mustache",
    "/nginx/rowhouse.conf.template", "/systemd/rowhouse-web@.service", "/data/app.db", "/app.db", "/registry.db",
    "/rtc/sessions.db", "/logs/access.log", "/uploads/pictures/", "/exports/", "/public/", "/protected/exports/x.zip",
    "/protected/pictures/x", "/live/health", "/nginx_status", "/server-status", "/metrics", "/debug", "/api", "/env",
])
def test_no_source_no_data_and_no_door_for_programs(site, path):
    answer = site.request(path)
    assert answer.status in (303, 404), (path, answer.status)
    for word in ("[core]", "import PackageDescription", "SQLite format", "{{", "server_name", "Unit]", '"pid"'):
        assert word not in answer.text, path


@pytest.mark.parametrize("path", [
    "/static/", "/static/css/", "/static/js/", "/static/forums/", "/static/forums/css/", "/static/admin/js/",
    "/static/published/", "/static/published"])
def test_no_folder_is_listed(site, path):
    answer = site.request(path)
    assert answer.status in (403, 404), path
    assert "Index of" not in answer.text and ".css" not in answer.text.split("</head>")[-1]


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/nowhere.css", "/rtc/ws", "/sign-in?%"])
def test_no_answer_tells_a_version(site, path):
    answer = site.request(path)
    assert answer.headers["Server"] == "nginx"
    assert not {"x-powered-by", "x-runtime", "via"} & {name.lower() for name in answer.headers}
    assert not re.search(r"nginx/\d|swift[- /]\d|SQLite \d|FastCGI \d", answer.text, re.I), path


def test_nobody_but_nginx_listens_to_the_network(site):
    """Workers and daemon have socket files: whoever reaches the machine reaches nginx, and what it checks."""
    listening = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6", "/proc/net/udp", "/proc/net/udp6"):
        rows = [line.split() for line in open(table).read().splitlines()[1:]]
        listening |= {row[9] for row in rows if row[3] in ("0A", "07")}  # LISTEN, and a bound UDP socket
    ours = {pid: name for pid, name in site.processes().items() if "nginx" not in name}
    assert len(ours) >= 4, ours
    for pid, name in ours.items():
        links = {os.readlink(f"/proc/{pid}/fd/{number}") for number in os.listdir(f"/proc/{pid}/fd")}
        inodes = {link[8:-1] for link in links if link.startswith("socket:[")}
        assert not inodes & listening, name


LINE = re.compile(
    r'\S+ \[\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d\] "[^"]*" \d{3} \d+ \d+\.\d{3} [\d:, -]+ [\d.:, -]+ \S+ [0-9a-f]{32}')


def test_logs_lie_where_it_is_written_and_each_line_can_be_read(site):
    site.request("/forums/?" + "a" * 50)
    log = site.data / "logs/access.log"
    lines = until(lambda: log.read_text().splitlines())
    assert all(LINE.fullmatch(line) for line in lines), [line for line in lines if not LINE.fullmatch(line)][:3]
    named = set(re.findall(r"`logs/(\w+\.log)`", (HOME / "docs/data.md").read_text()))
    assert {path.name for path in site.data.rglob("*.log")} <= named, named
    assert {path.name for path in (site.data / "logs").iterdir()} <= named
