/** One line per step: what is being done, how long it took. */

/**
 * Runs a step, telling its name before and its duration after it. On a terminal the seconds are counted meanwhile.
 *
 * @template Result
 * @param {string} title
 * @param {(note: (text: string) => void) => Promise<Result>} run note: a word for the finished line, such as "already there"
 * @returns {Promise<Result>}
 */
export async function step(title, run) {
	const startedAt = Date.now();
	const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
	const live = process.stdout.isTTY === true;
	let note = '';
	const draw = () => process.stdout.write(`\r\x1b[2K… ${title} (${seconds()})`);
	const timer = live ? setInterval(draw, 200) : undefined;
	if (live) draw();
	else console.log(`… ${title}`);
	try {
		const result = await run((text) => (note = `${text}, `));
		clearInterval(timer);
		console.log(`${live ? '\r\x1b[2K' : ''}✓ ${title} (${note}${seconds()})`);
		return result;
	} catch (error) {
		clearInterval(timer);
		console.log(`${live ? '\r\x1b[2K' : ''}✗ ${title} (after ${seconds()})`);
		throw error;
	}
}
