import type { EffortKind } from './effort.ts';
import type { ActionKind } from './key.ts';
import { shellWord } from './shell-word.ts';
import { type UpgradeCommands, upgradeCommands } from './upgrade-commands.ts';

/** Something to do, as text; `command`: what to type for it, a command on each line, null when it is not done in a shell. */
export interface ActionStep {
  text: string;
  command: string | null;
}

/** What an action is about, from its open findings; lists begin with what the worst of them name. All text is as reported. */
export interface ActionSubject {
  kind: ActionKind;
  effortKind: EffortKind;
  /** Version to go to, for upgrades. */
  target: string | null;
  packages: readonly SubjectPackage[];
  images: readonly string[];
  files: readonly string[];
  rules: readonly string[];
  /** The words of the scanner on how to fix the worst finding. */
  advice: string | null;
}

export interface SubjectPackage {
  ecosystem: string;
  name: string;
  /** Those in use. */
  versions: readonly string[];
}

const SHOWN = 3;
const MAX_ADVICE = 600;

/** What to do, in order, until a scan of the default branch confirms it. Pure text: nothing in it is markup. */
export function actionSteps(subject: ActionSubject): ActionStep[] {
  return [...doing(subject), confirming(subject.kind)];
}

function doing(subject: ActionSubject): ActionStep[] {
  switch (subject.kind) {
    case 'upgrade':
      return upgradeSteps(subject);
    case 'image':
      return imageSteps(subject);
    case 'rotate':
      return rotateSteps(subject);
    case 'pin':
      return pinSteps(subject);
    case 'iac':
      return [...advised(subject), said(`Change the settings ${inFiles(subject)} so that ${ruleOf(subject)} passes.`)];
    case 'code':
      return [...advised(subject), said(`Change the code ${inFiles(subject)}. Each finding names its place.`)];
    case 'dast':
      return [
        ...advised(subject),
        said(`Send the request that the scanner sent, and see the answer that ${ruleOf(subject)} is about.`),
        said('Change the application so that the answer is another one, and deploy it where the scanner looks.'),
      ];
    case 'privilege':
      if (subject.advice !== null) return advised(subject);
      return [said('Take away what is not used. Leave what a run of the last 90 days needed.')];
    case 'watch':
      return watchSteps(subject);
  }
}

const said = (text: string, command: string | null = null): ActionStep => ({ text, command });

function confirming(kind: ActionKind): ActionStep {
  if (kind === 'image') return said('The findings close when a report of the new image no longer holds them.');
  if (kind === 'privilege') return said('The findings close when the next report of the system no longer holds them.');
  if (kind === 'watch') return said('When a report names a version with the fix, this becomes an upgrade by itself.');
  return said('Merge, and let CI scan the default branch. The findings close when its report no longer holds them.');
}

function advised({ advice }: ActionSubject): ActionStep[] {
  const text = advice?.trim() ?? '';
  if (text === '') return [];
  return [
    said(
      `The scanner's advice: ${text.length <= MAX_ADVICE ? text : `${text.slice(0, MAX_ADVICE - 1).toWellFormed()}…`}`,
    ),
  ];
}

/** `a, b and 3 more` */
function listed(items: readonly string[], limit = SHOWN): string {
  const shown = items.length > limit ? [...items.slice(0, limit - 1), `${items.length - limit + 1} more`] : [...items];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

function inFiles({ files }: ActionSubject): string {
  return files.length === 0 ? 'where the findings say' : `in ${listed(files)}`;
}

function ruleOf({ rules }: ActionSubject): string {
  const [rule] = rules;
  return rule === undefined || rules.length > 1 ? 'the check' : rule;
}

function commandsFor({ packages, files, target }: ActionSubject): UpgradeCommands | null {
  const [used] = packages;
  return used === undefined ? null : upgradeCommands({ ...used, target, file: files[0] ?? null });
}

function upgradeSteps(subject: ActionSubject): ActionStep[] {
  const { packages, target, effortKind, files } = subject;
  const [used] = packages;
  const name = used?.name ?? 'the package';
  const from = used === undefined || used.versions.length === 0 ? '' : ` from ${listed(used.versions)}`;
  const to = target === null ? 'to a version without these problems; no report names one' : `to ${target} or newer`;
  const where = files.length === 0 ? '' : ` (${listed(files)})`;
  const commands = commandsFor(subject);
  const steps = [said(`Raise ${name}${from} ${to}${where}.`, commands?.raise ?? null)];
  if (commands?.why) {
    steps.push(said(`Where another package brings ${name} in, raise that one. This says which:`, commands.why));
  }
  if (effortKind === 'major') {
    steps.push(said('This is a new major version: read its notes on what changed, and run the tests that use it.'));
  }
  return steps;
}

function imageSteps({ images, packages }: ActionSubject): ActionStep[] {
  const [image] = images;
  const word = image === undefined ? null : shellWord(`${image}:new`);
  const rebuilt = 'Build the image again on the newest version of its base, without the cache.';
  const names = packages.slice(0, SHOWN).map(({ name }) => name);
  const install = systemUpgrade(packages.slice(0, SHOWN));
  return [
    said(rebuilt, word === null ? null : `docker build --pull --no-cache -t ${word} .`),
    ...(names.length === 0
      ? []
      : [
          said(
            `If the base has no fix yet, upgrade ${listed(names)} in the Dockerfile.`,
            install ? `RUN ${install}` : null,
          ),
        ]),
    said('Push it, deploy it, and let CI scan it.'),
  ];
}

/** One command for packages of one system; null where they are of several, or none is known. */
function systemUpgrade(packages: readonly SubjectPackage[]): string | null {
  const [first] = packages;
  const words = packages.map(({ name }) => shellWord(name));
  if (first === undefined || packages.some(({ ecosystem }) => ecosystem !== first.ecosystem) || words.includes(null)) {
    return null;
  }
  const one = upgradeCommands({ ...first, target: null, file: null })?.raise ?? null;
  return one === null ? null : [one, ...words.slice(1)].join(' ');
}

function rotateSteps({ files }: ActionSubject): ActionStep[] {
  const words = files.map(shellWord).filter((word) => word !== null);
  const history = words.map((word) => `git log --oneline --all -- ${word}`).slice(0, SHOWN);
  const purge = words.map((word) => `--path ${word}`).slice(0, SHOWN);
  return [
    said('Revoke the secret where it was issued: whoever has seen the code can use it until then.'),
    said('Issue a new one, put it into the store of secrets that CI and servers read, and restart what uses it.'),
    said(`Take it out of the code ${files.length === 0 ? 'where the findings say' : `in ${listed(files)}`}.`),
    said(
      'It stays in the history. After it is revoked that does no harm; to remove it too, rewrite the history together with everyone who has a clone.',
      history.length === 0 ? null : [...history, `git filter-repo --invert-paths ${purge.join(' ')}`].join('\n'),
    ),
    said('Look through the access logs of whatever it opened, from the day the finding was first seen.'),
  ];
}

function pinSteps({ files, packages }: ActionSubject): ActionStep[] {
  const [action] = packages;
  const word = action === undefined ? null : shellWord(`https://github.com/${action.name}`);
  const name = action?.name ?? 'owner/name';
  return [
    said('Find the commit of the version that you use.', word === null ? null : `git ls-remote --tags ${word}`),
    said(
      `Write the commit in place of the tag ${files.length === 0 ? 'in the workflows' : `in ${listed(files)}`}, and the version behind it as a comment: uses: ${name}@<commit> # v4.1.7`,
    ),
    said('Let a bot that updates dependencies raise it from now on: it knows commits with such a comment.'),
  ];
}

function watchSteps({ packages, images }: ActionSubject): ActionStep[] {
  const name = packages[0]?.name ?? images[0] ?? 'it';
  return [
    said(
      `No version of ${name} has a fix that a report knows of. Look whether the code that is affected is used here.`,
    ),
    said(`If it is: replace ${name}, or close the way to it (switch the feature off, filter the input).`),
  ];
}
