import type { Context } from '#lib/context.ts';
import { exceptionRequest } from '#lib/contracts/exception.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { addDays } from '#lib/domain/time.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { requestException } from '../exception/request-exception.ts';
import { outboxSettled } from '../sink/testing.ts';
import { type Harness, sarifOf } from '../testing.ts';

/** Test helper: asks to accept the risk of a new finding of acme/web, as a developer would; returns the id of the request. */
export async function askFor(harness: Harness, who: Context, rule: string): Promise<string> {
  const results = [{ rule, file: 'a.ts', line: 1, code: `${rule}()` }];
  await harness.deliver({ repo: 'acme/web', label: rule }, sarifOf(results));
  const [found] = (await getFindings(harness.ctx, findingListParams.parse({ rule, repo: ['acme/web'] }))).items;
  const expires_at = addDays(harness.now(), 30).toISOString();
  const request = { finding: found?.id, kind: 'accepted', reason: 'For now.', expires_at };
  const developer: Context = { ...who, principal: { kind: 'user', orgId: who.orgId, role: 'developer' } };
  const id = await requestException(developer, exceptionRequest.parse(request));
  await outboxSettled(harness.systemSql);
  return id;
}
