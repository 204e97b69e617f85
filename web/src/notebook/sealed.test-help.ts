// Each account's own key, without a server.
import { draftKeyFrom } from '../app/draft-key';

export const keyOf = (account: string) =>
  draftKeyFrom(btoa(account.padEnd(32, '.').slice(0, 32)).replace(/=+$/, ''));
