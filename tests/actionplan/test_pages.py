import pytest

from tests import factories

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def plan():
    return factories.published(factories.PlanFactory(slug="plan", title_ru="План мер", title_en="Plan of steps"))


def published_item(plan, **fields):
    cluster = factories.ClusterFactory(plan=plan)
    return factories.published(factories.ActionItemFactory(cluster=cluster, **fields))


@LANGUAGES
def test_the_list_shows_published_plans(client, plan, language):
    factories.PlanFactory(title_ru="Черновик", title_en="Draft")
    published_item(plan)
    said = page(client, f"/{language}/plan/")
    assert {"ru": "План мер", "en": "Plan of steps"}[language] in said
    assert "Черновик" not in said
    assert "Draft" not in said


def test_the_list_counts_published_items_only(client, plan):
    published_item(plan)
    factories.ActionItemFactory(cluster__plan=plan)
    assert "1 item<" in page(client, "/en/plan/")


@LANGUAGES
def test_a_plan_page_shows_clusters_items_and_states(client, plan, language):
    item = published_item(plan, title_ru="Мера один", title_en="Step one", code="A.1")
    state = factories.published(factories.PartyFactory(short_name_ru="Страна", short_name_en="Country"))
    factories.AssignmentFactory(item=item, party=state, role="lead")
    said = page(client, f"/{language}/plan/plan/")
    names = {"ru": ["Направление", "Мера один", "Страна"], "en": ["Cluster", "Step one", "Country"]}[language]
    assert sorted(names, key=said.index) == names
    assert f'href="/{language}/plan/plan/A.1/"' in said
    assert f'href="/{language}/members/{state.slug}/"' in said
    assert "badge-lead" in said


def test_an_unpublished_item_or_plan_is_nowhere(client, plan):
    draft = factories.ActionItemFactory(cluster__plan=plan, title_en="Draft step")
    hidden = published_item(factories.PlanFactory(slug="hidden"))
    assert "Draft step" not in page(client, "/en/plan/plan/")
    for address in (draft.get_absolute_url(), hidden.get_absolute_url(), "/en/plan/hidden/"):
        assert client.get(address).status_code == 404


@LANGUAGES
def test_an_empty_plan_says_that_its_items_are_not_held(client, plan, language):
    factories.ClusterFactory(plan=plan)
    assert 'class="empty"' in page(client, f"/{language}/plan/plan/")


def test_an_empty_plan_says_what_will_stand_there(client, plan):
    assert "items is not held by the portal" in page(client, "/en/plan/plan/").replace("’", "'")


@LANGUAGES
def test_an_item_page_shows_its_text_cluster_and_states(client, plan, language):
    item = published_item(plan, description_ru="Текст меры", description_en="The step’s text")
    factories.AssignmentFactory(
        item=item, party__short_name_ru="Страна", party__short_name_en="Country", institution_en="Ministry"
    )
    said = page(client, f"/{language}/plan/plan/{item.code}/")
    names = {"ru": ["Направление", "Текст меры", "Страна"], "en": ["Cluster", "The step’s text", "Country"]}[language]
    assert [name for name in (*names, "Ministry") if name not in said] == []


def test_a_state_without_a_page_is_named_without_a_link(client, plan):
    item = published_item(plan)
    state = factories.AssignmentFactory(item=item, party__short_name_en="Named").party
    for address in ("/en/plan/plan/", item.get_absolute_url()):
        said = page(client, address)
        assert "Named" in said
        assert f"/members/{state.slug}/" not in said


def test_an_item_is_found_under_its_own_plan_only(client, plan):
    item = published_item(plan)
    factories.published(factories.PlanFactory(slug="other"))
    assert client.get(f"/en/plan/other/{item.code}/").status_code == 404


@pytest.mark.parametrize("code", ["1.2", "А-3", "4/b"])
def test_a_code_may_be_what_the_plan_says(client, plan, code):
    item = published_item(plan, code=code)
    assert code in page(client, item.get_absolute_url())


@pytest.mark.parametrize("address", ["none/", "plan/none/", "plan/%00/", "plan/" + "x" * 500 + "/", "%00/"])
def test_an_unknown_address_is_not_found(client, plan, address):
    for language in ("ru", "en"):
        assert client.get(f"/{language}/plan/{address}").status_code == 404


def test_the_document_is_linked_once_it_is_published(client):
    document = factories.DocumentFactory(title_en="Adopted plan")
    factories.ParagraphFactory(document=document)
    plan = factories.published(factories.PlanFactory(document=document))
    assert "Adopted plan" not in page(client, plan.get_absolute_url())
    factories.published(document)
    assert "Adopted plan" in page(client, plan.get_absolute_url())


def test_pages_take_as_many_queries_for_thirty_rows_as_for_one(client, plan, django_assert_max_num_queries):
    cluster = factories.ClusterFactory(plan=plan)
    item = factories.published(factories.ActionItemFactory(cluster=cluster))

    def fill(count):
        for _ in range(count):
            factories.published(factories.PlanFactory())
            sibling = factories.published(factories.ActionItemFactory(cluster=cluster))
            for assigned in (item, sibling, published_item(plan)):
                factories.AssignmentFactory(item=assigned, party=factories.published(factories.PartyFactory()))

    def counted(address):
        with django_assert_max_num_queries(40) as captured:
            page(client, address)
        return len(captured)

    addresses = ["/en/plan/", "/en/plan/plan/", item.get_absolute_url()]
    fill(1)
    one = [counted(address) for address in addresses]
    fill(29)
    assert [counted(address) for address in addresses] == one


def test_a_changed_address_leads_to_the_new_one(client, plan):
    type(plan).objects.filter(pk=plan.pk).update(slug="new")
    response = client.get("/en/plan/plan/")
    assert (response.status_code, response.headers["Location"]) == (301, "/en/plan/new/")


def test_the_sitemap_lists_published_items_of_published_plans(client, plan):
    shown, draft = published_item(plan), factories.ActionItemFactory(cluster__plan=plan)
    said = page(client, "/sitemap.xml")
    assert f"/ru/plan/plan/{shown.code}/<" in said
    assert f"/en/plan/plan/{shown.code}/<" in said
    assert f"/plan/plan/{draft.code}/<" not in said
