"""The ``tinbao`` commands. Each imports what it needs when it runs: the whole product takes seconds to import.

Exit codes: 0 done; 1 a check found a trouble, or an error nobody foresaw; 2 something must be put right first,
and one line on standard error says what.
"""

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer
from typer.main import get_command

from bot.cli_speech import NO_TEXTS, NoTexts, complain, complain_plainly, open_texts, speak_utf8, tell
from bot.cli_usage import HelpfulCommand, HelpfulGroup, explain
from bot.crash import print_nothing
from bot.crypto import new_master_key
from bot.domain.screen import phrase
from bot.startup import NotReady, forget_settings

DEMO_PORT = 8080
Code = Annotated[str | None, typer.Option("--code")]
Name = Annotated[str | None, typer.Option("--name")]
Phone = Annotated[str | None, typer.Option("--phone")]
Hours = Annotated[str | None, typer.Option("--hours")]
Centre = Annotated[str | None, typer.Option("--centre")]
Radius = Annotated[str | None, typer.Option("--radius")]
app = typer.Typer(cls=HelpfulGroup, add_completion=False, rich_markup_mode=None)


@app.command(cls=HelpfulCommand)
def run(
    migrate: Annotated[bool, typer.Option("--migrate")] = False,
    only_intake: Annotated[bool, typer.Option("--only-intake")] = False,
) -> None:
    """Serve until told to stop."""
    with _until_told_to_stop():
        from bot.cli_run import run_product

        run_product(migrate_first=migrate, only_intake=only_intake)


@app.command(cls=HelpfulCommand)
def migrate() -> None:
    """Bring the database up to this release."""
    from bot.cli_database import migrate_database

    migrate_database()


@app.command(cls=HelpfulCommand)
def setup_code(ward: Annotated[str | None, typer.Option("--ward")] = None) -> None:
    """Print a one-time code for a ward's first admin."""
    from bot.cli_database import print_setup_code

    print_setup_code(ward)


@app.command(cls=HelpfulCommand)
def add_ward(
    code: Code = None,
    name: Name = None,
    phone: Phone = None,
    hours: Hours = None,
    centre: Centre = None,
    radius: Radius = None,
) -> None:
    """Add a further ward."""
    from bot.cli_wards import add_ward as add

    add({"code": code, "name": name, "phone": phone, "hours": hours, "centre": centre, "radius_m": radius})


@app.command(cls=HelpfulCommand)
def change_ward(
    code: Code = None,
    name: Name = None,
    phone: Phone = None,
    hours: Hours = None,
    centre: Centre = None,
    radius: Radius = None,
    ack_danger: Annotated[str | None, typer.Option("--ack-danger")] = None,
    ack_normal: Annotated[str | None, typer.Option("--ack-normal")] = None,
    escalate: Annotated[str | None, typer.Option("--escalate")] = None,
) -> None:
    """Change what is known of a further ward."""
    from bot.cli_wards import change_ward as change

    given = {"code": code, "name": name, "phone": phone, "hours": hours, "centre": centre, "radius_m": radius}
    minutes = {"ack_danger_minutes": ack_danger, "ack_normal_minutes": ack_normal, "escalate_minutes": escalate}
    change(given | minutes)


@app.command(cls=HelpfulCommand)
def list_wards() -> None:
    """Print every ward."""
    from bot.cli_wards import list_wards as show

    show()


@app.command(cls=HelpfulCommand)
def change_clock(
    key: Annotated[str, typer.Option("--key")],
    ward: Annotated[str | None, typer.Option("--ward")] = None,
    limit: Annotated[str | None, typer.Option("--limit")] = None,
    later: Annotated[str | None, typer.Option("--later")] = None,
    warn: Annotated[str | None, typer.Option("--warn")] = None,
    prolong: Annotated[str | None, typer.Option("--prolong")] = None,
    resumed: Annotated[str | None, typer.Option("--resumed")] = None,
    basis: Annotated[str | None, typer.Option("--basis")] = None,
    reset: Annotated[bool, typer.Option("--reset")] = False,
) -> None:
    """Change a ward's legal clock."""
    from bot.cli_clocks import change_clock as change

    given = {"limit": limit, "later": later, "warn": warn, "prolong": prolong, "resumed": resumed, "basis": basis}
    change(ward, key, given, reset=reset)


@app.command(cls=HelpfulCommand)
def list_clocks(ward: Annotated[str | None, typer.Option("--ward")] = None) -> None:
    """Print a ward's legal clocks."""
    from bot.cli_clocks import list_clocks as show

    show(ward)


@app.command(cls=HelpfulCommand)
def doctor(reconcile: Annotated[bool, typer.Option("--reconcile")] = False) -> None:
    """Check everything."""
    from bot.cli_doctor import examine

    raise typer.Exit(0 if examine(also_reconcile=reconcile) else 1)


@app.command(cls=HelpfulCommand)
def export_journal(file: Annotated[Path, typer.Argument()]) -> None:
    """Write the journal as a table."""
    from bot.cli_journal import export_journal as export

    raise typer.Exit(0 if export(file) else 1)


@app.command(cls=HelpfulCommand)
def report(
    kind: Annotated[str, typer.Argument()],
    out: Annotated[Path, typer.Option("--out")],
    end: Annotated[str | None, typer.Option("--end")] = None,
    ward: Annotated[str | None, typer.Option("--ward")] = None,
) -> None:
    """Write a period's report."""
    from bot.cli_reports import write_report

    write_report(kind, end, out, ward)


@app.command(cls=HelpfulCommand)
def register(
    month: Annotated[str, typer.Argument()],
    out: Annotated[Path, typer.Option("--out")],
    ward: Annotated[str | None, typer.Option("--ward")] = None,
) -> None:
    """Write a month's register."""
    from bot.cli_register import write_register

    write_register(month, out, ward)


@app.command(cls=HelpfulCommand)
def demo(
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = DEMO_PORT,
    seed: Annotated[bool, typer.Option("--seed")] = False,
) -> None:
    """Show the product on a page with phones, without Telegram."""
    with _until_told_to_stop():
        # Before anything else: the demo must not touch the database of a real installation.
        forget_settings()
        _require_free_port(port)
        from bot.demo.run import run_demo
        from bot.logs import configure_logs

        configure_logs(json=False)
        run_demo(port=port, seed=seed)


@app.command(cls=HelpfulCommand)
def backup(file: Annotated[Path, typer.Argument()]) -> None:
    """Write everything into one sealed file, and prove it."""
    from bot.cli_backup import back_up

    back_up(file)


@app.command(cls=HelpfulCommand)
def restore(
    file: Annotated[Path, typer.Argument()], lost_on: Annotated[str | None, typer.Option("--lost-on")] = None
) -> None:
    """Put a backup into an empty installation."""
    from bot.cli_restore import restore as put_back

    put_back(file, lost_on)


@app.command(cls=HelpfulCommand)
def rotate_key() -> None:
    """Bring everything under a new master key."""
    from bot.cli_rotate import rotate_key as rotate

    rotate()


@app.command(cls=HelpfulCommand)
def new_key(show: Annotated[bool, typer.Option("--show")] = False) -> None:
    """Create the key files, or print a master key for those who keep it elsewhere."""
    from bot.cli_keys import make_keys

    if show:
        typer.echo(new_master_key().key.hex())
    else:
        make_keys()


@app.command(cls=HelpfulCommand)
def remove_webhook() -> None:
    """Make Telegram keep updates for polling again."""
    from bot.cli_telegram import remove_webhook as remove

    remove()


@app.command(cls=HelpfulCommand)
def version() -> None:
    """Print the version."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        tell(phrase("cli-version", version=installed("tinbao")))
    except PackageNotFoundError:
        tell(phrase("cli-version-unknown"))


def main() -> None:
    """Run one command and leave with its exit code."""
    speak_utf8()
    print_nothing(_unforeseen)
    try:
        open_texts()
        code = get_command(app).main(prog_name="tinbao", standalone_mode=False)
    except NoTexts:
        complain_plainly(NO_TEXTS)
        code = 2
    except NotReady as trouble:
        complain(*trouble.reasons)
        code = 2
    except typer.TyperException as error:
        complain(explain(error))
        code = 2
    except Exception as error:
        code = _unforeseen(error)
    sys.exit(code)


@contextmanager
def _until_told_to_stop() -> Iterator[None]:
    """SIGTERM stops as Ctrl-C does; asyncio turns that into an orderly cancellation, and neither is a failure."""
    # A shell lets what it starts in the background ignore Ctrl-C, and SIGTERM would be ignored with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    with suppress(KeyboardInterrupt):
        yield


def _require_free_port(port: int) -> None:
    """Raises NotReady at once: the demo takes a while to get to its page."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise NotReady(phrase("start-port-taken", port=port)) from None


def _unforeseen(error: BaseException) -> int:
    from bot.logs import fault_of, place_of

    fault, kind = fault_of(error)
    complain(phrase("error-unforeseen", fault=fault, kind=kind, where=place_of(error)))
    return 1
