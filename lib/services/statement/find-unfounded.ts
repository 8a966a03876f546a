import { type Adopted, findAdopted, findStatements } from '#db/queries/statements-match.ts';
import { standing } from '#lib/domain/statement/standing.ts';
import type { LockedRepository } from '../ledger/changes.ts';

const MOST = 100_000;

/** Live exceptions, of some findings or (null) of the repository, that rest on what nobody states any more. */
export async function findUnfounded(
  { tx, scope }: Pick<LockedRepository, 'tx' | 'scope'>,
  findings: readonly number[] | null,
): Promise<Adopted[]> {
  const adopted = await findAdopted(tx, scope, findings);
  if (adopted.length === 0) return [];
  const numbers = adopted.map(({ findingNumber }) => findingNumber);
  const stated = Map.groupBy(
    await findStatements(tx, scope, numbers, { limit: MOST }),
    (row) => `${row.findingNumber} ${row.author}`,
  );
  return adopted.filter(
    ({ findingNumber, author }) => standing(stated.get(`${findingNumber} ${author}`) ?? []) === null,
  );
}
