// The generated description of the API turned round to how a call is written: `/people/${id}/entries` finds its route
// `/api/v1/people/{person}/entries`, and with it the types of query, body and answer. Types only.
import type { paths } from './schema';

export type Verb = 'get' | 'post' | 'put' | 'delete';

/** `/people/{person}/entries` as a call writes it. */
type Written<P extends string> = P extends `${infer Before}{${string}}${infer After}`
  ? `${Before}${string}${Written<After>}`
  : P;
type Short<P extends string> = P extends `/api/v1${infer Rest}` ? Written<Rest> : never;
type RoutesOf<V extends Verb> = {
  [K in keyof paths & string]: paths[K] extends Record<V, { responses: unknown }> ? K : never;
}[keyof paths & string];
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** What may be written as the path of a call. */
export type Path<V extends Verb> = Short<RoutesOf<V>>;
/** The route a path belongs to; `never` for a path that no route has. */
type RouteOf<V extends Verb, P extends string> = P extends unknown
  ? { [K in RoutesOf<V>]: Same<Short<K>, P> extends true ? K : never }[RoutesOf<V>]
  : never;
type Operation<V extends Verb, P extends string> = paths[RouteOf<V, P>][V];

type Json<Content> = Content extends { content: { 'application/json': infer T } } ? T : undefined;
/** What the server answers. */
export type Answer<V extends Verb, P extends string> =
  Operation<V, P> extends { responses: infer R }
    ? R extends { 200: infer Ok }
      ? Json<Ok>
      : R extends { 201: infer Made }
        ? Json<Made>
        : undefined
    : never;
/** The parameters after `?`; null and the empty text leave one out. */
export type QueryOf<V extends Verb, P extends string> =
  Operation<V, P> extends { parameters: { query?: infer Q } }
    ? { [N in keyof Q]: Q[N] | null | '' }
    : undefined;
export type BodyOf<V extends Verb, P extends string> =
  Operation<V, P> extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined;
/** Whether the path is a route at all: a call to any other does not compile. */
export type Known<V extends Verb, P extends string> = [RouteOf<V, P>] extends [never] ? false : true;
