/** The item that signing creates, as far as its table has the fields: what makes it an approval, who signs, what they said and that they agreed. */
import { useStores } from '@directus/extensions-sdk';
import type { GateStatus } from '../../src/contract';

export type Source = NonNullable<GateStatus['source']>;

export interface Signer {
	first_name: string | null;
	last_name: string | null;
	email: string | null;
}

/** The part of the Studio's stores that is used here. */
interface UserStore {
	currentUser: Partial<Signer> | null;
}
interface FieldsStore {
	getField: (collection: string, field: string) => object | null;
}

/** Who is signed in, and whether a table has a field; to be called in `setup`. */
export function useSigning(): { signer: Signer; hasField: (table: string, field: string) => boolean } {
	const stores = useStores();
	const user: UserStore = stores['useUserStore']();
	const fields: FieldsStore = stores['useFieldsStore']();
	const { first_name = null, last_name = null, email = null } = user.currentUser ?? {};
	return {
		signer: { first_name, last_name, email },
		hasField: (table, field) => fields.getField(table, field) !== null,
	};
}

/** The person's name; their address where they gave none, and empty where there is neither. */
export function nameOf({ first_name, last_name, email }: Signer): string {
	return [first_name, last_name].filter(Boolean).join(' ') || (email ?? '');
}

/** The values of the filter are always sent, and win: they make the item an approval. Other fields are sent where the table has them. */
export function signedItem(
	{ filter }: Source,
	{ signer, statement, hasField }: { signer: Signer; statement: string; hasField: (field: string) => boolean },
): Record<string, unknown> {
	const said: Record<string, unknown> = {
		...signer,
		statement,
		signature_text: nameOf(signer),
		esignature_agreement: true,
		...filter,
	};
	return Object.fromEntries(
		Object.entries(said).filter(([field, value]) => value !== null && (field in filter || hasField(field))),
	);
}
