"""Reading tables without looking for garbage meanwhile: what is imported and loaded stays."""

from __future__ import annotations

import gc


class Uncollected:
    """Within this Python's garbage collector rests; what has been made meanwhile counts as old afterwards.

    pandas makes so many objects when it is imported and reads a table that looking through them again and again
    takes a tenth of the time. A collector that rests already, or that has something frozen, is left as it is.

    >>> import gc
    >>> with Uncollected():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """

    def __enter__(self) -> None:
        self._was_enabled = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._was_enabled:
            if not gc.get_freeze_count():
                gc.freeze()  # takes all there is away …
                gc.unfreeze()  # … and gives it back as the oldest, which is looked through last
            gc.enable()
