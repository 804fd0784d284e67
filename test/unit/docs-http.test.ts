/** docs/http.md lists every route as the OpenAPI document describes it. `-u` writes its table anew. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { expectSection } from '../support/generated-section';
import { mountedRoutes } from '../support/mounted-routes';
import { describeRoutes } from '../support/openapi/route-table';

it('docs/http.md says of every route what it needs, does, takes and answers', async () => {
	await expectSection('docs/http.md', 'routes', describeRoutes());
});

it('docs/http.md lists exactly the routes that are mounted', async () => {
	const page = await readFile('docs/http.md', 'utf8');
	const listed = [...page.matchAll(/^\| `((?:GET|POST|PUT|PATCH|DELETE) \/axis\S*)` +\|/gm)].map(([, route]) => route);
	expect(listed.toSorted()).toEqual(mountedRoutes().toSorted());
});
