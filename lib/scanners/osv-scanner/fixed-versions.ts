import { versionsIn } from '#lib/scanners/shared/versions.ts';

const ROW = /^\|[^|]{1,200}\|([^|]{1,300})\|([^|]{1,500})\|$/;

/** OSV-Scanner tells fixed versions in a table of its rule's help: `| Vulnerability ID | Package Name | Fixed Version |`. */
export function fixedInTable(help: string, name: string): string[] {
  const lines = help.slice(0, 60_000).split('\n');
  const start = lines.findIndex((line) =>
    /^\|\s{0,20}vulnerability id\s{0,20}\|\s{0,20}package name\s{0,20}\|\s{0,20}fixed version/i.test(line),
  );
  if (start === -1) return [];
  const found = new Set<string>();
  for (const line of lines.slice(start + 1)) {
    const row = ROW.exec(line.trim().slice(0, 1100));
    if (row === null) break;
    if (row[1]?.trim() === name) for (const version of versionsIn(row[2] ?? '')) found.add(version);
  }
  return [...found];
}
