// A receiver of webhooks that checks every request with the standardwebhooks package. Prints its URL, then one JSON object
// a request. Its secret comes by a line on standard input. Arguments: the statuses to answer with, the last one again and again.
import http from 'node:http';
import readline from 'node:readline';
import { Webhook } from 'standardwebhooks';

const statuses = process.argv.slice(2).map(Number);
let secret;
readline.createInterface({ input: process.stdin })
  .on('line', (line) => { secret = line.trim(); })
  .on('close', () => process.exit(0));

let number = 0;
const server = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    let verified, refused;
    try {
      verified = new Webhook(secret).verify(body, request.headers); // throws for a wrong signature or an old timestamp
    } catch (e) {
      refused = String(e);
    }
    let forged = false;
    try {
      new Webhook(secret).verify(body + ' ', request.headers);
      forged = true;
    } catch { /* as it should be */ }
    const status = statuses[Math.min(number, statuses.length - 1)];
    number++;
    console.log(JSON.stringify({
      number, status, at: Date.now(), id: request.headers['webhook-id'], authorization: request.headers.authorization,
      verified: refused === undefined, refused, forged, message: verified,
    }));
    response.statusCode = status;
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/hook` })));
