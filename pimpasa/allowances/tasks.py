from procrastinate.contrib.django import app

from pimpasa.allowances import actions


@app.periodic(cron="*/10 * * * *")
@app.task
def forget_what_is_over(timestamp: int) -> int:
    """Forget who has their allowance back, and how yesterday's callers were named; returns how many."""
    return actions.forget_what_is_over()
