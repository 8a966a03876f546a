import type { DecisionPolicyRow } from '#db/queries/decision-policies.ts';
import { findEndedAdoptions, findStatedOpen, findStatements, type StatedRow } from '#db/queries/statements-match.ts';
import type { TrustedAuthor } from '#lib/domain/decision/exception.ts';
import { mostDays } from '#lib/domain/decision/judge-expiry.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { adoptable, lastWord } from '#lib/domain/statement/standing.ts';
import { reasonOf } from '#lib/domain/statement/words.ts';
import { addDays } from '#lib/domain/time.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { addExceptions } from '../exception/add-exceptions.ts';
import { tellExceptions } from '../exception/tell-exceptions.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';

const BATCH = 2000;
const MOST = 100_000;

interface Trusting {
  policy: DecisionPolicyRow;
  trusted: readonly TrustedAuthor[];
  /** Number of the finding behind which to begin. */
  after: number;
}

/** An exception to be made: asked for by the author, put into force by whoever said that the author is trusted. */
interface Adoption {
  finding: number;
  said: StatedRow;
  decision: Decision;
  author: TrustedAuthor;
}

/**
 * Adopts what trusted authors state about open findings. What has ended once is not adopted again, until its document
 * comes in a new version: a person, time or changed conditions spoke against it.
 * @returns the number of the finding behind which to go on; null when nothing is left
 */
export async function adoptTrusted(at: LockedRepository, { policy, trusted, after }: Trusting): Promise<number | null> {
  if (trusted.length === 0) return null;
  const { tx, scope } = at;
  const names = trusted.map(({ name }) => name);
  const findings = await findStatedOpen(tx, scope, names, { after, limit: BATCH });
  const adoptions = await adoptionsOf(at, findings, trusted);
  if (adoptions.length > 0) await adopt(at, adoptions, policy);
  return findings.length === BATCH ? (findings.at(-1) ?? null) : null;
}

async function adoptionsOf(
  { tx, scope }: LockedRepository,
  findings: readonly number[],
  trusted: readonly TrustedAuthor[],
): Promise<Adoption[]> {
  if (findings.length === 0) return [];
  const authors = new Map(trusted.map((author) => [author.name, author]));
  const rows = await findStatements(tx, scope, findings, { authors: [...authors.keys()], limit: MOST });
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

async function adopt(at: LockedRepository, adoptions: readonly Adoption[], policy: DecisionPolicyRow): Promise<void> {
  const { tx, scope, repository, now } = at;
  const changes = new Changes();
  const told: Parameters<typeof tellExceptions>[2][number][] = [];
  const alike = Map.groupBy(adoptions, ({ said }) => `${said.document} ${said.number}`);
  for (const group of alike.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { said, decision, author } = first;
    const days = mostDays(decision, policy);
    const expiresAt = days === null ? null : addDays(now, days);
    const asked = { kind: decision, reason: reasonOf(said), evidenceUrl: null, expiresAt };
    const how = {
      requester: { at: now, personId: null, kind: 'source' as const, name: said.author },
      decider: { at: now, ...author.by },
      statement: said.document,
    };
    const numbers = group.map(({ finding }) => finding);
    told.push(...(await addExceptions(at, changes, numbers, asked, how)));
  }
  await commit(at, changes, { upload: 0, userId: null, byToken: null });
  await tellExceptions(at, 'exception_approved', told, { userId: null });
  await writeAudit(
    tx,
    { orgId: scope.orgId, at: now, source: null, actor: { kind: 'system', id: null, name: 'trusted statements' } },
    {
      verb: 'statement.adopted',
      target: { kind: 'repository', id: repository.fullName, name: repository.fullName },
      detail: {
        authors: [...new Set(adoptions.map(({ author }) => author.name))].slice(0, 20),
        findings: told.map(({ findingNumber }) => `#${findingNumber}`).slice(0, 100),
        count: told.length,
      },
    },
  );
}
