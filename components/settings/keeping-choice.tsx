/** How long reports are kept, in one of three ways. */
export type Keeping = 'all' | 'days' | 'none';

export function keepingOf(days: number | null): Keeping {
  if (days === null) return 'all';
  return days === 0 ? 'none' : 'days';
}

const CHOICES: readonly { value: Keeping; label: string; means: string }[] = [
  { value: 'all', label: 'Keep every report', means: 'Each upload can be downloaded for good.' },
  {
    value: 'days',
    label: 'Keep reports for some days',
    means: 'Counted from their arrival. The newest report of each pipeline stays however old it is.',
  },
  {
    value: 'none',
    label: 'Remove reports once they are read',
    means:
      'Within the hour. After an upgrade that recognises findings in another way, Plumbline cannot read old reports again: some findings may then be fixed and introduced anew.',
  },
];

export interface KeepingChoiceProps {
  value: Keeping;
  onChange: (value: Keeping) => void;
}

export function KeepingChoice({ value, onChange }: KeepingChoiceProps) {
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="sr-only">How long reports are kept</legend>
      {CHOICES.map((choice) => (
        <label key={choice.value} className="flex items-start gap-2.5 text-13">
          <input
            type="radio"
            name="keeping"
            value={choice.value}
            checked={value === choice.value}
            onChange={() => onChange(choice.value)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span className="flex flex-col gap-0.5">
            <span className="font-medium">{choice.label}</span>
            <span className="text-soft">{choice.means}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
