"""Loads an address with wrk and reads what it says."""
import pathlib, re, subprocess, tempfile
from dataclasses import dataclass

SCRIPTS = pathlib.Path(__file__).resolve().parent / "wrk"


@dataclass
class Run:
    per_second: float
    p99: float
    bad: int
    bytes: float


@dataclass
class Target:
    url: str
    script: list


def get(base, path, headers={}):
    return Target(base + path, [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")])


def random(base, prefix, count):
    return Target(base, ["-s", SCRIPTS / "random.lua", "--", prefix, count])


def post(base, threads):
    return Target(base, ["-s", SCRIPTS / "post.lua", "--", threads])


def reply(base, threads, cookie):
    return Target(base, ["-s", SCRIPTS / "reply.lua", "--", threads, cookie, base])


def run(target, seconds, connections=32):
    script = [str(x) for x in target.script]
    split = script.index("--") if "--" in script else len(script)
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "--latency",
               *script[:split], target.url, *script[split:]]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    find = lambda pattern: (re.search(pattern, text, re.M) or [None, "0"])[1]
    return Run(float(find(r"Requests/sec:\s+([\d.]+)")), milliseconds(find(r"^\s+99%\s+(\S+)")),
               int(find(r"Non-2xx or 3xx responses: (\d+)")),
               size(find(r"requests in \S+ (\S+) read")) / int(find(r"(\d+) requests in")))


def size(text):
    value, unit = re.match(r"([\d.]+)([KMG]?)B?", text).groups()
    return float(value) * 1024 ** " KMG".index(unit or " ")


def milliseconds(text):
    value, unit = re.match(r"([\d.]+)(\w*)", text).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000, "": 1}[unit]
