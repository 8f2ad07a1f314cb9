"""The guests' cache: a second long, apart by look, and never for anybody who is somebody."""
import people
from site_process import until


def outcomes(site, count):
    """The cache's word for each request for the forums. In no order: each process of nginx writes by itself."""
    log = site.data / "logs/access.log"

    def lines():
        found = [line for line in log.read_text().splitlines() if '"GET /forums/"' in line]
        return found if len(found) == count else None

    return [line.split()[-2] for line in until(lines)]


def test_it_serves_guests_and_nobody_else(make_site):
    site = make_site().wait_until_ready()
    for headers in ({}, {}, {"Cookie": "session=x"}, {"Cookie": "flash=good.x"}, {"Authorization": "x"}):
        assert site.request("/forums/", headers=headers).status == 200
    words = sorted(outcomes(site, 5))
    assert words[:3] == ["BYPASS"] * 3
    assert words[3] in ("HIT", "EXPIRED") and words[4] == "MISS"


def test_a_question_for_the_head_alone_spoils_no_page(site):
    path = "/forums/?" + people.unique("head")
    assert site.request(path, "HEAD").text == ""
    assert "</html>" in site.request(path).text


def test_looks_are_kept_apart_and_nonsense_is_no_look(site):
    path = "/forums/?" + people.unique("look")
    plain = site.request(path).text
    dark = site.request(path, headers={"Cookie": "look=front.dark"}).text
    assert 'data-scheme="dark"' in dark and 'data-scheme="dark"' not in plain
    strange = site.request(path, headers={"Cookie": "look=front.mauve"}).text
    assert 'data-scheme' not in strange
    assert 'data-scheme="dark"' not in site.request(path).text
