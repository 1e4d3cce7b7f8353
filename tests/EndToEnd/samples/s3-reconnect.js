function connectWithRetry(url, maxRetries = 10) {
let retries = 0;
function connect() {
const ws = new WebSocket(url);
ws.onopen = () => {
console.log('Connected');
retries = 0; // Reset on successful connection
};
ws.onclose = (event) => {
if (retries < maxRetries) {
const delay = Math.min(1000 * Math.pow(2, retries), 30000);
console.log(`Reconnecting in ${delay}ms...`);
retries++;
setTimeout(connect, delay);
}
};
ws.onmessage = (event) => {
const data = JSON.parse(event.data);
handleMessage(data);
};
return ws;
}
return connect();
}
