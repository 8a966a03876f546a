import { isEmptySet } from './principal-set.ts';
import { allOf, anyOf, isNobody, type Reach } from './reach.ts';
import type { RepositoryAccess } from './repository-access.ts';
import type { CodeOwnerLine } from './repository-facts.ts';
import { and, type Tri } from './tri.ts';

/** What decides who runs code, and who decides that: whoever changes either without its owner needs no owner. */
const WORKFLOW = '.github/workflows/zq7.yml';
const OWNERS_FILE = '.github/CODEOWNERS';

export interface WorkflowOwners {
  /** Whether owners who may write are named for files of workflows and for the list of owners itself. */
  readonly named: Tri;
  readonly owners: Reach;
}

export function workflowOwners(access: RepositoryAccess): WorkflowOwners {
  const { codeOwners } = access.repository;
  const { roster } = access.organization;
  if (codeOwners === null) return { named: null, owners: { sure: roster.nobody.sure, maybe: roster.everybody.maybe } };
  const reaches = [WORKFLOW, OWNERS_FILE].map((path) => {
    const owners = ownersOf(codeOwners, path);
    // A line whose owner may not write asks for nobody's review.
    return owners.length === 0 ? roster.nobody : allOf(access.named(owners), access.rights.write);
  });
  const named = and(...reaches.map((reach) => (isNobody(reach) ? false : isEmptySet(reach.sure) ? null : true)));
  return { named, owners: anyOf(roster.nobody, ...reaches) };
}

/** The last line that matches decides, one without owners too. */
function ownersOf(lines: readonly CodeOwnerLine[], path: string): CodeOwnerLine['owners'] {
  return lines.findLast((line) => covers(line.pattern, path))?.owners ?? [];
}

function covers(pattern: string, path: string): boolean {
  const anchored = pattern.replace(/\/$/, '').includes('/');
  const body = pattern.replace(/^\//, '').replace(/\/$/, '/**');
  const source = body.replaceAll(/\*\*\/|\/\*\*$|\*\*|\*|\?|[^*?]/g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '/**') return '/.*';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    return token === '?' ? '[^/]' : token.replace(/[.+^${}()|[\]\\/]/, '\\$&');
  });
  // A pattern that ends in `/*` means files of that folder alone; any other name may be a folder's.
  const below = body.endsWith('/*') || body.endsWith('/**') ? '' : '(?:/.*)?';
  return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${source}${below}$`).test(path);
}
