import { cn } from '#components/ui/cn.ts';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { type DiffLine, diffLines } from '#lib/domain/policy/diff-lines.ts';

/** Lines around a change that stay shown. */
const AROUND = 3;

/** Without what is far from every change. */
function nearChanges(lines: readonly DiffLine[]): DiffLine[] {
  const changed = lines.flatMap(({ kind }, index) => (kind === 'same' ? [] : [index]));
  return lines.filter((_, index) => changed.some((at) => Math.abs(at - index) <= AROUND));
}

const SIGNS = { same: ' ', added: '+', removed: '−' } as const;

/** What changed between two texts. Signs and words say it, not colour alone. */
export function LineDiff({ before, after, label }: { before: string; after: string; label: string }) {
  const lines = diffLines(before, after);
  if (lines.every(({ kind }) => kind === 'same')) return <p className="text-13 text-soft">Nothing differs.</p>;
  return (
    <ScrollRegion label={label} className="rounded-control border font-mono text-12">
      <table className="w-full border-collapse">
        <tbody>
          {nearChanges(lines).map(({ kind, text, before: old, after: now }) => (
            <tr
              key={`${old} ${now}`}
              className={cn(kind === 'added' && 'bg-sunken', kind === 'removed' && 'text-faint')}
            >
              <td className="w-10 select-none pr-1 pl-3 text-right text-faint leading-5">{old}</td>
              <td className="w-10 select-none pr-2 text-right text-faint leading-5">{now}</td>
              <td className={cn('w-4 select-none leading-5', kind !== 'same' && 'font-semibold text-ink')}>
                <span aria-hidden>{SIGNS[kind]}</span>
                {kind === 'same' ? null : <span className="sr-only">{kind}: </span>}
              </td>
              <td className={cn('whitespace-pre pr-3 leading-5', kind === 'removed' && 'line-through')}>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
