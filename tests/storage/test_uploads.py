"""Lists that admins bring in: one that nobody can read any more holds up no other."""

from sqlalchemy import update

from storage.evidence import Source
from storage.models import Upload
from tests.storage.conftest import Store


def test_a_list_of_which_nobody_can_read_where_it_is_holds_up_no_other(store: Store) -> None:
    with store.unit() as uow:
        keys = [uow.people.meet(6_100_000_001 + n) for n in range(2)]
        for key in keys:
            uow.uploads.begin(key)
            uow.uploads.came(key, Source("f"))
        uow.session.execute(update(Upload).where(Upload.account_key == keys[0]).values(source=b"?"))
        assert {one.account_key: one.file_id for one in uow.uploads.claim_wanted(9)} == {keys[0]: "", keys[1]: "f"}
