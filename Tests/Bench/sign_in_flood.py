"""Two hundred sign-ins a second with wrong passwords, from many addresses and for many names, and how long
other pages take meanwhile: sign_in_flood.py ADDRESS [SECONDS]. Run it against a release build, with the
site's own nginx in front. The sources are addresses of the loopback network, so it works on this machine
alone.
"""
import asyncio, collections, random, sys, time, urllib.parse

base = urllib.parse.urlsplit(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080")
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 10
FLOOD, PAGES = 200, 20  # a second


async def ask(request, source=None):
    """The status, after the whole answer."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", base.port or 80, local_addr=(source, 0) if source else None)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return int(answer.split(b" ", 2)[1]) if answer else 0


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: {base.netloc}\r\nConnection: close\r\n\r\n".encode()


def sign_in(number):
    body = urllib.parse.urlencode({"name": f"somebody{number % 5000}", "password": "not the password"})
    return (f"POST /sign-in HTTP/1.1\r\nHost: {base.netloc}\r\nOrigin: {base.scheme}://{base.netloc}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}").encode()


async def at_rate(rate, work):
    """Starts the work so often, however long each piece takes."""
    begun, tasks = time.monotonic(), []
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0, begun + number / rate - time.monotonic()))
        tasks.append(asyncio.create_task(work(number)))
    return await asyncio.gather(*tasks, return_exceptions=True)


async def knock(number):
    return await ask(sign_in(number), f"127.{random.randrange(1, 250)}.{random.randrange(250)}.{number % 250 + 1}")


async def page(number):
    # An address of its own each time, past the guests' cache.
    begun = time.monotonic()
    status = await ask(get(f"/forums/?{number}"))
    return (time.monotonic() - begun) * 1000 if status == 200 else float("inf")


def p99(times):
    return sorted(times)[int(len(times) * 0.99)]


async def main():
    calm = await at_rate(PAGES, page)
    times, answers = await asyncio.gather(at_rate(PAGES, page), at_rate(FLOOD, knock))
    kinds = collections.Counter(str(answer) if isinstance(answer, int) else "no answer" for answer in answers)
    print("answers to the flood:", ", ".join(f"{kind}: {count}" for kind, count in sorted(kinds.items())))
    print(f"figure page_p99_calm {p99(calm):.1f} ms")
    print(f"figure page_p99_flood {p99(times):.1f} ms")

asyncio.run(main())
