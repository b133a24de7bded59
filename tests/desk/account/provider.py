"""A small OpenID Connect provider on this computer: one client, one person at a time, codes that work once."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "guanmo", "a-secret-of-the-office-and-guanmo"


class Provider:
    """Says of whoever comes what ``claims`` holds; ``audience`` and ``lifetime`` are what the token claims."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"sub": "77"}
        self.audience, self.lifetime, self.refuses = CLIENT, 60, False
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
                if path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", provider.authorize({name: one[0] for name, one in query.items()}))
                    self.end_headers()
                elif path == "/userinfo":
                    known = self.headers["Authorization"].removeprefix("Bearer ") in provider.tokens
                    self._say(provider.claims if known else {}, 200 if known else 401)
                else:
                    self._say(provider.configuration)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                answer = provider.exchange({name: one[0] for name, one in parse_qs(body).items()})
                self._say(answer, 400 if "error" in answer else 200)

            def _say(self, answer: dict[str, Any], status: int = 200) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_args: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def configuration(self) -> dict[str, Any]:
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        places = {name: f"{self.url}/{end}" for name, end in ends.items()}
        how = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        return {"issuer": self.url, "jwks_uri": f"{self.url}/jwks", **places, **how}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent after the person has said yes (or the provider no)."""
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        back = {"error": "server_error"} if self.refuses else {"code": code}
        return f"{asked['redirect_uri']}?{urlencode({**back, 'state': asked['state']})}"

    def exchange(self, sent: dict[str, str]) -> dict[str, Any]:
        """A token for a code, once, for the client that knows the secret and the verifier of its challenge."""
        asked = self.codes.pop(sent.get("code", ""), None)
        challenge = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proven = asked and asked["code_challenge"] == base64.urlsafe_b64encode(challenge).decode().rstrip("=")
        if not proven or (sent["client_id"], sent["client_secret"]) != (CLIENT, SECRET):
            return {"error": "invalid_grant"}
        token, now = secrets.token_urlsafe(), int(time.time())
        self.tokens.add(token)
        body = {"iss": self.url, "aud": self.audience, "iat": now, "exp": now + self.lifetime, **self.claims}
        return {"access_token": token, "token_type": "Bearer", "id_token": jwt.encode(body, SECRET, "HS256")}
