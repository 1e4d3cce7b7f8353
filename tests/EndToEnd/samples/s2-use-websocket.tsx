import { useEffect, useRef, useState } from 'react';
interface WebSocketMessage {
type: string;
timestamp: string;
data: any;
}
export function useWebSocket(token: string) {
const ws = useRef<WebSocket | null>(null);
const [messages, setMessages] = useState<WebSocketMessage[]>([]);
const [connected, setConnected] = useState(false);
useEffect(() => {
ws.current = new WebSocket('wss://api.traffic.example.com/ws');
ws.current.onopen = () => {
setConnected(true);
ws.current?.send(JSON.stringify({ type: 'auth', token }));
};
ws.current.onmessage = (event) => {
const message = JSON.parse(event.data);
setMessages(prev => [...prev, message]);
};
ws.current.onclose = () => {
setConnected(false);
};
return () => {
ws.current?.close();
};
}, [token]);
const subscribe = (channel: string, filters?: any) => {
ws.current?.send(JSON.stringify({ type: 'subscribe', channel, filters }));
};
return { messages, connected, subscribe };
}
// Usage in component
function TrafficMonitor() {
const { messages, connected, subscribe } = useWebSocket('token');
useEffect(() => {
if (connected) {
subscribe('traffic.flow');
subscribe('accidents');
}
}, [connected]);
return (
<div>
{messages.map((msg, i) => (
<div key={i}>{msg.type}: {JSON.stringify(msg.data)}</div>
))}
</div>
);
}
