import { Field, Input } from '#components/ui/field.tsx';

export interface TypeToConfirmProps {
  /** What is to be typed, letter for letter. */
  text: string;
  typed: string;
  onType: (typed: string) => void;
  className?: string;
}

/** The field before something that cannot be undone: its button works once the name of what goes is typed. */
export function TypeToConfirm({ text, typed, onType, className }: TypeToConfirmProps) {
  return (
    <Field
      label={<span className="break-all">Type {text}</span>}
      required
      {...(className === undefined ? {} : { className })}
    >
      {(control) => (
        <Input
          value={typed}
          onChange={(event) => onType(event.target.value.trim())}
          spellCheck={false}
          autoComplete="off"
          {...control}
        />
      )}
    </Field>
  );
}
