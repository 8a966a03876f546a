import { ChevronDown } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn.ts';

const control =
  'w-full rounded-control border border-control bg-raised text-ink transition-colors hover:border-shape focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-failed text-14 pointer-coarse:text-16';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(control, 'h-8 px-2.5 pointer-coarse:h-11', className)} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cn(control, 'px-2.5 py-1.5', className)} {...rest} />;
}

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
  /** Heading under which it stands with the other options of that group, which follow one another. */
  group?: string;
}

export interface SelectProps extends Omit<ComponentProps<'select'>, 'children'> {
  options: readonly SelectOption[];
  /** Shown while nothing is chosen; it cannot be chosen itself. */
  placeholder?: string;
  /** Without a frame until it is pointed at: for one in each row of a list. */
  quiet?: boolean;
}

function grouped(options: readonly SelectOption[]): { group: string | undefined; members: SelectOption[] }[] {
  const groups: { group: string | undefined; members: SelectOption[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.members.push(option);
    else groups.push({ group: option.group, members: [option] });
  }
  return groups;
}

const optionOf = ({ value, label, disabled }: SelectOption) => (
  <option key={value} value={value} disabled={disabled}>
    {label}
  </option>
);

/** The platform's own select: it works everywhere, and on a phone it is the better one. */
export function Select({ options, placeholder, quiet = false, className, ...rest }: SelectProps) {
  return (
    <span className={cn('relative inline-flex w-full', className)}>
      <select
        className={cn(
          control,
          'h-8 appearance-none truncate pr-8 pl-2.5 pointer-coarse:h-11',
          quiet && 'border-transparent bg-transparent text-13',
        )}
        {...rest}
      >
        {placeholder === undefined ? null : (
          <option value="" disabled>
            {placeholder}
          </option>
        )}
        {grouped(options).map(({ group, members }) =>
          group === undefined ? (
            members.map(optionOf)
          ) : (
            <optgroup key={group} label={group}>
              {members.map(optionOf)}
            </optgroup>
          ),
        )}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-faint"
      />
    </span>
  );
}

/** What the control needs to be tied to its label, hint and error. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  required: boolean;
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  required?: boolean;
  /** `<Field label="Name">{(control) => <Input name="name" {...control} />}</Field>` */
  children: (control: FieldControl) => ReactNode;
  className?: string;
}

/** Label, control, hint and error in one column. Use it inside client components, or with a control rendered there. */
export function Field({ label, hint, error, required = false, children, className }: FieldProps) {
  const id = useId();
  const described = [error ? `${id}-error` : null, hint ? `${id}-hint` : null].filter((part) => part !== null);
  return (
    <div className={cn('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-medium text-13">
        {label}
        {required ? null : <span className="font-normal text-faint"> (optional)</span>}
      </label>
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': error ? true : undefined,
        required,
      })}
      {error ? (
        <p id={`${id}-error`} className="text-12 text-failed">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-12 text-faint">
          {hint}
        </p>
      ) : null}
    </div>
  );
}
