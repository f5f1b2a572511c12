"""Files of residents, looked into by a process of its own, see `workshop`.

What that process runs imports nothing of the portal beside this package.
"""
