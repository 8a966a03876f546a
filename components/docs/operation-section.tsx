import type { ReactNode } from 'react';
import type { JsonSchema, OpenApiOperation, OpenApiParameter } from '#lib/contracts/openapi.ts';
import { type DocumentedField, fieldsOf, typeText } from './fields.ts';
import { Prose } from './prose.tsx';

function Fields({ fields }: { fields: readonly DocumentedField[] }) {
  // Alternatives of one body may hold the same name twice.
  const byName = new Map(fields.map((field) => [field.name, field]));
  return (
    <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-4 gap-y-1 text-12">
      {[...byName.values()].map((field) => (
        <div key={field.name} className="contents">
          <dt className="break-words font-mono">
            {field.name}
            {field.required ? '' : '?'}
          </dt>
          <dd className="break-words text-soft">
            <Prose text={field.type} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Long lists stay closed until asked for. */
function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  if (count === 0) return <p className="text-13 text-soft">{title}</p>;
  return (
    <details open={count <= 12} className="text-13">
      <summary className="py-0.5 leading-5 text-soft">{title}</summary>
      <div className="mt-2 border-l-2 pl-3">{children}</div>
    </details>
  );
}

function Schema({ title, schema }: { title: string; schema: JsonSchema | undefined }) {
  const fields = fieldsOf(schema ?? {});
  return (
    <Part title={title} count={fields.length}>
      <Fields fields={fields} />
    </Part>
  );
}

function Parameters({ operation, shared }: Pick<OperationSectionProps, 'operation' | 'shared'>) {
  const parameters = operation.parameters.flatMap((one) =>
    '$ref' in one
      ? Object.entries(shared).flatMap(([name, own]) => (one.$ref.endsWith(`/${name}`) ? [own] : []))
      : [one],
  );
  const fields = parameters.map(({ name, in: place, required, schema, description }) => ({
    name,
    type: description ?? `${typeText(schema)}${place === 'query' ? '' : ` (${place})`}`,
    required,
  }));
  if (fields.length === 0) return null;
  return (
    <Part title="Parameters" count={fields.length}>
      <Fields fields={fields} />
    </Part>
  );
}

function Body({ body }: { body: NonNullable<OpenApiOperation['requestBody']> }) {
  const types = Object.keys(body.content);
  const schema = body.content['application/json']?.schema;
  return <Schema title={`Body: ${body.description ?? types.join(', ')}`} schema={schema} />;
}

export interface OperationSectionProps {
  method: string;
  path: string;
  operation: OpenApiOperation;
  /** Parameters of several operations, by the name with which those refer to them. */
  shared: Readonly<Record<string, OpenApiParameter>>;
}

export function OperationSection({ method, path, operation, shared }: OperationSectionProps) {
  const answers = Object.entries(operation.responses);
  const good = answers.filter(([status]) => Number(status) < 400);
  const problems = answers.filter(([status]) => Number(status) >= 400).map(([status]) => status);
  return (
    <article id={operation.operationId} className="flex scroll-mt-6 flex-col gap-2 border-t pt-4">
      <h3 className="font-semibold text-14">{operation.summary}</h3>
      <p className="break-words font-mono text-13">
        {method} {path}
      </p>
      <p className="text-pretty text-13 text-soft">
        <Prose text={operation.description} />
      </p>
      <Parameters operation={operation} shared={shared} />
      {operation.requestBody ? <Body body={operation.requestBody} /> : null}
      {good.map(([status, given]) => (
        <Schema
          key={status}
          title={`${status}: ${given.description}`}
          schema={given.content?.['application/json']?.schema}
        />
      ))}
      {problems.length > 0 ? <p className="text-13 text-soft">Problems: {problems.join(', ')}</p> : null}
    </article>
  );
}
