#!/usr/bin/env python3
"""How long a large system takes to come in, go out and be taken back.

    Tests/Bench/systems.py [--members 5000] [--switches 100000] [--programs .build/release]

Makes a file of people who never were, and imports it into a site of its own. Ends with a line a figure.
"""
import argparse
import datetime
import json
import os
import pathlib
import random
import resource
import sqlite3
import subprocess
import tempfile
import threading
import time

HOME = pathlib.Path(__file__).resolve().parents[2]


def invent(members, switches):
    dice = random.Random(1)
    begin = datetime.datetime(2015, 1, 1)
    ids = [f"m{number:05}" for number in range(members)]
    people = [
        {"id": id, "uuid": f"{id}-uuid", "name": f"Name {id}", "display_name": None, "color": "aabbcc",
         "pronouns": "they/them", "description": "Likes tea. " * 60, "birthday": "0004-02-29",
         "avatar_url": f"https://pictures.example/{id}.png", "created": "2019-03-04T05:06:07.654321Z",
         "keep_proxy": False, "tts": False, "message_count": 7, "proxy_tags": [{"prefix": f"{id}:", "suffix": None}],
         "privacy": {"visibility": "public", "name_privacy": "private"}} for id in ids]
    moments = [(begin + datetime.timedelta(seconds=1800 * number, microseconds=number * 37 % 1000000)).isoformat() + "Z"
               for number in range(switches)]
    changes = [{"timestamp": moment, "members": dice.sample(ids, dice.choice([0, 1, 1, 1, 2, 3]))}
               for moment in reversed(moments)]
    groups = [{"id": f"g{number}", "name": f"Group {number}", "members": dice.sample(ids, min(50, members))}
              for number in range(200)]
    return {"version": 2, "name": "Many", "members": people, "groups": groups, "switches": changes}


class Watch:
    """Asks for the write lock all the time, and remembers how long it was refused in a row at most."""

    def __init__(self, folder):
        self.longest, self.over = 0, threading.Event()
        self.file = pathlib.Path(folder) / "app.db"
        self.thread = threading.Thread(target=self.look)

    def look(self):
        app, since = sqlite3.connect(self.file, timeout=0, isolation_level=None), None
        while not self.over.wait(0.0005):
            try:
                app.execute("BEGIN IMMEDIATE")
                app.execute("ROLLBACK")
                since = None
            except sqlite3.OperationalError:
                since = since or time.monotonic()
                self.longest = max(self.longest, time.monotonic() - since)
        app.close()

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--members", type=int, default=5000)
    options.add_argument("--switches", type=int, default=100000)
    options.add_argument("--programs", default=HOME / ".build/release")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": folder}
        rowhouse = pathlib.Path(wanted.programs) / "rowhouse"

        def run(*words, stdin=None):
            begun = time.monotonic()
            answer = subprocess.run([rowhouse, *words], env=environment, text=True, input=stdin, capture_output=True)
            assert answer.returncode == 0, answer.stderr
            return time.monotonic() - begun, answer.stdout

        file = pathlib.Path(folder) / "system.json"
        file.write_text(json.dumps(invent(wanted.members, wanted.switches)))
        run("user", "add", "rowan", stdin="correct horse battery\n")
        figures = {"system_file": (file.stat().st_size / 1e6, "MB")}
        figures["system_dry_run"] = (run("import", str(file), "--account", "rowan", "--dry-run")[0], "s")
        with Watch(folder) as watch:
            figures["system_import"] = (run("import", str(file), "--account", "rowan")[0], "s")
        figures["system_import_lock"] = (watch.longest * 1000, "ms")
        figures["system_import_again"] = (run("import", str(file), "--account", "rowan")[0], "s")
        seconds, text = run("export", "--account", "rowan", "--format", "pluralkit")
        figures["system_export"] = (seconds, "s")
        assert len(json.loads(text)["switches"]) >= wanted.switches * 0.9
        figures["system_archive"] = (run("export", "--account", "rowan")[0], "s")
        with Watch(folder) as watch:
            figures["system_undo"] = (run("import", "--account", "rowan", "--undo", "1")[0], "s")
        figures["system_undo_lock"] = (watch.longest * 1000, "ms")
        figures["system_peak"] = (resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, "MB")
        for name, (value, unit) in figures.items():
            print(f"figure {name} {value:.2f} {unit}")


main()
