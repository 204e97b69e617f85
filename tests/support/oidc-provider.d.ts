// oidc-provider brings no types of its own; the tests use a few words of it.
declare module 'oidc-provider';
