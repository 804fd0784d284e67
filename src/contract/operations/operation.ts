/** What the description of a route holds. */
import type { z } from 'zod';
import type { RefusalCode } from '../schemas/refusals';

export type Tag =
	'me' | 'changes' | 'foundation' | 'gate' | 'rollout' | 'runs' | 'coverage' | 'cells' | 'reports' | 'model' | 'scans' | 'about';

interface Described {
	/** Method, and path under /axis as Express spells it. */
	route: `${'GET' | 'POST'} /${string}`;
	tag: Tag;
	/** A phrase: what it does. */
	does: string;
	/** Sentences, where there is more to say. */
	more?: string;
	/**
	 * What a caller needs on the run ledger, read for GET and create for POST where it is left out; admin: nobody but admins; self: everybody who is
	 * signed in, of whom the answer speaks.
	 */
	right?: 'read' | 'create' | 'admin' | 'self';
	query?: z.ZodObject;
	/** Of a POST that takes JSON. */
	body?: z.ZodType;
	/** Of a POST that takes a CSV: its columns, in words. */
	csvBody?: string;
	/** True where it asks much of the database: then it waits for its turn. */
	large?: true;
	/** True where it needs no PostgreSQL. */
	anyDatabase?: true;
	/** Beside what every route may be refused for. */
	refuses?: readonly RefusalCode[];
}

export type Operation = Described &
	(
		| { answer: z.ZodType }
		/** A page of rows with the number of all, as JSON or CSV. */
		| { list: z.ZodObject }
		/** All rows, as JSON or CSV. */
		| { rows: z.ZodObject }
		/** The answer, or its rows as CSV. */
		| { answer: z.ZodType; csv: z.ZodObject }
		/** No envelope. */
		| { events: string }
		| { document: string }
	);

export type Operations = Readonly<Record<string, Operation>>;
