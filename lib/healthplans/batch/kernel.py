"""An ordinary kernel that also answers where an error cannot say what it is.

ipykernel asks every error for its text; where that fails too, it sends no answer, and who
waits for one hears of it only when the cell's time is over; so too where it fails by itself.
An error in a thread is said too.
"""

from typing import Any

from ipykernel.ipkernel import IPythonKernel

from healthplans.batch.raised import Heard, sayable


class Kernel(IPythonKernel):
    """Has a shell that says every error; its class stays, as libraries look at that."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)  # type: ignore[no-untyped-call]
        shell: Any = self.shell
        show, run, heard = shell._showtraceback, shell.run_cell_async, Heard()

        async def running(*given: Any, **named: Any) -> Any:
            result = await run(*given, **named)
            result.error_in_exec = sayable(result.error_in_exec) or heard.first()
            return result

        shell._showtraceback = lambda etype, error, stb: show(etype, sayable(error), stb)
        shell.run_cell_async = running

    async def execute_request(self, stream: Any, ident: Any, parent: Any) -> None:
        """Have a cell run, and answer though this kernel itself fails."""
        try:
            await super().execute_request(stream, ident, parent)  # type: ignore[no-untyped-call]
        except Exception as error:
            said = {"status": "error", "ename": type(error).__name__, "traceback": []}
            said["evalue"] = str(sayable(error))
            assert self.session
            self.session.send(stream, "execute_reply", said, parent, ident=ident)
