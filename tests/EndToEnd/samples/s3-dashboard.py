import asyncio
import websockets
import json
async def connect():
    token = "YOUR_JWT_TOKEN"
    uri = "wss://api.spatialflow.io/ws/dashboard/events/"
    async with websockets.connect(uri, subprotocols=["access_token", token]) as ws:
        async for message in ws:
            data = json.loads(message)
            print(f"Received: {data['type']}")
