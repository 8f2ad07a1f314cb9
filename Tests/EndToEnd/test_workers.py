"""Workers that are killed under load cost at most the requests that they held."""
import concurrent.futures
import os
import signal

from site_process import until


def test_killed_workers_cost_only_what_they_held(make_site):
    site = make_site(ROWHOUSE_WORKERS=3).wait_until_ready()
    kills = 5
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(site.request, "/forums/", headers={"Cookie": "session=none"}) for _ in range(600)]
        for number in range(kills):
            until(lambda: sum(answer.done() for answer in answers) > number * 100)
            os.kill(next(iter(site.processes("rowhouse-web"))), signal.SIGKILL)
            until(lambda: len(site.processes("rowhouse-web")) == 3)
    statuses = [answer.result().status for answer in answers]
    assert statuses.count(200) >= 600 - kills, statuses
    assert set(statuses) <= {200, 503}
    assert site.request("/healthz").status == 200
