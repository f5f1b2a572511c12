"""`python -m tools.gallery [port]` shows the gallery on this machine."""

import sys

from tools import styles
from tools.gallery.app import create_app

styles.main([])
create_app().run(port=int(sys.argv[1]) if len(sys.argv) > 1 else 8090, use_reloader=False)
