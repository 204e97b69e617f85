// The browser's half of passkeys: questions of the server in, answers of the authenticator out. W3C Web Authentication.
import { api, ApiError } from '../api/client';
import type { PasskeyAdded, PasskeyHint, PasskeyQuestion, SessionView } from '../api/types';
import { useSession } from '../app/session';
import { t } from '../words';

export const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
export const toText = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const named = (hints: readonly PasskeyHint[]): PublicKeyCredentialDescriptor[] =>
  hints.map((h) => ({
    type: 'public-key',
    id: toBytes(h.id),
    transports: h.transports as AuthenticatorTransport[],
  }));

/** What the browser's own refusals mean for a human; they tell no more than that. */
function inWords(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'InvalidStateError') return new ApiError(0, 'passkey', t('passkey.already'));
  if (error.name === 'NotAllowedError' || error.name === 'AbortError')
    return new ApiError(0, 'passkey', t('passkey.cancelled'));
  return new ApiError(0, 'passkey', t('passkey.failed'));
}
async function ceremony<T extends AuthenticatorResponse>(
  begin: () => Promise<Credential | null>,
): Promise<{ id: string; response: T }> {
  try {
    const made = await begin();
    if (!(made instanceof PublicKeyCredential)) throw new DOMException('', 'NotAllowedError');
    return { id: toText(made.rawId), response: made.response as T };
  } catch (error) {
    throw inWords(error);
  }
}

async function answer(asked: PasskeyQuestion) {
  const { id, response } = await ceremony<AuthenticatorAssertionResponse>(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: toBytes(asked.challenge),
        rpId: asked.rp_id,
        allowCredentials: named(asked.allow),
        userVerification: 'required',
        timeout: asked.timeout_ms,
      },
    }),
  );
  return {
    id,
    client_data: toText(response.clientDataJSON),
    authenticator_data: toText(response.authenticatorData),
    signature: toText(response.signature),
    user_handle: response.userHandle ? toText(response.userHandle) : null,
  };
}

/** Without a name: the authenticator knows whose it is. */
export async function signInWithPasskey(lockAfter: number | null): Promise<SessionView> {
  const given = await answer(await api.post('/session/passkey/begin'));
  return api.post('/session/passkey', { ...given, lock_after_minutes: lockAfter });
}
/** Second factor after the password, and again as step-up. */
export async function confirmWithPasskey(): Promise<SessionView> {
  const given = await answer(await api.post('/session/passkey/confirm/begin'));
  return api.post('/session/passkey/confirm', given);
}
/** Makes a passkey that can sign in by itself. The session in the answer is for the caller to take over. */
export async function createPasskey(name: string): Promise<PasskeyAdded> {
  const asked = await api.post('/account/passkeys/begin');
  const { response } = await ceremony<AuthenticatorAttestationResponse>(() =>
    navigator.credentials.create({
      publicKey: {
        challenge: toBytes(asked.challenge),
        rp: { id: asked.rp_id, name: asked.rp_name },
        user: { id: toBytes(asked.user_id), name: asked.user_name, displayName: asked.user_display_name },
        pubKeyCredParams: asked.algorithms.map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: named(asked.exclude),
        authenticatorSelection: {
          residentKey: 'required',
          requireResidentKey: true,
          userVerification: 'required',
        },
        attestation: 'none',
        timeout: asked.timeout_ms,
      },
    }),
  );
  return api.post('/account/passkeys', {
    name,
    client_data: toText(response.clientDataJSON),
    attestation: toText(response.attestationObject),
    transports: response.getTransports().slice(0, 8),
  });
}

/** Whether passkeys can be used on this page: a browser that knows them, at the one address they are made for. */
export function usePasskeysWork(): boolean {
  const { passkey_origin: origin } = useSession();
  return origin === location.origin && window.isSecureContext && 'PublicKeyCredential' in window;
}
