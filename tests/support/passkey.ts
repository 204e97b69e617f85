// An authenticator made of software: what a browser and a security key would answer, with every part open to the test.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();
const head = (major: number, value: number): Buffer =>
  value < 24 ? Buffer.from([(major << 5) | value])
    : value < 256 ? Buffer.from([(major << 5) | 24, value])
      : Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
const integer = (value: number): Buffer => (value >= 0 ? head(0, value) : head(1, -1 - value));
const bytes = (value: Buffer): Buffer => Buffer.concat([head(2, value.length), value]);
const text = (value: string): Buffer => Buffer.concat([head(3, value.length), Buffer.from(value)]);

export class Authenticator {
  counter = 1;
  flags = 0x05; // touched, and checked who touched
  userHandle = '';
  readonly id = randomBytes(32);
  private readonly key: KeyObject;
  private readonly publicKey: KeyObject;
  constructor(public origin: string, public rpId = new URL(origin).hostname) {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.key = pair.privateKey;
    this.publicKey = pair.publicKey;
  }
  private cose(): Buffer {
    const { x, y } = this.publicKey.export({ format: 'jwk' }) as { x: string; y: string };
    return Buffer.concat([
      head(5, 5), integer(1), integer(2), integer(3), integer(-7), integer(-1), integer(1),
      integer(-2), bytes(Buffer.from(x, 'base64url')), integer(-3), bytes(Buffer.from(y, 'base64url')),
    ]);
  }
  private data(withCredential: boolean): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const fixed = Buffer.concat([sha256(this.rpId), Buffer.from([this.flags | (withCredential ? 0x40 : 0)]), counter]);
    if (!withCredential) return fixed;
    return Buffer.concat([fixed, Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, this.cose()]);
  }
  private client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }
  /** The body of `POST /account/passkeys`. */
  register(creation: { challenge: string; user_id: string }, name = '試験の鍵'): object {
    this.userHandle = creation.user_id;
    const object = Buffer.concat([
      head(5, 3), text('fmt'), text('none'), text('attStmt'), head(5, 0), text('authData'), bytes(this.data(true)),
    ]);
    return {
      name, transports: ['internal'],
      client_data: this.client('webauthn.create', creation.challenge).toString('base64url'),
      attestation: object.toString('base64url'),
    };
  }
  /** The body of `POST /session/passkey` and `POST /session/passkey/confirm`. */
  answer(question: { challenge: string }): Record<string, string> {
    const client = this.client('webauthn.get', question.challenge);
    const data = this.data(false);
    return {
      id: this.id.toString('base64url'),
      client_data: client.toString('base64url'),
      authenticator_data: data.toString('base64url'),
      signature: sign('sha256', Buffer.concat([data, sha256(client)]), this.key).toString('base64url'),
      user_handle: this.userHandle,
    };
  }
}
