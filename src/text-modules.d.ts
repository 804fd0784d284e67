/** Files that scripts/lib/text-modules.mjs turns into text at build time. */
declare module '*.sql' {
	const text: string;
	export default text;
}

declare module '*.json?text' {
	const text: string;
	export default text;
}
