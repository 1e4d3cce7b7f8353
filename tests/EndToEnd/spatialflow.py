# Runs S3's Python sample, unchanged but for URL and token, and prints what it printed as one JSON object a line.
# Arguments: URL (ws://…), token. Ends when its standard input does.
import asyncio
import json
import os
import pathlib
import sys
import threading

url, token = sys.argv[1:3]
source = (pathlib.Path(__file__).parent / "samples" / "s3-dashboard.py").read_text(encoding="utf-8")
source = source.replace("wss://api.spatialflow.io", url).replace("YOUR_JWT_TOKEN", token)


def say(*args):
    sys.stdout.write(json.dumps({"sample": "python", "log": " ".join(str(a) for a in args)}) + "\n")
    sys.stdout.flush()


def watch():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=watch, daemon=True).start()
sample = {"print": say}
exec(compile(source, "s3-dashboard.py", "exec"), sample)
asyncio.run(sample["connect"]())
