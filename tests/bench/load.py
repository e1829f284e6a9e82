"""A load of HTTP requests from a process of its own: `python -m tests.bench.load PORT SECONDS CONNECTIONS FILE`.

Each line of FILE is method, path and body of one request; they are sent over and over on open connections, each after
the answer to the one before. Prints how many were answered with 200 and how many otherwise.
"""

import asyncio
import itertools
import sys
import time
from pathlib import Path


def _request(line: str) -> bytes:
    method, path, body = line.split("\t")
    head = f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n"
    if body:
        head += f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(body.encode())}\r\n"
    return head.encode() + b"\r\n" + body.encode()


async def _answered(reader: asyncio.StreamReader) -> bool:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(length)
    return head.startswith(b"http/1.1 200")


async def _ask(port: int, until: float, requests: "itertools.cycle[bytes]", counts: list[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        writer.write(next(requests))
        counts[await _answered(reader)] += 1
    writer.close()


async def _load(port: int, seconds: float, connections: int, lines: list[str]) -> list[int]:
    requests, counts = itertools.cycle([_request(line) for line in lines]), [0, 0]
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_ask(port, until, requests, counts) for _ in range(connections)))
    return counts


if __name__ == "__main__":
    other, good = asyncio.run(
        _load(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]).read_text().splitlines())
    )
    sys.stdout.write(f"{good} {other}\n")
