"""``python -m guanmo`` is the same as the ``guanmo`` command."""

from guanmo.command import main

raise SystemExit(main())
