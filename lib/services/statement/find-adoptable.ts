import type { Connection } from '#db/client.ts';
import { findStatedByDocument, type StatedFinding } from '#db/queries/statements-adopt.ts';
import { findDocument, type StatementDocumentRow } from '#db/queries/statements-write.ts';
import type { Context } from '#lib/context.ts';
import { MOST_BULK } from '#lib/contracts/exception-bulk.ts';
import type { AdoptionPreviewBody } from '#lib/contracts/statement.ts';
import { decisionOf } from '#lib/domain/statement/decision-of.ts';
import { lastWord } from '#lib/domain/statement/standing.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId } from '#lib/ids.ts';
import type { Selection } from '../exception/find-selection.ts';

export interface Adoptable extends Selection {
  findings: StatedFinding[];
  document: StatementDocumentRow;
}

/** Statements about one finding are few; of more rows than this, a document is adopted by the findings chosen. */
const MOST_ROWS = MOST_BULK * 4;

/**
 * The findings about which a document states what adopting makes an exception of this kind.
 * @throws Fault not_found for a document, or for a finding that the caller does not see or that it is not about;
 *   invalid_input for more than can be decided at once
 */
export async function findAdoptable(
  ctx: Context,
  sql: Connection,
  id: number,
  { kind, findings: texts }: AdoptionPreviewBody,
): Promise<Adoptable> {
  const document = await findDocument(sql, ctx, id);
  if (document === null) throw new Fault('not_found', 'There is no such document.');
  const only = texts === undefined ? null : [...new Set(texts)].map(idOf);
  const rows = await findStatedByDocument(sql, ctx.readScope, id, { only, limit: MOST_ROWS + 1 });
  const stated = [...Map.groupBy(rows, ({ repoId, number }) => `${repoId}#${number}`).values()];
  if (rows.length > MOST_ROWS || stated.length > MOST_BULK) {
    const message = `the document is about more than ${MOST_BULK} findings, the most that can be decided at once: name them`;
    throw new Fault('invalid_input', `findings: ${message}.`, { fields: [{ path: 'findings', message }] });
  }
  if (only !== null && stated.length !== only.length) {
    throw new Fault('not_found', 'There is no such finding, or the document states nothing about it.');
  }
  const last = stated.flatMap((own): StatedFinding[] => {
    const said = lastWord(own.map((row) => ({ ...row, document: id, number: row.statement, row })));
    return said !== null && decisionOf(said) === kind ? [said.row] : [];
  });
  return {
    document,
    findings: last.filter(({ live, state }) => !live && state !== 'fixed'),
    decided: last.filter(({ live }) => live).length,
    fixed: last.filter(({ live, state }) => !live && state === 'fixed').length,
  };
}

function idOf(text: string) {
  const id = decodeId('finding', text);
  if (id === null) throw new Fault('not_found', 'There is no such finding.');
  return id;
}
