import { type CodePlace, codePlaceOfRun } from '#lib/domain/repository/code-host.ts';
import { canonicalRef } from '#lib/domain/stream/ref.ts';
import { codeAddressOf } from './code-address.ts';
import { ORIGIN_FACTS, type OriginFact, type OriginStatement, type ReportOrigin } from './provenance.ts';

/** What a delivery said, or what is known of its repository. */
export interface Delivered {
  /** Its names, present and former ones. */
  names: readonly string[];
  /** Where a person said that it is. */
  code: CodePlace | null;
  ref: string;
  commit: string | null;
}

/** More than one repository stands in a report only by mistake. */
const MOST = 12;

/** What a report says of where it was made, each thing once, beside what its delivery said. */
export function statementsOf(origins: readonly ReportOrigin[], delivered: Delivered): OriginStatement[] {
  const found = new Map<string, OriginStatement>();
  for (const origin of origins) {
    for (const fact of ORIGIN_FACTS) {
      const said = origin[fact];
      if (said === null || said === '') continue;
      found.set(JSON.stringify([fact, said]), { fact, said, agrees: agrees(fact, said, delivered) });
    }
  }
  return [...found.values()].slice(0, MOST);
}

/** What was said before, beside another delivery. */
export function statementsAgain(statements: readonly OriginStatement[], delivered: Delivered): OriginStatement[] {
  return statements.map(({ fact, said }) => ({ fact, said, agrees: agrees(fact, said, delivered) }));
}

/** The repository that the address of a run is of, where its host is known. */
export function statementOfRun(runUrl: string | undefined, delivered: Delivered): OriginStatement[] {
  if (runUrl === undefined) return [];
  const { code } = delivered;
  const place = code !== null && runUrl.startsWith(`${code.url}/`) ? code : codePlaceOfRun(runUrl);
  if (place === null) return [];
  return [{ fact: 'repository', said: place.url, agrees: isRepository(place.url, delivered) }];
}

function agrees(fact: OriginFact, said: string, delivered: Delivered): boolean | null {
  switch (fact) {
    case 'repository':
      return isRepository(said, delivered);
    case 'ref':
      // What a checkout of a commit without a branch calls itself.
      return said === 'HEAD' ? null : canonicalRef(said) === delivered.ref;
    case 'commit':
      return isCommit(said.toLowerCase(), delivered.commit);
  }
}

function isRepository(said: string, { names, code }: Delivered): boolean | null {
  const stated = codeAddressOf(said);
  if (stated === null) return null;
  const known = code === null ? null : codeAddressOf(code.url);
  if (known !== null && stated.host !== null) return stated.host === known.host && stated.path === known.path;
  return names.some((name) => name.toLowerCase() === stated.path);
}

/** Either may be a short one. */
function isCommit(said: string, delivered: string | null): boolean | null {
  if (delivered === null || !/^[0-9a-f]{7,64}$/.test(said)) return null;
  return said.startsWith(delivered) || delivered.startsWith(said);
}
