import type { Suppression } from '#lib/domain/finding/finding.ts';
import type { ReportSource } from '#lib/scanners/contract.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { oneLine } from '#lib/scanners/shared/text.ts';
import { child, childrenOf, childText, readXml, type XmlNode } from '#lib/scanners/shared/xml.ts';

/** Answers of an audit that say that there is nothing to fix. */
const DISMISSED: ReadonlySet<string> = new Set(['not an issue', 'false positive', 'not a vulnerability']);

/** `audit.xml` of a project: what its auditors decided, by instance id. Instances that stay open are not in it. */
export async function readAudit(
  source: ReportSource,
  machineTags: ReadonlySet<string> = new Set(),
): Promise<Map<string, Suppression>> {
  const decisions = new Map<string, Suppression>();
  await readXml(source, {
    elements: ['Audit/IssueList/Issue'],
    onRoot: ({ name }) => {
      if (name !== 'Audit') throw new ReportError('audit.xml is not an audit: its root element is not Audit');
    },
    onElement: (issue) => {
      const id = issue.attributes.instanceId;
      const suppression = decision(issue, machineTags);
      if (id !== undefined && suppression !== null) decisions.set(id, suppression);
    },
  });
  return decisions;
}

/** Ids of the tags that Fortify's Audit Assistant fills in: a prediction is nobody's decision. */
export async function readMachineTags(template: ReportSource): Promise<Set<string>> {
  const ids = new Set<string>();
  await readXml(template, {
    elements: ['FilterTemplate/TagDefinition'],
    onElement: (tag) => {
      const name = childText(tag, 'name') ?? childText(tag, 'Name') ?? '';
      if (/^AA_/.test(name) && tag.attributes.id !== undefined) ids.add(tag.attributes.id);
    },
  });
  return ids;
}

function decision(issue: XmlNode, machineTags: ReadonlySet<string>): Suppression | null {
  const tags = childrenOf(issue, 'Tag').filter(({ attributes }) => !machineTags.has(attributes.id ?? ''));
  const answers = tags.map((tag) => childText(tag, 'Value') ?? '');
  const dismissed = answers.find(isDismissed);
  if (issue.attributes.suppressed !== 'true' && dismissed === undefined) return null;
  const comments = childrenOf(child(issue, 'ThreadedComments'), 'Comment').map((comment) =>
    childText(comment, 'Content'),
  );
  const words = [dismissed ?? null, comments.filter((comment) => comment !== null).at(-1) ?? null];
  const justification = words.filter((word) => word !== null).join(': ');
  return { kind: 'external', justification: justification === '' ? null : oneLine(justification, 1000) };
}

export function isDismissed(answer: string): boolean {
  return DISMISSED.has(answer.trim().toLowerCase());
}
