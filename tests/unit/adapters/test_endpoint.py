"""The endpoint: asked only where texts may go, believed in nothing, and never waited for without end."""

from __future__ import annotations

import hashlib
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from homeward.adapters.clocks import SetClock
from homeward.adapters.endpoint import LARGEST, LONGEST, Endpoint, is_loopback, propose
from homeward.model.documents import Block, BlockKind
from homeward.model.findings import Refusal
from homeward.statements.proposals import checked
from tests.reader_fake import digits_in, document

TEXT = "The president of North said 390 people came home.\nCaption: 55 people."
DOCUMENT = replace(
    document(TEXT),
    blocks=(Block(kind=BlockKind.BODY, start=0, end=49), Block(kind=BlockKind.CAPTION, start=50, end=len(TEXT))),
)
CLAIM = {"quote": "390 people", "count": {"op": "exact", "lo": 390, "hi": 390}, "modality": "done"}


@dataclass
class Served:
    """What the server answers, and what it was asked."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    stalls: threading.Event | None = None
    asked: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    told: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Running:
    """A server on this machine."""

    url: str
    served: Served

    def says(self, content: object) -> None:
        """Let the model answer with *content*."""
        text = content if isinstance(content, str) else json.dumps(content)
        self.served.body = json.dumps({"choices": [{"message": {"content": text}}]}).encode()


class Handler(BaseHTTPRequestHandler):
    served: ClassVar[Served]

    def do_POST(self) -> None:
        """Note what was asked and answer as told."""
        self.served.asked.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.served.paths.append(self.path)
        self.served.told.append(dict(self.headers))
        if self.served.stalls is not None:
            self.served.stalls.wait(20)
            return
        self.send_response(self.served.status)
        for name, value in self.served.headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(self.served.body)
        except OSError:  # the other side hung up, as it should when there is too much
            return

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal."""


@pytest.fixture
def model() -> Iterator[Running]:
    """Offer a model at a free port of this machine, stopped afterwards."""
    served = Served()
    handler = type("OneHandler", (Handler,), {"served": served})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield Running(url=f"http://127.0.0.1:{server.server_port}/v1", served=served)
    if served.stalls is not None:
        served.stalls.set()
    server.shutdown()
    thread.join()
    server.server_close()


def ask(url: str, folder: Path, *, seconds: float = 10, allow_outside: bool = False) -> list[object]:
    """Ask for the claims of the document."""
    endpoint = Endpoint(
        url=url, model="made-up", log=folder / "log.jsonl", allow_outside=allow_outside, seconds=seconds
    )
    return propose(DOCUMENT, endpoint, clock=SetClock(at=datetime(2026, 3, 10, 9, tzinfo=UTC)))


def test_a_true_claim_passes_and_inventions_are_dropped(model: Running, tmp_path: Path) -> None:
    """Of what a model proposes, only what stands verbatim in the text with a number read there is kept."""
    invented_number = CLAIM | {"count": {"op": "exact", "lo": 391, "hi": 391}}
    invented_quote = CLAIM | {"quote": "391 people"}
    from_caption = CLAIM | {"quote": "55 people", "count": {"op": "exact", "lo": 55, "hi": 55}}
    model.says({"claims": [CLAIM, invented_number, invented_quote, from_caption]})

    kept, dropped = checked(ask(model.url, tmp_path), DOCUMENT, digits_in)

    assert [(one.quote, one.count and one.count.low) for one in kept] == [("390 people", 390)]
    assert [one.number for one in dropped] == [2, 3, 4]


def test_headline_and_body_are_sent_and_nothing_else(model: Running, tmp_path: Path) -> None:
    """No caption, no address, no key: only the text to read goes out, to the path every such endpoint has."""
    model.says({"claims": []})

    ask(model.url + "/", tmp_path)

    sent = json.loads(model.served.asked[0])
    assert model.served.paths == ["/v1/chat/completions"]
    assert sent["messages"][1]["content"] == TEXT[:49]
    assert (sent["model"], sent["temperature"], sent["stream"]) == ("made-up", 0, False)
    assert not {"authorization", "cookie"} & {name.lower() for name in model.served.told[0]}


def test_each_question_is_noted(model: Running, tmp_path: Path) -> None:
    """Model, place and the hashes of question and answer are added to the log; neither text nor answer is."""
    model.says({"claims": []})

    ask(model.url, tmp_path)
    ask(model.url, tmp_path)

    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [one["model"] for one in lines] == ["made-up", "made-up"]
    assert lines[0]["prompt_sha256"] == hashlib.sha256(model.served.asked[0]).hexdigest()
    assert lines[0]["answer_sha256"] == hashlib.sha256(model.served.body).hexdigest()
    assert lines[0]["endpoint"] == model.url
    assert "390" not in json.dumps([{**one, "endpoint": "", "prompt_sha256": "", "answer_sha256": ""} for one in lines])


def test_json_in_a_fence_is_read(model: Running, tmp_path: Path) -> None:
    """Models like to put JSON in a fence."""
    model.says("```json\n" + json.dumps({"claims": [CLAIM]}) + "\n```")

    assert ask(model.url, tmp_path) == [CLAIM]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"garbage",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": "I found two claims."}}]}',
        b'{"choices": [{"message": {"content": "{\\"claims\\": 5}"}}]}',
        b"\xff\xfe",
        b"[" * 200_000,
    ],
)
def test_garbage_is_refused(model: Running, tmp_path: Path, body: bytes) -> None:
    """ENDPOINT-6: an answer that is no claims/1 is not used, and was noted all the same."""
    model.served.body = body

    with pytest.raises(Refusal, match=r"\[ENDPOINT-6\]"):
        ask(model.url, tmp_path)

    assert (tmp_path / "log.jsonl").read_text().count("\n") == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_refused(model: Running, tmp_path: Path, status: int) -> None:
    """ENDPOINT-4: a text goes where somebody said it may go, and nowhere else."""
    model.served.status = status
    model.served.headers = {"Location": model.url.replace("/v1", "/elsewhere")}

    with pytest.raises(Refusal, match=r"\[ENDPOINT-4\]"):
        ask(model.url, tmp_path)

    assert len(model.served.paths) == 1


def test_another_status_is_refused(model: Running, tmp_path: Path) -> None:
    """ENDPOINT-4 for an error of the server too."""
    model.served.status = 500

    with pytest.raises(Refusal, match=r"500 \[ENDPOINT-4\]"):
        ask(model.url, tmp_path)


def test_a_silent_endpoint_is_left(model: Running, tmp_path: Path) -> None:
    """ENDPOINT-3: what does not answer in time is not waited for."""
    model.served.stalls = threading.Event()

    with pytest.raises(Refusal, match=r"TimeoutError \[ENDPOINT-3\]"):
        ask(model.url, tmp_path, seconds=0.2)


def test_a_closed_port_is_said(tmp_path: Path) -> None:
    """ENDPOINT-3 when nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(Refusal, match=r"\[ENDPOINT-3\]"):
        ask(f"http://127.0.0.1:{port}/v1", tmp_path)


def test_a_huge_answer_is_refused(model: Running, tmp_path: Path) -> None:
    """ENDPOINT-5: no answer fills this machine's memory."""
    model.served.body = b"x" * (LARGEST + 1)

    with pytest.raises(Refusal, match=r"\[ENDPOINT-5\]"):
        ask(model.url, tmp_path)


def test_a_text_too_long_is_not_sent(model: Running, tmp_path: Path) -> None:
    """ENDPOINT-7: half a text is another text."""
    endpoint = Endpoint(url=model.url, model="m", log=tmp_path / "log.jsonl")

    with pytest.raises(Refusal, match=r"\[ENDPOINT-7\]"):
        propose(document("a" * (LONGEST + 1)), endpoint, clock=SetClock(at=datetime(2026, 3, 10, tzinfo=UTC)))

    assert model.served.asked == []


@pytest.mark.parametrize(
    "url", ["https://models.example/v1", "http://10.0.0.1/v1", "http://localhost.example/v1", "http://0.0.0.0/v1"]
)
def test_texts_do_not_leave_this_machine_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """ENDPOINT-2: another host needs a word of its own, and nothing is sent before it."""
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("something was sent"))

    with pytest.raises(Refusal, match=r"\[ENDPOINT-2\]"):
        ask(url, tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "127.0.0.1:8080",
        "ftp://127.0.0.1/",
        "http://",
        "http://nadia:word@127.0.0.1/v1",
        "http://127.0.0.1/v1?key=1",
        "http://127.0.0.1:x/v1",
        "http://[::1/v1",
    ],
)
def test_what_is_no_address_is_refused(tmp_path: Path, url: str) -> None:
    """ENDPOINT-1: an address without secrets in it, of a kind a model listens at."""
    with pytest.raises(Refusal, match=r"\[ENDPOINT-1\]"):
        ask(url, tmp_path)


def test_outside_this_machine_texts_are_encrypted(tmp_path: Path) -> None:
    """ENDPOINT-1: --allow-outside does not allow a text to be read on its way."""
    with pytest.raises(Refusal, match=r"https \[ENDPOINT-1\]"):
        ask("http://models.example/v1", tmp_path, allow_outside=True)


def test_what_is_this_machine() -> None:
    """Loopback addresses and the one name for them; nothing else, however it is spelled."""
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "::1")))
    assert not any(map(is_loopback, ("localhost.example", "10.0.0.1", "0.0.0.0", "::", "models.example", "")))
