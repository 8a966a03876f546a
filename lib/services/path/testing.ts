import { soundAccount, trusting } from '#lib/inventories/aws/testing.ts';
import { changed } from '#lib/inventories/github/testing.ts';

const SECTION = 'sections.authorization_details';
const CLAIM = 'token.actions.githubusercontent.com:sub';

/** An AWS account as it was on a day of March, whose role trusts jobs by a pattern of subjects; null: its roles were not read. */
export function accountTrusting(day: number, subject: string | null): string {
  const document =
    subject === null
      ? changed(soundAccount(), SECTION, { status: 'failed', http: 403, reason: 'Forbidden' })
      : changed(
          soundAccount(),
          `${SECTION}.data.RoleDetailList[0].AssumeRolePolicyDocument`,
          trusting({ StringLike: { [CLAIM]: subject } }),
        );
  return JSON.stringify({ ...document, collected_at: `2026-03-${String(day).padStart(2, '0')}T06:00:00Z` });
}
