"""`python -m pimpasa` is the `pimpasa` command."""

import sys

from pimpasa.config.cli import main

sys.exit(main())
