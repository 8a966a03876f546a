import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { packageSearchKey } from '#lib/domain/finding/package-search.ts';
import type { Decided, DocumentHead } from '#lib/domain/statement/decided.ts';
import { isAbout } from '#lib/domain/statement/product.ts';
import { JUSTIFICATIONS, STATEMENT_STATUSES } from '#lib/domain/statement/statement.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { writeCycloneDx } from './cyclonedx/write-cyclonedx.ts';
import { writeOpenVex } from './openvex/write-openvex.ts';
import { readDocument } from './read-document.ts';

const HEAD: DocumentHead = {
  id: 'https://plumbline.example/vex/acme',
  author: 'Acme “R&D”',
  version: 1_772_000_000,
  at: new Date('2026-02-25T06:13:20Z'),
};

const part = fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}$/);
const pack = fc.oneof(
  fc.record({ ecosystem: fc.constantFrom('npm', 'cargo', 'gem', 'nuget', 'deb', 'rpm', 'pypi'), name: part }),
  fc.record({ ecosystem: fc.constant('npm'), name: fc.tuple(part, part).map(([scope, name]) => `@${scope}/${name}`) }),
  fc.record({ ecosystem: fc.constant('maven'), name: fc.tuple(part, part).map(([group, name]) => `${group}:${name}`) }),
  fc.record({ ecosystem: fc.constant('golang'), name: fc.tuple(part, part, part).map((parts) => parts.join('/')) }),
);
const version = fc.option(fc.stringMatching(/^[0-9]{1,2}(\.[0-9]{1,2}){0,2}(-[a-z0-9+~:]{1,6})?$/));
const decided: fc.Arbitrary<Decided> = fc.record({
  names: fc
    .tuple(fc.integer({ min: 1000, max: 99_999 }))
    .map(([n]): [string, ...string[]] => [`CVE-2024-${n}`, `GHSA-aaaa-bbbb-${String((n % 8999) + 1000)}`]),
  repository: fc.tuple(part, part).map((parts) => parts.join('/')),
  codeHost: fc.option(fc.constantFrom('github', 'gitlab')),
  image: fc.option(fc.tuple(part, part).map(([a, b]) => `ghcr.io/${a}/${b}`)),
  package: fc.tuple(pack, version).map(([one, of]) => ({ ...one, version: of })),
  status: fc.constantFrom(...STATEMENT_STATUSES),
  justification: fc.option(fc.constantFrom(...JUSTIFICATIONS)),
  reason: fc.option(fc.constantFrom('Never called.', 'Ein Grund: “so” \\ \u2028 <b>')),
  until: fc.option(fc.constant(new Date('2027-01-01T00:00:00Z'))),
  at: fc.constant(new Date('2026-02-01T00:00:00Z')),
});

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
async function* inBatches(all: readonly Decided[]) {
  for (let at = 0; at < all.length; at += 2) yield all.slice(at, at + 2);
}
const read = (text: string) => readDocument(sourceFromBytes(Buffer.from(text), null));

const iri = z.string().regex(/^(?:pkg:|https?:\/\/|urn:)/);
/** After the JSON Schema of the OpenVEX specification 0.2.0: members that it does not name are not allowed. */
const component = z.strictObject({ '@id': iri });
const OPENVEX = z.strictObject({
  '@context': z.url(),
  '@id': iri,
  author: z.string(),
  timestamp: z.iso.datetime(),
  version: z.int().min(1),
  tooling: z.string(),
  statements: z
    .array(
      z
        .strictObject({
          vulnerability: z.strictObject({ name: z.string(), aliases: z.array(z.string()).optional() }),
          timestamp: z.iso.datetime(),
          products: z.array(component.extend({ subcomponents: z.array(component) })),
          status: z.enum(STATEMENT_STATUSES),
          justification: z.enum(JUSTIFICATIONS.slice(0, 5)).optional(),
          impact_statement: z.string().optional(),
          status_notes: z.string().optional(),
          action_statement: z.string().optional(),
        })
        .refine(
          (one) =>
            one.status !== 'not_affected' || (one.justification === undefined) !== (one.impact_statement === undefined),
          'needs a justification or an impact statement, and not both',
        )
        .refine((one) => one.status !== 'affected' || one.action_statement !== undefined, 'needs an action statement'),
    )
    .min(1),
});

/** After the JSON Schema of CycloneDX 1.6, as far as it concerns what is written. */
interface Component {
  'bom-ref': string;
  components?: Component[] | undefined;
}
const bomComponent: z.ZodType<Component> = z.lazy(() =>
  z.strictObject({
    type: z.enum(['application', 'container', 'library']),
    'bom-ref': z.string().min(1),
    name: z.string().min(1),
    purl: z.string(),
    components: z.array(bomComponent).optional(),
  }),
);
const WORDS = [
  'code_not_present',
  'code_not_reachable',
  'requires_configuration',
  'requires_dependency',
  'requires_environment',
  'protected_by_compiler',
  'protected_at_runtime',
  'protected_at_perimeter',
  'protected_by_mitigating_control',
] as const;
const CYCLONEDX = z.strictObject({
  $schema: z.literal('http://cyclonedx.org/schema/bom-1.6.schema.json'),
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  version: z.int().min(1),
  metadata: z.strictObject({ timestamp: z.iso.datetime(), authors: z.array(z.strictObject({ name: z.string() })) }),
  vulnerabilities: z.array(
    z.strictObject({
      id: z.string(),
      references: z.array(z.strictObject({ id: z.string(), source: z.strictObject({ name: z.string() }) })).optional(),
      analysis: z.strictObject({
        state: z.enum([
          'resolved',
          'resolved_with_pedigree',
          'exploitable',
          'in_triage',
          'false_positive',
          'not_affected',
        ]),
        justification: z.enum(WORDS).optional(),
        response: z.array(z.enum(['will_not_fix'])).optional(),
        detail: z.string().optional(),
        lastUpdated: z.iso.datetime(),
      }),
      affects: z.array(z.strictObject({ ref: z.string() })),
    }),
  ),
  components: z.array(bomComponent),
});

describe.each([
  ['OpenVEX', writeOpenVex],
  ['CycloneDX', writeCycloneDx],
] as const)('%s that is written', (name, write) => {
  it('is what the specification asks for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(decided, { minLength: 1, maxLength: 5 }), async (all) => {
        const text = await textOf(write(HEAD, inBatches(all)));
        const schema: z.ZodType = name === 'OpenVEX' ? OPENVEX : CYCLONEDX;
        expect(schema.safeParse(JSON.parse(text)).error?.issues ?? []).toEqual([]);
        // Twice the same, byte for byte.
        expect(await textOf(write(HEAD, inBatches(all)))).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it('says the same when it is read again, of the very findings and of no others', async () => {
    await fc.assert(
      fc.asyncProperty(decided, part, async (one, other) => {
        const document = await read(await textOf(write(HEAD, inBatches([one]))));
        expect(document).toMatchObject({ author: HEAD.author, version: String(HEAD.version), skipped: [] });
        const [said] = document.statements;
        if (said === undefined) throw new Error('nothing was read');
        expect(said.status).toBe(one.status);
        expect(said.names).toEqual(one.names);
        const finding = {
          packageKey: packageSearchKey(one.package),
          version: one.package.version,
          repository: one.repository,
          image: one.image,
        };
        const about = (seen: typeof finding) => said.products.some((product) => isAbout(product, seen));
        expect(about(finding)).toBe(true);
        expect(about({ ...finding, packageKey: `npm/other-${other}` })).toBe(false);
        expect(about({ ...finding, repository: `elsewhere/${other}`, image: `elsewhere/${other}` })).toBe(false);
        if (one.package.version !== null) expect(about({ ...finding, version: '99.99.99' })).toBe(false);
        expect(said.products.every(({ narrow }) => !narrow)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

it('each component that a CycloneDX document speaks of is in it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(decided, { minLength: 1, maxLength: 6 }), async (all) => {
      const document = CYCLONEDX.parse(JSON.parse(await textOf(writeCycloneDx(HEAD, inBatches(all)))));
      const refs = document.components.flatMap((one) => [
        one['bom-ref'],
        ...(one.components ?? []).map((inner) => inner['bom-ref']),
      ]);
      expect(new Set(refs).size).toBe(refs.length);
      for (const { affects } of document.vulnerabilities) expect(refs).toContain(affects[0]?.ref);
    }),
    { numRuns: 60 },
  );
});
