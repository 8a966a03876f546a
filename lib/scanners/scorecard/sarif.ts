import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const scorecard: SarifDialect = {
  id: 'scorecard',
  aliases: ['scorecard', 'ossfscorecard', 'openssfscorecard'],
  category: 'pipeline',
  // One result about a workflow as a whole is what other scanners say too; of a job it names the line alone.
  question: ({ rule, message }) =>
    rule.id === 'TokenPermissionsID' && /\bno topLevel permission defined\b/i.test(message)
      ? { check: 'excessive-permissions', about: 'permissions' }
      : null,
  // What it writes for a result about the whole repository.
  path: (path) => (path === 'no file associated with this alert' ? null : path),
};
