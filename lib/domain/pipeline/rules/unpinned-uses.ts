import type { Severity } from '#lib/domain/finding/finding.ts';
import type { Edit } from '#lib/domain/pipeline/diff.ts';
import type { GithubFile, Job, Uses } from '#lib/domain/pipeline/model.ts';
import { get, itemsOf, type Node, textOf } from '#lib/domain/pipeline/node.ts';
import { imageParts } from '#lib/domain/pipeline/read-github.ts';
import { GITHUB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';

export const unpinnedUses: Rule = {
  of: 'github',
  id: 'unpinned-uses',
  title: 'An action or image is named by a tag or branch, not by its content',
  why:
    'Whoever controls the other repository, or takes it over, can move a tag or branch to other code at any time. It then runs here with the ' +
    'token and the secrets of the job, as it did in March 2025 when the tags of tj-actions/changed-files were moved.',
  fix: 'Name the commit (40 characters) with the version behind it as a comment, or the digest of the image. Tools that update dependencies keep both up to date.',
  severity: 'high',
  controls: ['CICD-SEC-3', 'CICD-SEC-9', 'CIS 2.3', 'CIS 3.1', 'SLSA Build L3'],
  cwes: [829, 494],
  references: [GITHUB_DOCS.secureUse],
  check: (file) => file.jobs.flatMap((job) => [...usesIn(file, job), ...imagesIn(file, job)]),
};

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;
const DIGEST = /^sha256:[0-9a-f]{64}$/i;
/** What GitHub itself publishes, which could do as it likes anyway. */
const OF_GITHUB = /^(?:actions|github)\//i;
const BRANCH = /^(?:main|master|develop|dev|trunk|latest|HEAD|next|canary)$/i;

function usesIn(file: GithubFile, job: Job): Match[] {
  const found: Match[] = [];
  for (const { uses, step } of [
    { uses: job.uses, step: null },
    ...job.steps.map(({ uses, key }) => ({ uses, step: key })),
  ]) {
    if (uses === null || uses.place === 'local' || uses.text.includes('${{')) continue;
    const isPinned = uses.place === 'image' ? DIGEST.test(uses.ref) : COMMIT.test(uses.ref);
    if (!isPinned) found.push(matchOf(file, job, step, uses));
  }
  return found;
}

function matchOf(file: GithubFile, job: Job, step: string | null, uses: Uses): Match {
  const isImage = uses.place === 'image';
  const what = isImage ? 'The image' : step === null ? 'The workflow' : 'The action';
  const named =
    uses.ref === ''
      ? 'without any version'
      : `by ${BRANCH.test(uses.ref) ? 'the branch' : isImage ? 'the tag' : 'the tag or branch'} ${uses.ref}`;
  return {
    line: uses.line,
    job: job.key,
    step,
    severity: severityOf(uses),
    message: `${what} ${uses.name} is named ${named}: it can become other code without a change here.`,
    shared: { check: isImage ? 'unpinned-images' : 'unpinned-uses', about: uses.name.toLowerCase() },
    edits: editsOf(file, uses),
  };
}

function severityOf({ name, ref }: Uses): Severity {
  if (OF_GITHUB.test(name)) return 'low';
  return BRANCH.test(ref) || ref === '' ? 'high' : 'medium';
}

/** Says which name must be resolved: what commit it is now, nobody knows from here. */
function editsOf(file: GithubFile, uses: Uses): Edit[] {
  const line = file.lines[uses.line - 1] ?? '';
  const at = line.indexOf(uses.text);
  if (at === -1 || uses.ref === '' || line.indexOf(uses.text, at + 1) !== -1) return [];
  const separator = uses.place === 'image' ? 'docker://' : '';
  const pinned =
    uses.place === 'image'
      ? `${separator}${uses.name}@sha256:<digest of ${uses.ref}>`
      : `${uses.name}@<commit of ${uses.ref}>`;
  const rest = line.slice(at + uses.text.length).replace(/^(["']?)\s*#.*$/, '$1');
  return [{ at: uses.line, remove: 1, insert: [`${line.slice(0, at)}${pinned}${rest.trimEnd()} # ${uses.ref}`] }];
}

function imagesIn(file: GithubFile, job: Job): Match[] {
  if (file.kind === 'action') return actionImage(file);
  const services = get(job.node, 'services');
  const nodes = [
    get(job.node, 'container'),
    ...(services?.kind === 'map' ? services.entries.map(({ value }) => value) : []),
  ];
  return nodes.flatMap((node) => itemsOf(node)).flatMap((node) => imageMatch(node, job.key));
}

function actionImage(file: GithubFile): Match[] {
  const image = get(file.root, 'runs', 'image');
  return image?.kind === 'text' && /^docker:\/\//i.test(image.value) ? imageMatch(image, null) : [];
}

function imageMatch(node: Node, job: string | null): Match[] {
  const at = node.kind === 'map' ? get(node, 'image') : node;
  const image = (textOf(at) ?? '').replace(/^docker:\/\//i, '').trim();
  if (at === null || image === '' || image.includes('${{')) return [];
  const { name, ref } = imageParts(image);
  if (DIGEST.test(ref)) return [];
  return [
    {
      line: at.line,
      job,
      step: null,
      severity: 'low',
      message: `The image ${name} is named ${ref === '' ? 'without any tag' : `by the tag ${ref}`}: it can become another one without a change here.`,
      shared: { check: 'unpinned-images', about: name.toLowerCase() },
    },
  ];
}
