"""Operations and their answers: each belongs to the connection on which it was asked."""

from types import SimpleNamespace

import anyio
import pytest

from okx_sdk.engine.operations import Operations
from okx_sdk.errors import ConnectionLost, ReadTimeout
from okx_sdk.protocol.events import Reply

pytestmark = pytest.mark.anyio


class Line:
    """A connection, as far as operations know of one."""

    def __init__(self, over=None):
        self.over, self.asked = over, []
        self.session = SimpleNamespace(operate=self.operate)

    def operate(self, op, name, args, **fields):
        self.asked.append(name)

    def wake(self):
        pass


async def test_what_ends_one_connection_leaves_the_others_operations_alone():
    """O9, P11: the old one goes while orders are under way on the new one."""
    operations, old, new = Operations(), Line("it was replaced"), Line()
    told = {}

    async def ask(line, name):
        try:
            told[name] = await operations.ask(line, "order", [], 1.0)
        except ConnectionLost as error:
            told[name] = error

    async with anyio.create_task_group() as group:
        group.start_soon(ask, old, "old")
        group.start_soon(ask, new, "new")
        while not (old.asked and new.asked):
            await anyio.lowlevel.checkpoint()
        operations.lost(old)
        while "old" not in told:
            await anyio.lowlevel.checkpoint()
        operations.answered(Reply(new.asked[0], {"code": "0"}))

    assert told["new"] == {"code": "0"}
    assert "it was replaced" in str(told["old"])


async def test_what_is_not_waited_for_any_more_is_forgotten():
    """M3: whether its answer came, or did not, or comes late."""
    operations, line = Operations(), Line()
    with pytest.raises(ReadTimeout):
        await operations.ask(line, "order", [], 0.0)
    with anyio.CancelScope() as scope:
        scope.cancel()
        await operations.ask(line, "order", [])
    for name in line.asked:
        operations.answered(Reply(name, {}))

    assert line.asked == ["op1", "op2"]
    assert operations._asked == {}
