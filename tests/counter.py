"""A counter of the exchange: signed calls by endpoint, answers as models, time by hand."""

from __future__ import annotations

from memory import NOW, exchange

from okx_sdk.credentials import Credentials
from okx_sdk.protocol.endpoint import endpoint_of
from okx_sdk.protocol.envelope import Reply
from okx_sdk.protocol.signing import rest_headers
from okx_sdk.sandbox import keys
from okx_sdk.sandbox.exchange import Call

KEY = Credentials(keys.API_KEY, keys.SECRET_KEY, keys.PASSPHRASE)


class Counter:
    """Somebody with a key, at an exchange that nobody else uses; ten seconds a call."""

    def __init__(self, key: Credentials = KEY, of: Counter | None = None) -> None:
        self.key = key
        self.exchange = of.exchange if of else exchange()
        self.now = of.now if of else NOW
        self.step = 10_000

    def wait(self, ms: int) -> None:
        self.now += ms

    def call(self, method, *args, **kwargs):
        """What an endpoint gives, read as the client reads it; raises its error."""
        return endpoint_of(method).read(self.reply(method, *args, **kwargs))

    def reply(self, method, *args, **kwargs) -> Reply:
        endpoint = endpoint_of(method)
        return self.reply_raw(endpoint, endpoint.arguments(args, kwargs))

    def reply_raw(self, endpoint, arguments) -> Reply:
        """The answer to these arguments, whether or not all are there."""
        request = endpoint.request(arguments)
        path, _, query = request.path.partition("?")
        headers = {}
        if endpoint.signing != "never":
            at = self.now / 1000
            parts = (request.method, request.path, request.body)
            headers = rest_headers(self.key, *parts, at)
        headers = {name.lower(): value for name, value in headers.items()}
        call = Call(request.method, path, query, request.body, headers, "here")
        answer = self.exchange.answer(call, self.now / 1000)
        self.now += self.step
        return Reply(answer.status, {"content-type": answer.content_type}, answer.body)
