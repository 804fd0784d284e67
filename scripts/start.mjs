/**
 * `npm start`: a Directus with this bundle, the reference deployment's data and three users, from a fresh clone. Until the packages are installed
 * only Node's own modules are used. This file is all that an unsupported Node gets to see.
 */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;

if (supported) {
	const { main } = await import('./lib/main.mjs');
	await main(process.argv.slice(2));
} else {
	console.error(
		`Node 20.19 (or 22.12) or newer is needed; this is Node ${process.versions.node}. Get one from https://nodejs.org and start again.`,
	);
	process.exit(1);
}
