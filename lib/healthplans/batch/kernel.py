"""An ordinary kernel that also answers where an error cannot say what it is.

ipykernel asks every error for its text; where that fails too, it sends no answer, and who
waits for one hears of it only when the cell's time is over.
"""

from typing import Any

from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell

__all__ = ["Kernel", "sayable"]


def sayable(error: Any) -> Any:
    """Give an error whose text can be made: itself, or one of its name that says why not."""
    try:
        str(error)
    except Exception as why:
        told = f"its text cannot be made ({type(why).__name__})"
        return type(type(error).__name__, (Exception,), {})(told)
    return error


class _Shell(ZMQInteractiveShell):
    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        super()._showtraceback(etype, sayable(evalue), stb)  # type: ignore[no-untyped-call]

    async def run_cell_async(self, *given: Any, **named: Any) -> Any:
        result = await super().run_cell_async(*given, **named)
        result.error_in_exec = sayable(result.error_in_exec)
        return result


class Kernel(IPythonKernel):
    """Has that shell."""

    shell_class = _Shell
