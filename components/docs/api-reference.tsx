import { Code } from '#components/ui/code-block.tsx';
import type { OpenApiDocument, OpenApiOperation } from '#lib/contracts/openapi.ts';
import { OperationSection } from './operation-section.tsx';
import { Prose } from './prose.tsx';

export interface ProblemKind {
  code: string;
  status: number;
  title: string;
}

export interface ApiReferenceProps {
  document: OpenApiDocument;
  problems: readonly ProblemKind[];
}

interface Entry {
  method: string;
  path: string;
  operation: OpenApiOperation;
}

function groupsOf(document: OpenApiDocument): Map<string, Entry[]> {
  const entries = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  return Map.groupBy(entries, (entry) => entry.operation.tags[0] ?? '');
}

function Contents({ groups }: { groups: Map<string, Entry[]> }) {
  return (
    <nav aria-label="Operations" className="mb-10 grid gap-x-8 gap-y-6 sm:grid-cols-2">
      {[...groups].map(([group, entries]) => (
        <div key={group}>
          <h2 className="mb-1 font-semibold text-13">{group}</h2>
          <ul className="flex flex-col gap-0.5">
            {entries.map(({ method, path, operation }) => (
              <li key={operation.operationId}>
                <a
                  href={`#${operation.operationId}`}
                  className="block break-words py-0.5 text-13 leading-5 text-accent hover:underline"
                >
                  <span className="font-mono text-12">
                    {method} {path}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function Problems({ problems }: { problems: readonly ProblemKind[] }) {
  return (
    <section className="mt-12">
      <h2 className="mb-3 font-semibold text-16">Problems</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-13">
        {problems.map(({ code, status, title }) => (
          <div key={code} id={`problem-${code.replaceAll('_', '-')}`} className="contents">
            <dt className="font-mono text-12 text-soft">
              {status} {code}
            </dt>
            <dd>{title}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The reference that people read, made from the same document as the one for programs. */
export function ApiReference({ document, problems }: ApiReferenceProps) {
  const groups = groupsOf(document);
  return (
    <main className="mx-auto w-full max-w-3xl px-4 py-10 sm:px-6">
      <h1 className="font-semibold text-28 tracking-tight">Plumbline API</h1>
      <p className="mt-1 mb-8 text-pretty text-14 text-soft">
        Version {document.info.version}. <Prose text={document.info.description} /> For programs:{' '}
        <a href="/api/openapi.json" className="text-accent underline underline-offset-2">
          openapi.json
        </a>{' '}
        (OpenAPI 3.1). Addresses begin with <Code>{document.servers[0]?.url ?? ''}</Code>.
      </p>
      <Contents groups={groups} />
      {[...groups].map(([group, entries]) => (
        <section key={group} className="mt-12">
          <h2 className="mb-4 font-semibold text-20 tracking-tight">{group}</h2>
          <div className="flex flex-col gap-8">
            {entries.map((entry) => (
              <OperationSection key={entry.operation.operationId} {...entry} shared={document.components.parameters} />
            ))}
          </div>
        </section>
      ))}
      <Problems problems={problems} />
    </main>
  );
}
