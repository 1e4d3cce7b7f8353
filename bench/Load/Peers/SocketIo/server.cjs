'use strict';
// Socket.IO as its documentation shows it: a room per vehicle, emit to the room. Messages come in by POST /publish.
const http = require('node:http');
const { Server } = require('socket.io');

const server = http.createServer((request, response) => {
  if (request.url !== '/publish') {
    response.statusCode = 404;
    response.end();
    return;
  }
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    for (const [room, message] of JSON.parse(Buffer.concat(chunks))) io.to(room).emit('location_update', message);
    response.end();
  });
});

const io = new Server(server, { transports: ['websocket'] });
io.on('connection', socket => {
  socket.on('subscribe', vehicles => {
    socket.join(vehicles);
    socket.emit('subscribed');
  });
});

server.listen(0, '127.0.0.1', () => console.log(`READY http://127.0.0.1:${server.address().port}`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
