import { createConnection, createServer } from 'node:net';

/** A way to the gateway that can be cut and mended, on a port of its own. */
export class Cable {
  #sockets = new Set();
  #open = true;
  #server = createServer((near) => {
    if (!this.#open) return void near.destroy();
    const far = createConnection(Number(this.far.port), this.far.hostname);
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => {}).on('close', () => (near.destroy(), far.destroy(), this.#sockets.delete(socket)));
    }

    near.pipe(far).pipe(near);
  });

  constructor(url) {
    this.far = new URL(url);
  }

  async plug() {
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  cut() {
    this.#open = false;
    this.#sockets.forEach((s) => s.destroy());
  }

  mend() {
    this.#open = true;
  }

  unplug() {
    this.cut();
    this.#server.close();
  }
}
