import asyncio
import websockets
import json
async def traffic_websocket(token: str):
    uri = "wss://api.traffic.example.com/ws"
    async with websockets.connect(uri) as websocket:
        # Authenticate
        await websocket.send(json.dumps({
            "type": "auth",
            "token": token
        }))
        # Subscribe
        await websocket.send(json.dumps({
            "type": "subscribe",
            "channel": "traffic.flow"
        }))
        # Listen for messages
        async for message in websocket:
            data = json.loads(message)
            print(f"Received: {data['type']}")
            handle_message(data)
def handle_message(data: dict):
    if data['type'] == 'traffic.flow':
        print(f"Traffic update: {data['data']}")
    elif data['type'] == 'accidents.new':
        print(f"New accident: {data['data']}")
# Run
asyncio.run(traffic_websocket('your_token'))
