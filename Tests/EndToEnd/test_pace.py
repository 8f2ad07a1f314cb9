"""Nobody posts faster than the site says, whichever worker answers."""
import people


def test_threads_wait_after_ten_and_the_words_are_kept(make_site, chromium):
    site = make_site(ROWHOUSE_WORKERS=3).wait_until_ready()
    site.set("sign-up.pause", 0)
    site.set("pace.seconds", 60)
    keeper = chromium.new_context(base_url=site.url).new_page()
    keeper.goto(site.first_admin_address())
    people.fill_name_and_password(keeper, "keeper")
    keeper.get_by_role("button", name="Take the keys").click()
    keeper.get_by_text("keeper").first.wait_for()
    people.make_category(keeper, "Porch")
    david = chromium.new_context(base_url=site.url).new_page()
    people.sign_up(david, "david")

    def begin(page, number):
        return page.request.post(
            "/forums/category/1/new", form={"title": f"Thread {number}", "text": f"Words {number}."},
            headers={"Origin": site.url}, max_redirects=0)

    answers = [begin(david, number) for number in range(14)]
    assert [answer.status for answer in answers] == [303] * 10 + [429] * 4
    assert 50 <= int(answers[-1].headers["retry-after"]) <= 60
    assert "Words 13." in answers[-1].text() and "A little slower" in answers[-1].text()
    assert {begin(keeper, number).status for number in range(14)} == {303}
    for page in (keeper, david):
        page.context.close()
