#!/usr/bin/env python3
"""Measures Rowhouse against the C program in limit/, in one run on this machine.

usage: bench.py [--bin FOLDER] [--rounds 5] [--seconds 5] [--threads 10000] [--posts 200000] [CASE ...]
"""
import argparse, pathlib, re, statistics, subprocess, sys, tempfile, urllib.request
import community, load, memory, servers

HERE = pathlib.Path(__file__).resolve().parent


def options():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--bin", default=str(HERE.parents[1] / ".build/release"))
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--seconds", type=int, default=5)
    p.add_argument("--threads", type=int, default=10000)
    p.add_argument("--posts", type=int, default=200000)
    p.add_argument("--workers", type=int, default=4)
    p.add_argument("cases", nargs="*")
    return p.parse_args()


def figure(name, value, unit, peer=None):
    line = f"figure {name} {value:.1f} {unit}"
    if peer:
        line += f" peer {peer:.1f} ratio {value / peer:.2f}"
    print(line, flush=True)


def compare(name, o, ours, limit):
    """Runs both in turn; the medians are compared, so a slow moment of the machine hits both or neither."""
    runs = [(load.run(ours, o.seconds), load.run(limit, o.seconds)) for _ in range(o.rounds)]
    for run in [r for pair in runs for r in pair]:
        if run.bad:
            sys.exit(f"{name}: {run.bad} answers were not as expected")
    median = lambda get: [statistics.median(get(pair[side]) for pair in runs) for side in (0, 1)]
    figure(name, *median(lambda r: r.per_second)[:1], "req/s", median(lambda r: r.per_second)[1])
    figure(f"{name}-p99", *median(lambda r: r.p99)[:1], "ms", median(lambda r: r.p99)[1])


def member(o, base, cookie):
    """A page that somebody who is signed in sees whole, and the same when their browser has it already."""
    # How long ago something was is not told on the one, and in days on the other, which has a box to reply.
    for name, path in (("member-page", "/account"), ("member-thread", "/forums/thread/77")):
        twice(o, name, base, path, {"Cookie": cookie})


def twice(o, name, base, path, own):
    ask = lambda: urllib.request.urlopen(urllib.request.Request(base + path, headers=own))
    ask()  # how far they have read is noted
    tag = ask().headers["ETag"]
    for name, headers in ((name, own), (f"{name}-again", own | {"If-None-Match": tag})):
        runs = [load.run(load.get(base, path, headers), o.seconds) for _ in range(o.rounds)]
        if any(run.bad for run in runs):
            sys.exit(f"{name}: answers were not as expected")
        figure(name, statistics.median(run.per_second for run in runs), "req/s")
        figure(f"{name}-bytes", statistics.median(run.bytes for run in runs), "bytes")


def main():
    o = options()
    wanted = lambda case: not o.cases or case in o.cases
    with tempfile.TemporaryDirectory(prefix="rowhouse-bench-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        community.make(o, folder)
        with servers.running(o, folder) as site:
            print(f"# {o.workers} workers each, {o.rounds} rounds of {o.seconds} s, "
                  f"{o.threads} threads, {o.posts} posts", flush=True)
            if wanted("start"):
                figure("worker-start", site.start_milliseconds(), "ms")
            if wanted("hello"):
                compare("hello", o, load.get(site.ours, "/robots.txt"), load.get(site.limit, "/hello"))
            if wanted("thread"):
                compare("thread", o, load.get(site.ours, "/forums/thread/77"), load.get(site.limit, "/t/77"))
            if wanted("random"):
                compare("random-thread", o, load.random(site.ours, "/forums/thread/", o.threads),
                        load.random(site.limit, "/t/", o.threads))
            if wanted("memory"):
                for requests, pss in memory.watch(site, [10_000, 100_000]):
                    figure(f"worker-pss-after-{requests}", pss, "MB")
            if wanted("member"):
                member(o, site.as_served(), community.sign_in(site.ours))
            if wanted("reply"):
                cookie = community.sign_in(site.ours)
                compare("reply", o, load.reply(site.ours, o.threads, cookie), load.post(site.limit, o.threads))


if __name__ == "__main__":
    main()
