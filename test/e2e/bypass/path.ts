/** What a path to the axis tables is: how to write, who refuses it while the gate is shut, and what the caller is told. */
import type { SelfTestLayer } from '../../../src/contract';
import { verdict, type Api } from '../support/api';
import type { Major } from '../support/majors';
import type { Stage } from './stage';

/** Who refuses first; nobody where nothing of ours would change. The layers are those of the self-test, and the bundle's own routes. */
export type Layer = SelfTestLayer | 'endpoint' | 'nobody';

/** A word for both majors, or one for each. */
export type PerMajor = string | Readonly<Record<Major, string>>;

export interface Path {
	/** A row of the table in docs/evidence/bypasses.md. */
	name: string;
	/** Left out for both. */
	majors?: readonly Major[];
	by: Layer;
	/** What the caller is told while the gate is shut: status and code, or the code alone where the protocol has no status. */
	shut: PerMajor;
	/** What the caller is told while it is open. */
	open: PerMajor;
	/** Majors on which it is not tried with an open gate, with the reason. */
	notOpened?: Readonly<Partial<Record<Major, string>>>;
	/** What an open gate lets change: rows or structure of the tables (the usual case), Directus' rows about them, or nothing. */
	changes?: 'tables' | 'metadata' | 'nothing';
	/** Why the caller is not told the code. */
	opaque?: string;
	write: (stage: Stage) => Promise<string>;
	/** Takes back what the open gate let through, where reseeding the rows is not enough. */
	undo?: (stage: Stage) => Promise<unknown>;
}

/** Tables and views of ours stand on what the path would drop or alter, and PostgreSQL lets it be. */
export const STOOD_ON = {
	by: 'database',
	shut: '422 UNPROCESSABLE_CONTENT',
	open: '422 UNPROCESSABLE_CONTENT',
	changes: 'nothing',
} as const;

export const REFUSED = '423 AXIS_GATE_CLOSED';
/** GraphQL answers its own errors with status 200. */
export const REFUSED_GRAPHQL = '200 AXIS_GATE_CLOSED';
/** WebSocket messages have no status. */
export const REFUSED_SOCKET = 'AXIS_GATE_CLOSED';

export function wordFor(word: PerMajor, major: Major): string {
	return typeof word === 'string' ? word : word[major];
}

type Part = (stage: Stage) => unknown;

interface RestPath extends Omit<Path, 'write' | 'shut' | 'open'> {
	method: string;
	path: string | ((stage: Stage) => string);
	body?: Part;
	as?: 'operator' | undefined;
	shut?: PerMajor;
	open?: PerMajor;
}

/** A request with a JSON body. Without further word it is refused with 423 and answers 200 while the gate is open. */
export function rest({ method, path, body, as, ...rest }: RestPath): Path {
	return {
		shut: REFUSED,
		open: '200',
		...rest,
		write: async (stage) => {
			const api = as === 'operator' ? stage.operator : stage.admin;
			return verdict(await api.send(method, typeof path === 'string' ? path : path(stage), body?.(stage)));
		},
	};
}

interface GraphqlPath extends Omit<Path, 'write' | 'shut' | 'open'> {
	mutation: (stage: Stage) => string;
	scope?: 'system';
	as?: 'operator' | undefined;
	shut?: PerMajor;
	open?: PerMajor;
}

/** A mutation. Without further word it is refused with the code. */
export function graphql({ mutation, scope, as, ...path }: GraphqlPath): Path {
	return {
		shut: REFUSED_GRAPHQL,
		open: '200',
		...path,
		write: async (stage) => {
			const api = as === 'operator' ? stage.operator : stage.admin;
			return verdict(await api.graphql(`mutation { ${mutation(stage)} }`, scope === 'system' ? '/graphql/system' : '/graphql'));
		},
	};
}

/** Sends a file as a form, as the Studio does. */
export async function sendFile(api: Api, path: string, file: { name: string; type: string; text: string }): Promise<string> {
	const form = new FormData();
	form.set('file', new Blob([file.text], { type: file.type }), file.name);
	return verdict(await api.raw('POST', path, form, {}));
}
