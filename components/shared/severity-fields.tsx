import { errorAt } from '#components/queries/send.ts';
import { Field, Select, TextArea } from '#components/ui/field.tsx';
import { SEVERITY_WORD } from '#components/ui/severity-mark.tsx';
import { STATED_SEVERITIES, type StatedSeverity } from '#lib/domain/finding/finding.ts';

export interface SeverityChoiceProps {
  /** Null: none is chosen yet. */
  value: StatedSeverity | null;
  onChange: (severity: StatedSeverity) => void;
  choices?: readonly StatedSeverity[];
  hint?: string | undefined;
  error: unknown;
}

export function SeverityChoice({ value, onChange, choices = STATED_SEVERITIES, hint, error }: SeverityChoiceProps) {
  return (
    <Field label="Severity" required hint={hint} error={errorAt(error, 'severity')}>
      {(control) => (
        <Select
          {...control}
          autoFocus
          placeholder="Choose one"
          options={choices.map((one) => ({ value: one, label: SEVERITY_WORD[one] }))}
          value={value ?? ''}
          onChange={(event) => {
            const chosen = choices.find((one) => one === event.target.value);
            if (chosen !== undefined) onChange(chosen);
          }}
        />
      )}
    </Field>
  );
}

export interface SeverityReasonProps {
  value: string;
  onChange: (reason: string) => void;
  error: unknown;
}

export function SeverityReason({ value, onChange, error }: SeverityReasonProps) {
  return (
    <Field
      label="Reason"
      required
      hint="What the scanner does not know: who can reach it, what it protects."
      error={errorAt(error, 'reason')}
    >
      {(control) => (
        <TextArea
          {...control}
          rows={3}
          minLength={3}
          maxLength={2000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
