// Bytes straight into a connection, for requests that no client would send.
import { connect } from 'node:net';
import { patience } from './patience.ts';

export interface Said {
  text: string;
  /** Status of each answer, in order. */
  statuses: number[];
  closed: boolean;
  ms: number;
}

/** Sends the pieces with pauses between them, then listens until the server closes or has been silent for `quiet` ms. */
export async function say(origin: string, pieces: (string | Buffer)[], { pause = 0, quiet = patience(400) } = {}): Promise<Said> {
  const { hostname, port } = new URL(origin);
  const began = Date.now();
  let text = '';
  let closed = false;
  const socket = connect(Number(port), hostname);
  let last = Date.now();
  socket.on('data', (piece) => {
    text += piece.toString('latin1');
    last = Date.now();
  });
  socket.on('close', () => (closed = true));
  socket.on('error', () => (closed = true));
  await new Promise((done) => socket.once('connect', done));
  for (const piece of pieces) {
    if (closed) break;
    socket.write(piece);
    last = Date.now();
    if (pause) await new Promise((next) => setTimeout(next, pause));
  }
  while (!closed && Date.now() - last < quiet) await new Promise((next) => setTimeout(next, 10));
  const ms = Date.now() - began;
  socket.destroy();
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((m) => Number(m[1]));
  return { text, statuses, closed, ms };
}
