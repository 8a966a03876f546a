const NAMES: ReadonlySet<string> = new Set([
  'value',
  'token',
  'runners_token',
  'password',
  'secretstring',
  'secretvalue',
]);

/**
 * Members of an inventory that hold values of secrets where there are any: they are never kept. Answers of Microsoft and
 * CyberArk are `{value: [{…}]}`: there the rows are judged member by member.
 */
export const isValueName = (name: string, holdsRows = false): boolean =>
  NAMES.has(name.toLowerCase()) && !(holdsRows && name === 'value');

/** Labels of AWS, `Tags: [{Key, Value}]`: by them people say what production is, and whoever may list a thing sees them. */
export const isLabelList = (name: string): boolean => name === 'Tags';

/** What a federated credential of Azure asks for, `claimsMatchingExpression: {value}`: a condition, and no secret. */
export const isCondition = (name: string): boolean => name === 'claimsMatchingExpression';

/** Names by which a member is called `value`, or `secret`, and holds none: labels, conditions, ends of edges, stars of webhooks. */
export const isKept = (within: (name: string) => boolean): boolean =>
  within('Tags') ||
  within('claimsMatchingExpression') ||
  (within('edges') && (within('start') || within('end'))) ||
  (within('hooks') && within('config'));
