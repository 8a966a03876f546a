import { findEndedAdoptions, findStatements, type StatedRow } from '#db/queries/statements-match.ts';
import type { TrustedAuthor } from '#lib/domain/decision/exception.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { adoptable, lastWord } from '#lib/domain/statement/standing.ts';
import type { LockedRepository } from '../ledger/changes.ts';

const MOST = 100_000;

/** An exception to be made: asked for by the author, put into force by whoever said that the author is trusted. */
export interface Adoption {
  finding: number;
  said: StatedRow;
  decision: Decision;
  author: TrustedAuthor;
}

/**
 * What trusted authors state about these findings, as far as it is to be adopted. What has ended once is not adopted again,
 * until its document comes in a new version: a person, time or changed conditions spoke against it.
 */
export async function findAdoptions(
  { tx, scope }: Pick<LockedRepository, 'tx' | 'scope'>,
  findings: readonly number[],
  trusted: readonly TrustedAuthor[],
): Promise<Adoption[]> {
  if (findings.length === 0) return [];
  const authors = new Map(trusted.map((author) => [author.name, author]));
  const rows = await findStatements(tx, scope, findings, { authors: [...authors.keys()], limit: MOST });
  if (rows.length === 0) return [];
  const ended = await findEndedAdoptions(tx, scope, findings);
  return [...Map.groupBy(rows, (row) => row.findingNumber)].flatMap(([finding, stated]): Adoption[] => {
    // Of several trusted authors the last word of each counts: one who says that it is affected is not passed over.
    const words = [...Map.groupBy(stated, (row) => row.author).values()].flatMap((own) => lastWord(own) ?? []);
    const found = adoptable(words);
    const author = found === null ? undefined : authors.get(found.said.author);
    if (found === null || author === undefined) return [];
    const { said, decision } = found;
    const over = ended.some(
      (one) => one.findingNumber === finding && one.document === said.document && one.requestedAt >= said.loadedAt,
    );
    return over ? [] : [{ finding, said, decision, author }];
  });
}
