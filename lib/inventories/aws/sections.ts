import type { Outline } from '#lib/scanners/contract.ts';
import { asRecord, type Json } from '#lib/scanners/shared/text.ts';
import type { SectionShape } from '../shared/section.ts';

const topOf = (outline: Outline): Json => (outline.kind === 'json' ? asRecord(outline.value) : {});

/** Members by which the command line asks for the next page, where it was told not to. */
const morePages = (data: Json): string | null =>
  data.IsTruncated === true || typeof data.NextToken === 'string' || typeof data.Marker === 'string'
    ? 'there are more pages: fetch every page'
    : null;

/** The sections of an AWS account; what each holds is what AWS answers. `docs/privileges.md` names the calls. */
export const AWS_SECTIONS = {
  credential_report: {
    kind: 'text',
    inside: ({ Content }) => (typeof Content === 'string' ? Buffer.from(Content, 'base64').toString('utf8') : null),
    own: (outline) =>
      (outline.kind === 'text' && /^\uFEFF?user,arn,user_creation_time,/.test(outline.head)) ||
      'ReportFormat' in topOf(outline),
  },
  authorization_details: {
    kind: 'lists',
    lists: ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'],
    missing: morePages,
    own: (outline) => 'RoleDetailList' in topOf(outline) || 'UserDetailList' in topOf(outline),
  },
  secrets: {
    kind: 'list',
    list: 'SecretList',
    missing: morePages,
    own: (outline) => 'SecretList' in topOf(outline),
  },
} as const satisfies Record<string, SectionShape>;

export type AwsSection = keyof typeof AWS_SECTIONS;
