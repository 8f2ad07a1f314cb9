"""wstest on Python 3: the shim comes first, it mends what the conversion could not."""
import sys
sys.path.insert(0, '.')
import shim  # noqa: F401
from autobahntestsuite import wstest
wstest.run()
