"""Who may do what, and where: a role of the site's own gets a category to itself."""
from playwright.sync_api import expect

import people


def make_role(admin, title):
    admin.goto("/admin/roles")
    admin.get_by_label("Name", exact=True).fill(title)
    admin.get_by_role("button", name="Make the role").click()
    expect(admin.get_by_role("rowheader", name=title, exact=True)).to_be_visible()


def give_role(admin, person, title):
    admin.goto(f"/admin/users?q={person.name}")
    admin.get_by_role("link", name=person.name, exact=True).click()
    admin.get_by_role("radio", name=title).check()
    admin.get_by_role("button", name="Change the role").click()
    expect(admin.get_by_text(f"{person.name} is in the role “{title}” now.")).to_be_visible()


def forbid_reading(admin, category, *roles):
    admin.goto("/forums/manage")
    admin.get_by_role("link", name=f"Edit {category}").click()
    admin.get_by_role("link", name="Who may read and write here").click()
    for role in roles:
        admin.get_by_label(f"{role}: Read the forums.").select_option("not here")
    admin.get_by_role("button", name="Save the permissions").click()
    expect(admin.get_by_text("They hold from now on" if len(roles) > 1 else "It holds from now on")).to_be_visible()


def test_a_category_for_one_role(admin, person, browser):
    category, role = people.unique("Cellar"), people.unique("Keeper")
    people.make_category(admin, category)
    make_role(admin, role)
    kim, david = person("kim"), person("david")
    give_role(admin, kim, role)
    forbid_reading(admin, category, "Guest", "Member", "Moderator")

    thread = people.begin_thread(kim, category, "Old wine", "In new bottles.")
    for stranger in (david, browser()):
        for page in ("/", "/forums/"):
            stranger.goto(page)
            expect(stranger.get_by_text(category)).to_have_count(0)
            expect(stranger.get_by_text("Old wine")).to_have_count(0)
        assert stranger.goto(thread).status == 404

    forbid_reading(admin, category, role)
    assert kim.reload().status == 404
