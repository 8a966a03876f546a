import { numberOf } from '../github-command.ts';
import { fail, named, pass, unknown } from '../outcomes.ts';
import { strongPermissions } from '../permissions.ts';
import type { PrivilegeRule } from '../rule.ts';

export const rule: PrivilegeRule = {
  id: 'app-too-wide',
  title: 'An app may change every repository, or is kept though suspended',
  why: 'Whoever breaks into the maker of the app has these rights in your organization too. An app that is suspended can be switched on again with all of them.',
  severity: 'high',
  setting: 'Limit the app to the repositories that need it, or remove it (Settings, GitHub Apps)',
  references: { cicdSec: [8, 2], cis: ['1.4.1', '1.4.3'], slsa: [] },
  needs: { github: ['installations'], opengraph: ['installations'] },
  judge: (graph) =>
    graph.principals('app').map((app) => {
      const { everywhere, permissions, suspended } = app;
      const strong = permissions === null ? [] : strongPermissions(permissions);
      const wrong = [
        everywhere === true && strong.length > 0 ? `has ${strong.join(', ')} in every repository` : null,
        suspended === true ? 'is suspended and still installed' : null,
      ].filter((text) => text !== null);
      if (wrong.length > 0) {
        return fail(named(app), graph.organization, {
          says: `The app ${app.name} ${wrong.join(', and ')}.`,
          evidence: {
            app: app.name,
            repositories: everywhere ? 'all' : 'selected',
            permissions: strong.join(', '),
            suspended: suspended === true,
          },
          command: null,
        });
      }
      const isKnown = everywhere !== null && permissions !== null && suspended !== null;
      return isKnown
        ? pass(named(app), graph.organization)
        : unknown(named(app), graph.organization, `It was not told what the app ${numberOf(app.id)} may do.`);
    }),
};
