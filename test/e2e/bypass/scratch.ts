/** A collection of nobody's that paths write at which are not about our tables, but would reach them. */
import { verdict, type Api } from '../support/api';

/** It has a field `parent` that is no relation. */
export const SCRATCH = 'bypass_scratch';

/** Never there after an attempt. */
export const MADE = 'bypass_made';

export const KEY = { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true } };

export async function makeScratch(admin: Api): Promise<void> {
	const fields = [KEY, { field: 'parent', type: 'integer', schema: {}, meta: {} }];
	await require(admin.send('POST', '/collections', { collection: SCRATCH, schema: {}, meta: {}, fields }));
}

export async function dropScratch(admin: Api): Promise<void> {
	await require(admin.send('DELETE', `/collections/${SCRATCH}`));
}

async function require(answer: ReturnType<Api['send']>): Promise<void> {
	const told = await answer;
	if (!['200', '204'].includes(verdict(told))) throw new Error(`The scratch collection was not changed: ${told.text}`);
}
