"""A whole site for the tests: nginx, workers, daemon and background work under `rowhouse serve`."""
import os
import pathlib
import time

import pytest
from playwright.sync_api import sync_playwright

import people
from site_process import SiteProcess

HOME = pathlib.Path(__file__).resolve().parents[2]
# What tests write into a site's folder is as closed as what the site writes; its programs start with another.
os.umask(0o027)
PROGRAMS = pathlib.Path(os.environ.get("ROWHOUSE_BIN", HOME / ".build/debug"))


@pytest.fixture
def make_site(tmp_path_factory):
    """Starts sites of one's own, with settings as wanted; all are stopped at the end."""
    started = []

    def make(**settings):
        site = SiteProcess(HOME, PROGRAMS, tmp_path_factory.mktemp("s"), settings)
        started.append(site)
        return site

    yield make
    for site in started:
        site.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """One running site that all tests share: each makes people and things of its own."""
    site = SiteProcess(HOME, PROGRAMS, tmp_path_factory.mktemp("s"), {}).wait_until_ready()
    site.set("sign-up.pause", 0)  # tests fill in the form faster than people do
    yield site
    site.stop()


@pytest.fixture(autouse=True)
def quiet_door(request):
    """Everybody here comes from one address: the tries of one test must not make the next one wait."""
    yield
    if "site" in request.fixturenames:
        request.getfixturevalue("site").forget_tries()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium, site):
    """Opens windows that share nothing, one for each person: `page = browser()`."""
    contexts = []

    def window(**options):
        context = chromium.new_context(base_url=site.url, **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield window
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def keys(chromium, site):
    """The first admin's cookies, earned at the one-time address."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(site.first_admin_address())
    people.fill_name_and_password(page, "keeper")
    page.get_by_role("button", name="Take the keys").click()
    page.get_by_text("keeper").first.wait_for()
    yield context.storage_state()
    context.close()


@pytest.fixture
def admin(browser, keys, site):
    """Somebody who has just shown who they are, however long the other tests took."""
    keeper = site.ask("SELECT id FROM admin_user WHERE name = 'keeper'")
    site.change("UPDATE admin_session SET confirmed_at = ? WHERE user_id = ?", int(time.time() * 1000), keeper)
    return browser(storage_state=keys)


@pytest.fixture
def person(browser):
    """Somebody new who has just signed up: `david = person("david")`."""
    def join(word, **options):
        page = browser(**options)
        page.name = people.unique(word)
        people.sign_up(page, page.name)
        return page

    return join


@pytest.fixture(scope="session")
def category(chromium, site, keys):
    """A category of the forums that all tests may write in."""
    context = chromium.new_context(base_url=site.url, storage_state=keys)
    people.make_category(context.new_page(), "Front porch")
    context.close()
    return "Front porch"


@pytest.fixture(scope="session")
def room(chromium, site, keys):
    """The address of a room that all tests may talk in."""
    context = chromium.new_context(base_url=site.url, storage_state=keys)
    yield people.open_room(context.new_page(), "Hallway")
    context.close()
