import type { SarifDialect } from '#lib/scanners/sarif/dialect.ts';

export const nuclei: SarifDialect = {
  id: 'nuclei',
  category: 'dast',
  // The rule names the host of whichever result came first.
  title: () => null,
  // What it knows no severity of is scored like a critical problem.
  noneIsUnknown: true,
  // The location is the path alone, written as a file.
  host: (message) => /\) found on (\S{1,2000})$/.exec(message.slice(0, 4000))?.[1] ?? null,
};
