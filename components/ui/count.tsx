import { formatCount } from '#lib/format.ts';

export interface CountProps {
  value: number;
  /** `atLeast`: counting stopped there (10,000+). */
  relation?: 'exact' | 'atLeast';
  noun: string;
  plural?: string;
  className?: string;
}

/** A number that says what it counts, and whether it is all of them. */
export function Count({ value, relation = 'exact', noun, plural, className }: CountProps) {
  return (
    <span className={className} title={relation === 'atLeast' ? 'Counting stops here to stay fast' : undefined}>
      {formatCount(value, noun, plural ?? `${noun}s`, relation === 'atLeast')}
    </span>
  );
}
