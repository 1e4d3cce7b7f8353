class TrafficWebSocket {
private ws: WebSocket | null = null;
private reconnectAttempts = 0;
private maxReconnectAttempts = 5;
connect(token: string) {
this.ws = new WebSocket('wss://api.traffic.example.com/ws');
this.ws.onopen = () => {
console.log('Connected');
this.authenticate(token);
this.reconnectAttempts = 0;
};
this.ws.onmessage = (event) => {
const message = JSON.parse(event.data);
this.handleMessage(message);
};
this.ws.onerror = (error) => {
console.error('WebSocket error:', error);
};
this.ws.onclose = () => {
console.log('Disconnected');
this.reconnect(token);
};
}
authenticate(token: string) {
this.send({ type: 'auth', token });
}
subscribe(channel: string, filters?: any) {
this.send({ type: 'subscribe', channel, filters });
}
send(message: any) {
if (this.ws?.readyState === WebSocket.OPEN) {
this.ws.send(JSON.stringify(message));
}
}
handleMessage(message: any) {
switch (message.type) {
case 'traffic.flow':
this.onTrafficUpdate(message.data);
break;
case 'accidents.new':
this.onNewAccident(message.data);
break;
// Handle other message types
}
}
reconnect(token: string) {
if (this.reconnectAttempts < this.maxReconnectAttempts) {
this.reconnectAttempts++;
setTimeout(() => {
console.log(`Reconnecting (${this.reconnectAttempts})...`);
this.connect(token);
}, 1000 * this.reconnectAttempts);
}
}
disconnect() {
this.ws?.close();
}
onTrafficUpdate(data: any) {
// Handle traffic update
}
onNewAccident(data: any) {
// Handle new accident
}
}
