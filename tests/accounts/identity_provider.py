"""A hospital's identity provider on this machine: OpenID Connect, code flow with PKCE, and its checks.

    provider = IdentityProvider()
    provider.person = {"sub": "7", "email": "ada@example.org", "email_verified": True}
    provider.amr = ["pwd", "mfa"]

Its sign-in page has one button, "Continue", as if the person were signed in there already.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "sarcoma-site", "a secret of the site"


class IdentityProvider:
    """Serves until `stop`."""

    def __init__(self) -> None:
        self.person: dict = {"sub": "7", "email": "somebody@example.org", "email_verified": True}
        self.amr: list[str] = ["pwd"]
        self.codes: dict[str, dict[str, str]] = {}
        self.refused: list[str] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer_get(self)

            def do_POST(self) -> None:
                provider.answer_token(self)

            def log_message(self, *args) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()  # Twice does no harm.

    def settings(self) -> dict:
        """What the environment says of it."""
        return {
            "OIDC_SERVER_URL": self.address,
            "OIDC_CLIENT_ID": CLIENT,
            "OIDC_CLIENT_SECRET": SECRET,
            "OIDC_NAME": "Example Hospital",
        }

    def answer_get(self, handler: BaseHTTPRequestHandler) -> None:
        address = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/.well-known/openid-configuration":
            self._send(handler, self._configuration())
        elif address.path == "/authorize":
            query["code"] = secrets.token_urlsafe()
            self.codes[query["code"]] = query
            link = f"{query['redirect_uri']}?{urlencode({'code': query['code'], 'state': query['state']})}"
            head = '<title>Hospital</title><link rel="icon" href="data:,">'
            self._send(handler, f'{head}<a href="{link.replace("&", "&amp;")}">Continue</a>')
        elif address.path == "/userinfo":
            self._send(handler, self.person)
        else:
            handler.send_error(404)

    def answer_token(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        asked = self.codes.pop(form.get("code", ""), None)  # A code counts once.
        if fault := self._fault(asked, form):
            self.refused.append(fault)
            handler.send_error(400)
            return
        claims = {
            **self.person,
            "iss": self.address,
            "aud": CLIENT,
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "amr": self.amr,
        }
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        self._send(handler, {"access_token": "opaque", "token_type": "Bearer", "id_token": token})

    def _fault(self, asked: dict[str, str] | None, form: dict[str, str]) -> str:
        if asked is None:
            return "unknown code"
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return "wrong client"
        if form.get("redirect_uri") != asked["redirect_uri"]:
            return "another address"
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked.get("code_challenge"):
            return "wrong proof (PKCE)"
        return ""

    def _configuration(self) -> dict:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _send(self, handler: BaseHTTPRequestHandler, answer: dict | str) -> None:
        is_page = isinstance(answer, str)
        body = (answer if is_page else json.dumps(answer)).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html" if is_page else "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
