"""The two addresses that load balancers ask."""

import pytest
from django.db import OperationalError, connection


def test_healthz_answers_without_a_database(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_answers_with_a_database(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_says_so_when_the_database_is_gone(client, monkeypatch):
    def unreachable(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", unreachable)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "gone" not in response.content.decode()


def test_a_load_balancer_may_ask_by_number_and_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz", headers={"host": "192.0.2.1:8000"}).status_code == 200


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_they_change_nothing(client, address):
    assert client.post(address).status_code == 405
