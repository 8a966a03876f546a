import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { urlTemplate } from '#lib/domain/identity/url.ts';
import type { ActionFacts } from './key.ts';

/**
 * What a record says about its fix. `key`: the finding's, hex.
 * @param fixes versions that fix it, by what a feed says: they count where the record names none
 */
export function actionFactsOf(record: FindingRecord, key: string, fixes: readonly string[] | null = null): ActionFacts {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const { subjectDetail: detail } = record;
  const url = text(detail.url);
  return {
    category: record.category,
    ruleId: record.ruleId,
    ruleName: record.ruleName,
    title: record.title,
    snippet: record.locations[0]?.snippet ?? null,
    path: record.path,
    package: record.packageName
      ? { ecosystem: record.packageEcosystem ?? 'generic', name: record.packageName, version: record.packageVersion }
      : null,
    fixedVersions: record.fixedVersions.length > 0 ? record.fixedVersions : (fixes ?? []),
    image: record.image,
    resource: record.resource,
    check: record.check ?? null,
    secretKey: record.category === 'secret' ? key : null,
    urlTemplate: url === null ? null : urlTemplate(url),
    principal: text(detail.principal),
    scope: record.category === 'privilege' ? record.resource : null,
    setting: settingOf(detail),
  };
}

function settingOf({
  setting,
  system,
  principalId,
  fix,
}: FindingRecord['subjectDetail']): NonNullable<ActionFacts['setting']> | null {
  if (typeof setting !== 'string' || typeof system !== 'string') return null;
  return {
    ...{ words: setting, system, principalId: typeof principalId === 'string' ? principalId : null },
    ...(typeof fix === 'string' ? { fix } : {}),
  };
}
