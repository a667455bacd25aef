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
