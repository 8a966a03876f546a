import { get, itemsOf, type Node } from '#lib/domain/pipeline/node.ts';
import { imageParts } from '#lib/domain/pipeline/read-github.ts';
import { imageOf } from '#lib/domain/pipeline/read-gitlab.ts';
import { GITLAB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';

export const gitlabUnpinnedImage: Rule = {
  of: 'gitlab',
  id: 'gitlab-unpinned-image',
  title: 'The image of a job is named by a tag, not by its content',
  why: 'Whoever can push to the registry, or takes it over, can put another image under the same tag: it then runs here with the variables and secrets of the job.',
  fix: 'Name the digest behind the tag: image: node:22@sha256:… Renovate keeps it up to date.',
  severity: 'low',
  controls: ['CICD-SEC-3', 'CICD-SEC-9', 'CIS 2.3', 'CIS 3.1'],
  cwes: [829, 494],
  references: [GITLAB_DOCS.security],
  check: (file) => [
    ...inPlace(get(file.root, 'default') ?? file.root, null),
    ...(get(file.root, 'default') === null ? [] : inPlace(file.root, null)),
    ...file.jobs.flatMap((job) => inPlace(job.own, job.key)),
  ],
};

function inPlace(place: Node, job: string | null): Match[] {
  return [get(place, 'image'), ...itemsOf(get(place, 'services'))].flatMap((node) => inImage(node, job));
}

function inImage(node: Node | null, job: string | null): Match[] {
  const found = imageOf(node);
  // What a variable names, the file does not show; an image of this project's own registry is one.
  if (found === null || found.image.includes('$') || /@sha256:[0-9a-f]{64}$/i.test(found.image)) return [];
  const { name, ref } = imageParts(found.image);
  return [
    {
      line: found.node.line,
      job,
      step: name,
      message: `The image ${name} is named ${ref === '' ? 'without any tag' : `by the tag ${ref}`}: it can become another one without a change here.`,
    },
  ];
}
