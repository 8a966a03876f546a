import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Connection } from '#db/client.ts';
import { listOrganizations, type Organization } from '#db/queries/organizations.ts';
import type { Anchor } from '#lib/domain/audit/anchor-check.ts';
import { Fault } from '#lib/errors.ts';
import { chosenOrganization } from './chosen-organization.ts';

const end = { sequence: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) };
/** A line that `audit verify` printed, or an event `audit_anchored` as a webhook got it. */
const line = z.union([
  z.object({ organization: z.int().min(1), ...end }),
  z.object({ data: z.object({ organization: z.string(), ...end }) }).transform(({ data }) => data),
]);

/** Anchors of each organization, by its id. */
export type Anchors = ReadonlyMap<number, readonly Anchor[]>;

/**
 * Ends of audit logs that were noted earlier: each of `given` is `NUMBER:HASH`, a hash, or a file of JSON Lines. What names
 * no organization is about the one with the slug, or the only one.
 * @throws Fault `invalid_input` for what is none of these
 */
export async function readAnchors(
  sql: Connection,
  given: readonly string[],
  slug: string | undefined,
): Promise<Anchors> {
  const found: [orgId: number, anchor: Anchor][] = [];
  for (const text of given) {
    const typed = typedAnchor(text);
    if (typed === null) found.push(...(await anchorsIn(sql, text)));
    else found.push([(await chosenOrganization(sql, slug))?.id ?? 0, typed]);
  }
  const groups = Map.groupBy(found, ([orgId]) => orgId);
  return new Map([...groups].map(([orgId, anchors]) => [orgId, anchors.map(([, anchor]) => anchor)]));
}

/** `120:9f86…` or `9f86…`; null for what is neither. */
function typedAnchor(text: string): Anchor | null {
  const match = /^(?:(\d{1,15}):)?([0-9a-f]{64})$/.exec(text);
  return match?.[2] === undefined
    ? null
    : { sequence: match[1] === undefined ? null : Number(match[1]), hash: match[2] };
}

async function anchorsIn(sql: Connection, path: string): Promise<[orgId: number, anchor: Anchor][]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Fault('invalid_input', `--anchor ${path} is neither NUMBER:HASH nor a hash nor a file that can be read.`);
  });
  const organizations = await listOrganizations(sql);
  return text.split('\n').flatMap((words, index) => {
    if (words.trim() === '') return [];
    const place = `${path}, line ${index + 1}`;
    const { organization, sequence, hash } = parsed(words, place);
    const orgId = typeof organization === 'number' ? organization : idOf(organizations, organization, place);
    return [[orgId, { sequence, hash }] as [number, Anchor]];
  });
}

/** An event has the organization's name, which others may have too: then it proves nothing about any of them. */
function idOf(organizations: readonly Organization[], name: string, place: string): number {
  const [only, ...others] = organizations.filter((organization) => organization.name === name);
  if (only === undefined) throw new Fault('not_found', `${place}: there is no organization ${name}.`);
  if (others.length === 0) return only.id;
  const instead = 'give its number and hash as NUMBER:HASH with --organization';
  throw new Fault('invalid_input', `${place}: several organizations are called ${name}; ${instead}.`);
}

function parsed(words: string, place: string): z.output<typeof line> {
  try {
    return line.parse(JSON.parse(words));
  } catch (error) {
    const sentence = `${place}: must be what \`audit verify\` printed, or an event audit_anchored.`;
    throw new Fault('invalid_input', sentence, { cause: error });
  }
}
