import { shellWord } from './shell-word.ts';

export interface Upgrade {
  /** purl type: `npm`, `pypi`, … */
  ecosystem: string;
  name: string;
  /** Version to go to; null when none is known. */
  target: string | null;
  /** File that the scanner read: a lock file tells which program wrote it. */
  file: string | null;
}

export interface UpgradeCommands {
  /** Raises the version; null where that is an edit of a file. */
  raise: string | null;
  /** Says what brings the package in; null where no program does. */
  why: string | null;
}

/** A package and a version as words of a shell; null where one of them must not be copied into one. */
interface Words {
  name: string;
  /** `name` with the version by this join: `name@1.2`. */
  at(join: string, before?: string): string;
  target: string | null;
}

const baseName = (file: string | null): string => file?.split(/[/\\]/).at(-1)?.toLowerCase() ?? '';

function npm({ name, at }: Words, file: string): UpgradeCommands {
  if (file === 'yarn.lock') return { raise: `yarn up ${at('@')}`, why: `yarn why ${name}` };
  if (file.startsWith('pnpm-lock')) return { raise: `pnpm update ${at('@')}`, why: `pnpm why ${name}` };
  return { raise: `npm install ${at('@')}`, why: `npm ls ${name}` };
}

function pypi({ name, at, target }: Words, file: string): UpgradeCommands {
  switch (file) {
    case 'poetry.lock':
      return { raise: `poetry add ${at('@^')}`, why: `poetry show ${name} --why` };
    case 'uv.lock':
      return { raise: `uv lock --upgrade-package ${at('==')}`, why: `uv tree --invert --package ${name}` };
    case 'pipfile.lock':
      return { raise: `pipenv upgrade ${at('==')}`, why: 'pipenv graph --reverse' };
    default:
      return { raise: `pip install ${target === null ? `--upgrade ${name}` : at('>=')}`, why: `pip show ${name}` };
  }
}

function maven({ name, target }: Words, file: string): UpgradeCommands {
  if (file.includes('gradle')) return { raise: null, why: `gradle dependencyInsight --dependency ${name}` };
  if (target === null) return { raise: `mvn versions:use-latest-releases -Dincludes=${name}`, why: mavenTree(name) };
  const version = `-DdepVersion=${target} -DforceVersion=true`;
  return { raise: `mvn versions:use-dep-version -Dincludes=${name} ${version}`, why: mavenTree(name) };
}

const mavenTree = (name: string): string => `mvn dependency:tree -Dincludes=${name}`;

function golang({ name, at, target }: Words): UpgradeCommands {
  // The standard library is part of the toolchain.
  if (name === 'stdlib') return { raise: target === null ? 'go get go@latest' : `go get go@${target}`, why: null };
  const version = target === null ? `${name}@latest` : at('@', target.startsWith('v') ? '' : 'v');
  return { raise: `go get ${version}\ngo mod tidy`, why: `go mod why -m ${name}` };
}

function commandsOf(ecosystem: string, words: Words, file: string): UpgradeCommands | null {
  const { name, at, target } = words;
  switch (ecosystem) {
    case 'npm':
      return npm(words, file);
    case 'pypi':
      return pypi(words, file);
    case 'golang':
      return golang(words);
    case 'maven':
      return maven(words, file);
    case 'gem':
      return { raise: `bundle update ${name} --conservative`, why: `bundle info ${name}` };
    case 'cargo':
      return {
        raise: `cargo update -p ${name}${target === null ? '' : ` --precise ${target}`}`,
        why: `cargo tree --invert ${name}`,
      };
    case 'composer':
      return { raise: `composer require ${at(':^')} --with-all-dependencies`, why: `composer why ${name}` };
    case 'nuget':
      return {
        raise: `dotnet add package ${name}${target === null ? '' : ` --version ${target}`}`,
        why: `dotnet nuget why . ${name}`,
      };
    case 'hex':
      return { raise: `mix deps.update ${name}`, why: 'mix deps.tree' };
    case 'pub':
      return { raise: `dart pub upgrade ${name}`, why: 'dart pub deps' };
    case 'swift':
      return { raise: `swift package update ${name}`, why: 'swift package show-dependencies' };
    case 'deb':
      return {
        raise: `apt-get update && apt-get install --only-upgrade --yes ${name}`,
        why: `apt-cache policy ${name}`,
      };
    case 'apk':
      return { raise: `apk add --no-cache --upgrade ${name}`, why: `apk policy ${name}` };
    case 'rpm':
      return { raise: `dnf upgrade --assumeyes ${name}`, why: `dnf info ${name}` };
    default:
      return null;
  }
}

/** What to type to raise a package; null for an ecosystem without a known program, and for names unfit for a shell. */
export function upgradeCommands({ ecosystem, name, target, file }: Upgrade): UpgradeCommands | null {
  const [safeName, safeTarget] = [shellWord(name), target === null ? null : shellWord(target)];
  if (safeName === null || (target !== null && safeTarget === null)) return null;
  const at = (join: string, before = ''): string => {
    if (target === null) return safeName;
    return shellWord(`${name}${join}${before}${target}`) ?? safeName;
  };
  return commandsOf(ecosystem, { name: safeName, at, target: safeTarget }, baseName(file));
}
