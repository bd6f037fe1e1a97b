from lxml import html


def test_a_page_that_is_not_there_leads_to_the_other_language(client, db):
    page = html.document_fromstring(client.get("/en/nowhere-at-all/?x=1").content)
    links = page.xpath("//nav[@class='languages']/a")
    assert {link.get("hreflang"): link.get("href") for link in links} == {
        "ru": "/ru/nowhere-at-all/?x=1",
        "en": "/en/nowhere-at-all/?x=1",
    }
