// A bad line between browser and program: passes everything on, but holds back the answers to one kind of request.
import { type AddressInfo, connect, createServer, type Server as Listener, type Socket } from 'node:net';

export interface SlowLine {
  /** Where the browser goes. */
  origin: string;
  close(): Promise<void>;
}

/** `held`: how the request begins, `POST /api/v1/session/step-up `; its answer is there `ms` later than it was given. */
export async function slowLine(origin: string, held: string, ms: number): Promise<SlowLine> {
  const { hostname, port } = new URL(origin);
  const open = new Set<Socket>();
  const listener: Listener = createServer((near) => {
    const far = connect(Number(port), hostname);
    let waits = false;
    const inTime = (act: () => void): unknown => (waits ? setTimeout(act, ms) : act());
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined); // a 'close' follows
      socket.on('close', () => open.delete(socket));
    }
    near.on('data', (bytes) => {
      waits = bytes.toString('latin1').startsWith(held);
      far.write(bytes);
    });
    near.on('close', () => far.destroy());
    far.on('data', (bytes) => inTime(() => near.write(bytes)));
    far.on('close', () => inTime(() => near.end()));
  });
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
  return {
    origin: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    close: async () => {
      open.forEach((socket) => socket.destroy());
      await new Promise((closed) => listener.close(closed));
    },
  };
}
