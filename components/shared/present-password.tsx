import { Field, Input } from '#components/ui/field.tsx';

export interface PresentPasswordProps {
  error: string | null;
  label?: string;
  name?: string;
}

/** Asks the person who is signed in for their password, before something that nobody else may do at their desk. */
export function PresentPassword({ error, label = 'Your password', name = 'password' }: PresentPasswordProps) {
  return (
    <Field label={label} error={error} required className="w-full">
      {(control) => <Input name={name} type="password" autoComplete="current-password" maxLength={200} {...control} />}
    </Field>
  );
}
