import type { z } from 'zod';
import type { EvidenceRow } from '#db/queries/finding-detail.ts';
import type { locationView } from '#lib/contracts/evidence.ts';
import { shownCode } from '#lib/domain/finding/code-lines.ts';
import type { Category, Location } from '#lib/domain/finding/finding.ts';
import { type CodePlace, codePlaceOfRun, codeUrl } from '#lib/domain/repository/code-host.ts';

/** A place, and the row of evidence that names it: its report's commit is the one that the line is of. */
export interface LocatedRow {
  at: Location;
  row: Pick<EvidenceRow, 'record' | 'commit' | 'runUrl'>;
}

/** Paths of these are in an image or a running system, not in the repository. */
const ELSEWHERE: ReadonlySet<Category> = new Set(['container', 'dast', 'privilege']);

/** A place as the finding's page shows it. `code`: the host that a person named; else the one of the report's run. */
export function locationViewOf({ at, row }: LocatedRow, code: CodePlace | null): z.infer<typeof locationView> {
  const place = code ?? (row.runUrl === null ? null : codePlaceOfRun(row.runUrl));
  const { path, startLine, endLine } = at;
  const isHere = !ELSEWHERE.has(row.record.category) && row.record.image === null;
  const linked = place !== null && path !== null && row.commit !== null && isHere;
  return {
    path,
    start_line: startLine,
    end_line: endLine,
    start_column: at.startColumn,
    snippet: at.snippet,
    code: shownCode(at),
    label: at.label,
    code_url: linked ? codeUrl(place, { path, commit: row.commit ?? '', startLine, endLine }) : null,
  };
}
