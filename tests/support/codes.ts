/** What a coded table calls a code, as screens show it. */
export async function codeNames(origin: string, table: 'professions' | 'facility_types', code: string): Promise<string> {
  const codes = await (await fetch(`${origin}/api/v1/codes`)).json();
  const found = codes[table].find((one: { code: string }) => one.code === code);
  if (!found) throw new Error(`no ${code} among ${table}`);
  return found.ja as string;
}
