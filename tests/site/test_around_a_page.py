"""Header and footer: what staff set once and every page shows."""

import pytest

from sarcoma_site.core.models import SiteSettings, SocialLink

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]


def test_the_footer_links_to_where_the_department_speaks_elsewhere(client):
    settings = SiteSettings.objects.get()
    assert "site-footer__elsewhere" not in client.get("/about/").text
    SocialLink.objects.create(settings=settings, label="A place elsewhere", url="https://social.example.org/sarcoma")
    html = client.get("/about/").text
    assert '<a class="site-footer__link" href="https://social.example.org/sarcoma">A place elsewhere</a>' in html


@pytest.mark.parametrize(
    ("printed", "dialled"),
    [
        ("(617) 555-0100", "6175550100"),
        ("+1 617 555 0100", "+16175550100"),
        ("617.555.0100 ext. 12", "6175550100;ext=12"),
        ("617-555-0100 x12", "6175550100;ext=12"),
        ("617-555-0100, option 2", "6175550100"),
    ],
)
def test_a_number_is_dialled_however_it_is_printed(client, printed, dialled):
    settings = SiteSettings.objects.get()
    settings.appointment_phone = printed
    settings.save()
    html = client.get("/appointments/").text
    assert f'href="tel:{dialled}"' in html
    assert printed in html


def test_the_numbers_for_an_emergency_can_be_tapped(client):
    html = client.get("/emergency/").text.split("<main")[1].split('class="page-foot"')[0]
    assert 'href="tel:911"' in html
    assert 'href="tel:988"' in html


def main_of(client, address: str) -> str:
    """The page itself, without header and footer."""
    return client.get(address).text.split("<main")[1].split("</main>")[0]


def test_the_urgent_line_is_for_patients_and_stands_behind_911(client):
    settings = SiteSettings.objects.get()
    settings.urgent_phone = "617-555-0199"
    settings.save()
    html = main_of(client, "/emergency/")
    assert html.index('href="tel:911"') < html.index('href="tel:6175550199"')
    assert "If you are being treated here" in html


@pytest.mark.parametrize(
    ("address", "shown", "above"),
    [
        ("/notices/", ["nondiscrimination", "language", "privacy"], "the-hospitals-own-notices"),
        ("/language-help/", ["language"], "ask-for-an-interpreter"),
        ("/privacy/", ["privacy"], None),
    ],
)
def test_a_legal_link_stands_where_it_is_looked_for(client, address, shown, above):
    settings = SiteSettings.objects.get()
    names = {
        "nondiscrimination": "nondiscrimination_url",
        "language": "language_help_url",
        "privacy": "privacy_practices_url",
    }
    for name, field in names.items():
        setattr(settings, field, f"https://hospital.example.org/{name}")
    settings.save()
    html = main_of(client, address)
    assert [name for name in names if f"https://hospital.example.org/{name}" in html] == shown
    if above:
        assert html.index(f"https://hospital.example.org/{shown[0]}") < html.index(f'id="{above}"')
