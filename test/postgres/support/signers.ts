/** Addresses as people type them, each with the signer that it stands for. */
const ADA = 'ada@example.com';
const BOB = 'bob@example.com';

/** Null where it is no address, which signs nothing. */
export const SIGNERS: ReadonlyMap<string | null, string | null> = new Map([
	[null, null],
	['', null],
	[' \u00a0\u200b', null],
	[ADA, ADA],
	[' Ada@Example.com\t', ADA],
	['ada+council@example.com', ADA],
	[BOB, BOB],
	['BOB@example.com\u00a0', BOB],
	['\ufeffbob@example.com\u200b', BOB],
	['bob\uff20example.com', BOB],
	['\u202ebob+1@example.com\u2028', BOB],
	['bob', null],
	['bob@example', null],
	['bob+1@', null],
	['bob.@example.com', null],
	['b\u043eb@example.com', null],
	['bob\u200b@example.com', null],
	['bob@example.com, eve@example.com', null],
	['eve@example.com', 'eve@example.com'],
]);
