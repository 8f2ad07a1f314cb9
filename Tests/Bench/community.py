"""The data of both: ten thousand threads with two hundred thousand posts."""
import pathlib, re, subprocess, urllib.parse, urllib.request

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parents[1]


# Seles fronts, and visitors may see it: what is measured is a page in a face of its own.
ALTERS = "alter,fronting,visibility,front_visibility\nseles,1,public,public\n"


NAME, PASSWORD = "benchmark", "a long enough password"


def make(o, folder):
    alters = folder / "data/template/alters.csv"
    alters.parent.mkdir(parents=True)
    alters.write_text(ALTERS)
    subprocess.run(["python3", HERE / "limit/seed.py", folder / "limit.db"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([f"{o.bin}/rowhouse", "demo", "--threads", str(o.threads), "--posts", str(o.posts)],
                   check=True, env=environment(folder), stdout=subprocess.DEVNULL)
    # One account stands for many people here.
    subprocess.run([f"{o.bin}/rowhouse", "setting", "set", "pace.seconds", "0"],
                   check=True, env=environment(folder), stdout=subprocess.DEVNULL)
    subprocess.run([f"{o.bin}/rowhouse", "user", "add", NAME], input=f"{PASSWORD}\n", text=True,
                   check=True, env=environment(folder), stdout=subprocess.DEVNULL)


def environment(folder):
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": str(folder / "data"),
            "ROWHOUSE_RUN": str(folder / "run"), "SWIFT_BACKTRACE": "enable=no"}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def sign_in(base):
    """Signs in as a person would and returns the cookie."""
    form = urllib.parse.urlencode({"name": NAME, "password": PASSWORD}).encode()
    request = urllib.request.Request(base + "/sign-in", form, {"Origin": base})
    try:
        urllib.request.build_opener(NoRedirect).open(request)
    except urllib.error.HTTPError as answer:
        return re.search(r"session(?:-\d+)?=[^;]+", ";".join(answer.headers.get_all("Set-Cookie")))[0]
    raise SystemExit("sign-in did not answer with a redirect")
