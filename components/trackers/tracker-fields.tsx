import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { Field, Input, Select, TextArea } from '#components/ui/field.tsx';
import { needsProject, TRACKER_KINDS, type TrackerKind } from '#lib/domain/tracker/tracker.ts';
import { KIND_WORDS } from './words.ts';

export interface TrackerValues {
  kind: TrackerKind;
  name: string;
  address: string;
  account: string;
  token: string;
  /** A rule on each line. */
  rules: string;
  labels: string;
  issueType: string;
  closes: boolean;
}

export interface TrackerFieldsProps {
  isNew: boolean;
  values: TrackerValues;
  set: (change: Partial<TrackerValues>) => void;
  errorAt: (path: string) => string | null;
}

type Texts = { [Name in keyof TrackerValues]: TrackerValues[Name] extends string ? Name : never }[keyof TrackerValues];

interface LineProps extends TrackerFieldsProps {
  name: Exclude<Texts, 'kind' | 'rules'>;
  label: string;
  hint?: string;
  placeholder?: string;
  type?: string;
  required?: boolean;
  /** Where the API says what is wrong with it. */
  path?: string;
}

function Line({
  values,
  set,
  errorAt,
  name,
  label,
  hint,
  placeholder,
  type = 'text',
  required = true,
  path,
}: LineProps) {
  return (
    <Field label={label} required={required} hint={hint} error={errorAt(path ?? name)}>
      {(control) => (
        <Input
          {...control}
          type={type}
          value={values[name]}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => set({ [name]: target.value })}
        />
      )}
    </Field>
  );
}

/** What is wrong with any of the rules: they are one field. */
function rulesError(errorAt: TrackerFieldsProps['errorAt'], rules: string): string | null {
  for (const [index, line] of rules
    .split('\n')
    .filter((one) => one.trim() !== '')
    .entries()) {
    const error = errorAt(`projects.${index}.project`) ?? errorAt(`projects.${index}.repositories`);
    if (error !== null) return `${line.trim()}: ${error}`;
  }
  return errorAt('projects');
}

function Rules({ values, set, errorAt }: TrackerFieldsProps) {
  const { project } = KIND_WORDS[values.kind];
  const own = needsProject(values.kind) ? '' : ' Without a project, issues go to the repository itself.';
  return (
    <Field
      label="Where issues go"
      required
      hint={`A rule on each line, the first that matches counts: acme/web = ${project}, acme/* = …, * = ….${own}`}
      error={rulesError(errorAt, values.rules)}
    >
      {(control) => (
        <TextArea
          {...control}
          rows={3}
          spellCheck={false}
          className="font-mono text-13"
          value={values.rules}
          placeholder={`* = ${project}`}
          onChange={({ target }) => set({ rules: target.value })}
        />
      )}
    </Field>
  );
}

export function TrackerFields(props: TrackerFieldsProps) {
  const { isNew, values, set } = props;
  const words = KIND_WORDS[values.kind];
  const isJira = needsProject(values.kind);
  return (
    <>
      {isNew ? (
        <Field label="Kind" required>
          {(control) => (
            <Select
              {...control}
              value={values.kind}
              options={TRACKER_KINDS.map((value) => ({ value, label: KIND_WORDS[value].label }))}
              onChange={({ target }) => set({ kind: TRACKER_KINDS.find((kind) => kind === target.value) ?? 'github' })}
            />
          )}
        </Field>
      ) : null}
      <Line {...props} name="name" label="Name" placeholder="Security board" />
      <Line {...props} name="address" label="Address" type="url" placeholder={words.address} />
      {values.kind === 'jira_cloud' ? (
        <Line
          {...props}
          name="account"
          label="Account"
          type="email"
          hint="The e-mail address of the token’s account."
        />
      ) : null}
      <Line
        {...props}
        name="token"
        label="Token"
        type="password"
        required={isNew}
        hint={`${words.token} ${isNew ? 'Stored encrypted, and never shown again.' : 'Leave empty to keep the one that is there.'}`}
      />
      <Rules {...props} />
      <Line {...props} name="labels" label="Labels" required={false} hint="Of each new issue, separated by commas." />
      {isJira ? <Line {...props} name="issueType" path="issue_type" label="Issue type" /> : null}
      <LabelledCheckbox
        checked={values.closes}
        onCheckedChange={(checked) => set({ closes: checked === true })}
        label="Close an issue when a scan no longer finds what its fix was about"
        hint="A comment says so in any case."
      />
    </>
  );
}
