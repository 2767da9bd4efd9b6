class OutsideTransaction(RuntimeError):
    """An act was logged outside the transaction that holds its change: one could persist without the other."""
