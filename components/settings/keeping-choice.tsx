import { useId } from 'react';

export interface Choice<Keeping extends string> {
  value: Keeping;
  label: string;
  means: string;
}

export interface KeepingChoiceProps<Keeping extends string> {
  legend: string;
  choices: readonly Choice<Keeping>[];
  value: Keeping;
  onChange: (value: Keeping) => void;
}

/** How long something is kept, in one of some ways, each with what it means. */
export function KeepingChoice<Keeping extends string>({
  legend,
  choices,
  value,
  onChange,
}: KeepingChoiceProps<Keeping>) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="sr-only">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="flex items-start gap-2.5 text-13">
          <input
            type="radio"
            name={name}
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
