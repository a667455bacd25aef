"""The log says what was asked, never who asked or what they searched for."""

import pytest
import structlog
from structlog.testing import capture_logs


@pytest.mark.django_db
def test_a_log_line_has_no_query_no_address_and_no_user_agent(client):
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        client.get("/no-such-page/?q=osteosarcoma", headers={"user-agent": "Secret/1.0"}, REMOTE_ADDR="192.0.2.7")
    written = [line for line in lines if line["event"] != "request_started"]
    assert written
    assert written[0]["request"] == "GET /no-such-page/"
    for private in ("osteosarcoma", "Secret/1.0", "192.0.2.7"):
        assert private not in str(written)
