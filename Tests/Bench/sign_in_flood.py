"""What floods at the doors do to people who belong here: sign_in_flood.py ADDRESS [SCENE…]. Run it against a
release build, with the site's own nginx in front, on a site of its own with setting `sign-up.mode open`: it
makes accounts. The sources are addresses of the loopback network, so it works on this machine alone.

  pages    two hundred wrong sign-ins a second from everywhere, and how long other pages take meanwhile
  name     forty wrong tries at the owner's name, then two a second from everywhere: does the owner get in?
  doors    a hundred and ten POSTs a second from twelve addresses: does anybody else get in?
  options  the same, to the address that hashes nothing
  school   twenty-eight people behind one address, new to the site's eyes, within ten seconds
"""
import asyncio, collections, random, re, sys, time, urllib.parse

base = urllib.parse.urlsplit(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080")
scenes = sys.argv[2:] or ["pages", "school", "name", "options", "doors"]
FLOOD, PAGES, PASSWORD = 200, 20, "a long walk along the canal"
RUN = f"{int(time.time()) % 1_000_000:06}"


async def ask(request, source=None):
    """The status and the head, after the whole answer."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", base.port or 80, local_addr=(source, 0) if source else None)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return (int(answer.split(b" ", 2)[1]) if answer else 0), answer.split(b"\r\n\r\n")[0].decode()


def get(path):
    return f"GET {path} HTTP/1.1\r\nHost: {base.netloc}\r\nConnection: close\r\n\r\n".encode()


def post(path, cookie="", **fields):
    body = urllib.parse.urlencode(fields)
    return (f"POST {path} HTTP/1.1\r\nHost: {base.netloc}\r\nOrigin: {base.scheme}://{base.netloc}\r\n"
            f"Cookie: {cookie}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}").encode()


def sign_in(name, password="not the password", cookie=""):
    return post("/sign-in", cookie, name=name, password=password)


def anywhere():
    return f"127.{random.randrange(1, 250)}.{random.randrange(250)}.{random.randrange(1, 250)}"


async def join(name):
    """A new account, from an address of its own; the answer is the cookie of a browser that signed in."""
    source = anywhere()
    reader, writer = await asyncio.open_connection("127.0.0.1", base.port or 80, local_addr=(source, 0))
    writer.write(get("/sign-up"))
    page = (await reader.read()).decode()
    writer.close()
    stamp = re.search(r'name="shown" value="([^"]*)"', page).group(1)
    while True:
        status, head = await ask(post("/sign-up", name=name, password=PASSWORD, shown=stamp), source)
        if status == 303:
            return "; ".join(re.findall(r"[Ss]et-[Cc]ookie: ((?:__Host-)?device(?:-\d+)?=[0-9a-f]+)", head))
        await asyncio.sleep(2.1)  # nobody writes faster, as the form knows


async def at_rate(rate, work, seconds):
    """Starts the work so often, however long each piece takes."""
    begun, tasks = time.monotonic(), []
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0, begun + number / rate - time.monotonic()))
        tasks.append(asyncio.create_task(work(number)))
    return await asyncio.gather(*tasks, return_exceptions=True)


async def meanwhile(flood, people):
    """Goes on with the flood for as long as people need; counts what it got."""
    knocking = asyncio.create_task(flood)
    try:
        return await people
    finally:
        knocking.cancel()


async def page(number):
    # An address of its own each time, past the guests' cache.
    begun = time.monotonic()
    status, _ = await ask(get(f"/forums/?{number}"))
    return (time.monotonic() - begun) * 1000 if status == 200 else float("inf")


def p99(times):
    return sorted(times)[int(len(times) * 0.99)]


async def how_many(attempts, work, pause=1.0):
    """How many of them come in, and how long the slowest of these took."""
    came, slowest = 0, 0
    for number in range(attempts):
        begun = time.monotonic()
        status = await work(number)
        if status == 303:
            came, slowest = came + 1, max(slowest, time.monotonic() - begun)
        await asyncio.sleep(pause)
    return f"{came} of {attempts} (slowest {slowest:.1f} s)"


async def pages():
    calm = await at_rate(PAGES, page, 10)
    knock = lambda number: ask(sign_in(f"somebody{number % 5000}"), anywhere())
    times, answers = await asyncio.gather(at_rate(PAGES, page, 10), at_rate(FLOOD, knock, 10))
    kinds = collections.Counter(str(answer[0]) if isinstance(answer, tuple) else "no answer" for answer in answers)
    print("answers to the flood:", ", ".join(f"{kind}: {count}" for kind, count in sorted(kinds.items())))
    print(f"figure page_p99_calm {p99(calm):.1f} ms")
    print(f"figure page_p99_flood {p99(times):.1f} ms")


async def name():
    owner = f"owner{RUN}"
    cookie = await join(owner)
    for number in range(60):
        await ask(sign_in(owner), anywhere())
    flood = at_rate(2, lambda number: ask(sign_in(owner), anywhere()), 600)
    async def people():
        for word, worn in (("a browser that signed in before", cookie), ("a new browser", "")):
            came = await how_many(10, lambda number: status(sign_in(owner, PASSWORD, worn), anywhere()))
            print(f"figure name: in {word} {came}")
    await meanwhile(flood, people())


async def status(request, source=None):
    return (await ask(request, source))[0]


async def twelve(path, fields):
    people = [f"person{RUN}{path[-1]}{number}" for number in range(20)]
    cookies = [await join(person) for person in people]
    flood = at_rate(
        110, lambda number: ask(post(path, **fields(number)), f"127.9.9.{number % 12 + 1}"), 600)
    async def come():
        for seconds in (0, 30):
            await asyncio.sleep(seconds)
            at = f"after {seconds} s" if seconds else "at once"
            print(f"figure {path}, {at}: in a browser that signed in before", await how_many(
                10, lambda n: status(sign_in(people[n], PASSWORD, cookies[n]), anywhere())))
            print(f"figure {path}, {at}: in a new browser", await how_many(
                10, lambda n: status(sign_in(people[10 + n], PASSWORD), anywhere())))
            options = [await status(post("/sign-in/passkey/options"), anywhere()) for _ in range(10)]
            print(f"figure {path}, {at}: a passkey's challenge {options.count(200)} of 10")
    await meanwhile(flood, come())


async def doors():
    await twelve("/sign-in", lambda number: {"name": f"somebody{number % 5000}", "password": "wrong wrong"})


async def options():
    await twelve("/sign-in/passkey/options", lambda number: {})


async def school():
    pupils = [f"pupil{RUN}{number}" for number in range(28)]
    for pupil in pupils:
        await join(pupil)
    begun = time.monotonic()
    answers = await at_rate(2.8, lambda number: ask(sign_in(pupils[number], PASSWORD), "127.8.8.8"), 10)
    kinds = collections.Counter(answer[0] for answer in answers)
    print(f"figure school: {kinds[303]} of 28 in, all answered after {time.monotonic() - begun:.1f} s;",
          dict(kinds))


async def main():
    for scene in scenes:
        await globals()[scene]()

asyncio.run(main())
