import type { Principal } from '#lib/domain/access/access.ts';
import { Fault } from '#lib/errors.ts';

/** @throws Fault forbidden for an upload token that is bound to other scanners */
export function requireScanner(principal: Principal, scanner: string): void {
  if (principal.kind !== 'upload_token' || principal.scanners.length === 0) return;
  const { scanners } = principal;
  // A report of several tools is named by all of them.
  if (scanners.includes(scanner) || scanner.split('+').every((each) => scanners.includes(each))) return;
  const bound = scanners.join(', ');
  throw new Fault('forbidden', `This token may deliver reports of ${bound} only, and ${scanner} wrote this one.`);
}
