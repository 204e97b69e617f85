// Seals what this device keeps of an account's writing. The key comes from the server after both factors and is held in
// memory only, so that neither a colleague at the same terminal nor anybody who reads the disk can open it. Names under
// which things are kept are made with the key as well: they say neither whose they are nor about whom.
import { api } from '../api/client';

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}
export interface DraftKey {
  seal: (value: unknown) => Promise<Sealed>;
  /** Undefined where it was sealed with another key, or changed since. */
  open: <T>(sealed: Sealed) => Promise<T | undefined>;
  /** The same for the same words; says nothing without the key. */
  name: (...words: string[]) => Promise<string>;
}

const utf8 = new TextEncoder();
const plain = new TextDecoder();
const fromBase64url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

/** Two keys out of one (HKDF, RFC 5869); neither can be read out of the browser again. */
export async function draftKeyFrom(secret: string): Promise<DraftKey> {
  const source = await crypto.subtle.importKey('raw', fromBase64url(secret), 'HKDF', false, ['deriveKey']);
  const derive = (purpose: string, algorithm: AesKeyGenParams | HmacKeyGenParams, uses: KeyUsage[]) =>
    crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8.encode(purpose) },
      source,
      algorithm,
      false,
      uses,
    );
  const sealing = await derive('musubi draft seal', { name: 'AES-GCM', length: 256 }, ['encrypt', 'decrypt']);
  const naming = await derive('musubi draft name', { name: 'HMAC', hash: 'SHA-256', length: 256 }, ['sign']);
  return {
    seal: async (value) => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bytes = utf8.encode(JSON.stringify(value));
      return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, sealing, bytes) };
    },
    open: async <T>({ iv, data }: Sealed) => {
      try {
        const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, sealing, data);
        return JSON.parse(plain.decode(bytes)) as T;
      } catch {
        return undefined;
      }
    },
    name: async (...words) => {
      const signed = await crypto.subtle.sign('HMAC', naming, utf8.encode(JSON.stringify(words)));
      return Array.from(new Uint8Array(signed).slice(0, 16), (b) => b.toString(16).padStart(2, '0')).join('');
    },
  };
}

let held: { account: string; key: Promise<DraftKey> } | null = null;

/** The key of the account signed in; asked for once. */
export function draftKey(account: string): Promise<DraftKey> {
  if (held?.account === account) return held.key;
  const key = api.get('/account/draft-key').then((answer) => draftKeyFrom(answer.key));
  const mine = { account, key };
  held = mine;
  key.catch(() => {
    if (held === mine) held = null;
  });
  return key;
}
export function forgetDraftKey(): void {
  held = null;
}
