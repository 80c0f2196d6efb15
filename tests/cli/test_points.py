"""Every failpoint of a command is one at which its suite kills it."""

from tests.cli.test_backup import BACKUP_POINTS, RESTORE_POINTS
from tests.cli.test_rotation import POINTS
from tests.faults.failpoint_names import command_failpoint_names


def test_every_point_of_a_command_is_struck() -> None:
    backup = {f"backup.{point}" for point in BACKUP_POINTS}
    assert backup | {point.partition(":")[0] for point in (*RESTORE_POINTS, *POINTS)} == {*command_failpoint_names()}
