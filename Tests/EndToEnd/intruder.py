"""Somebody who runs code in a worker: `intruder.py DATA RUN PID` tries to change what no worker may, in every way that
there is, and prints what went through. PID is a process outside with the same user."""
import contextlib
import os
import socket
import sys

data, run, outside = sys.argv[1:]
GUARDED = ["guarded", "guarded/admin", "site", "site/faces/seles", "public", "exports", "logs"]
FILES = ["guarded/admin/anchors", "site/faces/seles/published", "public/sheet.css", "exports/a.zip", "logs/access.log"]
DOORS = ["web.sock", "live.sock"]


def attempts():
    for name in GUARDED:
        path = f"{data}/{name}"
        yield f"a new file in {name}", lambda path=path: open(f"{path}/new", "w")
        yield f"a new folder in {name}", lambda path=path: os.mkdir(f"{path}/folder")
        yield f"{name} renamed", lambda path=path: os.rename(path, f"{data}/elsewhere")
        yield f"{name} removed", lambda path=path: os.rmdir(path)
        yield f"another in the place of {name}", lambda path=path: os.rename(f"{data}/mine", path)
    for name in FILES:
        path = f"{data}/{name}"
        yield f"{name} written", lambda path=path: open(path, "r+")
        yield f"{name} cut", lambda path=path: os.truncate(path, 0)
        yield f"{name} removed", lambda path=path: os.unlink(path)
        yield f"{name} renamed", lambda path=path: os.rename(path, f"{path}.old")
        yield f"{name} carried away", lambda path=path: os.rename(path, f"{data}/file")
        yield f"{name} replaced", lambda path=path: os.replace(f"{data}/mine/file", path)
        yield f"{name} under a second name", lambda path=path: os.link(path, f"{data}/second")
        yield f"{name} for everybody", lambda path=path: os.chmod(path, 0o666)
        yield f"{name} of another day", lambda path=path: os.utime(path, (0, 0))
        yield f"{name} through {outside}", lambda name=name: open(f"/proc/{outside}/root{data}/{name}", "r+")
    for name in DOORS:
        yield f"{name} removed", lambda name=name: os.unlink(f"{run}/{name}")
        yield f"{name} renamed", lambda name=name: os.rename(f"{run}/{name}", f"{run}/other")
        yield f"{name} replaced", lambda name=name: os.replace(f"{data}/mine/file", f"{run}/{name}")
    yield "the data renamed", lambda: os.rename(data, f"{data}.old")
    yield "a link that leads there", lambda: os.symlink(f"{data}/site", f"{data}/imports")
    yield "code", lambda: open(os.path.join(os.path.dirname(__file__), "new"), "w")
    yield "the network", lambda: socket.create_connection(("192.0.2.1", 25), 1)


os.makedirs(f"{data}/mine", exist_ok=True)
open(f"{data}/mine/file", "w").close()
for what, attempt in attempts():
    with contextlib.suppress(OSError):
        attempt()
        print(what, flush=True)
