"""The memory of the workers: the proportional set, which counts shared pages once."""
import pathlib, re, subprocess


def watch(site, stops):
    """Yields (requests answered, megabytes a worker) at each stop."""
    sent = 0
    for stop in stops:
        requests(site, stop - sent)
        sent = stop
        yield stop, max(pss(worker.pid) for worker in site.workers)


def requests(site, count):
    """wrk counts seconds, not requests; thread pages in order do it."""
    import concurrent.futures, http.client
    host = site.ours.removeprefix("http://")

    def batch(start):
        connection = http.client.HTTPConnection(host)
        for number in range(start, start + 500):
            connection.request("GET", f"/forums/thread/{number % site.o.threads + 1}")
            connection.getresponse().read()

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(batch, range(0, count, 500)))


def pss(pid):
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1]) / 1024
