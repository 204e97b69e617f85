/** Parts of a line, each said once: a coordinator's duty is often the word for their profession. */
export const said = (parts: readonly (string | null | undefined | false)[]): string =>
  [...new Set(parts.filter(Boolean))].join('・');
