"""What people do in a browser, in a line each. They find things as a reader of the page does: by role and
by words."""
import itertools

PASSWORD = "a long walk along the canal"
numbers = itertools.count(1)


def unique(word):
    """A name that nobody else in this run has."""
    return f"{word}{next(numbers)}"


def sign_up(page, name):
    page.goto("/sign-up")
    fill_name_and_password(page, name)
    page.get_by_role("main").get_by_role("button", name="Join").click()
    page.get_by_text(name).first.wait_for()


def sign_in(page, name):
    type_password(page, name)
    page.get_by_text(name).first.wait_for()


def type_password(page, name):
    page.goto("/sign-in")
    fill_name_and_password(page, name)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def fill_name_and_password(page, name):
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password", exact=True).fill(PASSWORD)


def make_category(admin, name):
    admin.goto("/forums/manage")
    admin.get_by_label("Name").fill(name)
    admin.get_by_role("button", name="Make").click()
    admin.get_by_role("link", name=name, exact=True).wait_for()


def begin_thread(page, category, title, text):
    """Answers the thread's path."""
    page.goto("/forums/")
    page.get_by_role("link", name=category, exact=True).first.click()
    page.get_by_role("link", name="Begin a thread").first.click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("What you want to say").fill(text)
    page.get_by_role("button", name="Begin the thread").click()
    page.get_by_role("heading", name=title).wait_for()
    return page.url.split("?")[0].split("#")[0]


def reply(page, text):
    page.get_by_label("Your reply").fill(text)
    page.get_by_role("button", name="Reply", exact=True).click()
    page.get_by_text(text).wait_for()


def open_room(admin, name):
    """Answers the room's path."""
    admin.goto("/rtc/rooms/new")
    admin.get_by_label("Name").fill(name)
    admin.get_by_role("main").get_by_role("button").first.click()
    admin.get_by_role("heading", name=name).wait_for()
    return admin.url


def say(page, text):
    page.get_by_label("Say something").fill(text)
    page.get_by_role("button", name="Send").click()


def agree(page):
    """On the page that says who will see what."""
    page.get_by_role("heading", name="Who will see this").wait_for()
    page.get_by_role("button", name="Show it").click()
