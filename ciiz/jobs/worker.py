"""`ciiz worker`: runs jobs from the queue as the worker's role."""

import asyncio

from procrastinate.contrib.django import app


def work() -> int:
    """Take jobs until told to stop; a job that runs then is finished first."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        asyncio.run(_work())
    return 0


async def _work() -> None:
    async with app.open_async():
        await app.run_worker_async(
            concurrency=2, shutdown_graceful_timeout=20, delete_jobs="successful", install_signal_handlers=True
        )
