import { askChild } from '../../apart/ask-child.ts';
import { startChild } from '../../apart/start-child.ts';
import { childRights, type ReportFolders } from '../../upload/read/child-rights.ts';
import type { PathsAnswer, PathsRequest } from './protocol.ts';

const MIB = 1024 * 1024;
/** An organization of 5,000 repositories and 1,000 people takes a third of the time. */
const LIMITS = { milliseconds: 180_000, memory: 640 * MIB, watchEvery: 500 };

/**
 * Computes paths in a process of its own, which has no database, no keys and no right but to read code and reports and to
 * write into the spool: a large organization does not hold up imports, and a hostile inventory ends the child alone.
 * @throws ChildDiedError doing it again would end the same way
 */
export function computeApart(folders: ReportFolders, request: PathsRequest): Promise<PathsAnswer> {
  const flags = ['--max-semi-space-size=8', ...childRights(folders)];
  return askChild(startChild('lib/services/path/apart/child.ts', { heap: 320, flags }), request, LIMITS);
}
