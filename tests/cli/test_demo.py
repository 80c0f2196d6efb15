"""``tinbao demo`` starts with nothing set, leaves real settings alone, and stops when told to."""

import asyncio
import signal
import socket

import aiohttp

from tests.cli.conftest import PATIENCE, Tinbao, finish


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


async def test_it_serves_whatever_is_set_and_stops_when_told(tinbao: Tinbao) -> None:
    port = _free_port()
    wrong = {"zone": "Nowhere", "database_url": "postgresql://ward@127.0.0.1:1/tips"}
    async with tinbao.started("demo", "--port", str(port), **wrong) as process:
        await _until_served(f"http://127.0.0.1:{port}/sandbox/", process)
        process.send_signal(signal.SIGTERM)
        said = await finish(process)
    assert (said.code, said.err) == (0, "")


def test_a_port_in_use_is_said(tinbao: Tinbao) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = str(listening.getsockname()[1])
        said = tinbao.process("demo", "--port", port)
    assert (said.code, len(said.err.splitlines())) == (2, 1)
    assert port in said.err
    assert "--port" in said.err


async def _until_served(address: str, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        while process.returncode is None:
            try:
                async with session.get(address) as response:
                    assert response.status == 200
                    return
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.1)
    raise AssertionError(await finish(process))
