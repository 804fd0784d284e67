/** Sections of a page that a test writes: between `<!-- generated: name -->` and `<!-- end: name -->`. `vitest -u` writes them anew. */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { expect } from 'vitest';

/**
 * Holds that a section of `page` (a path from the checkout's root) says `text`, Markdown. With `-u` it is written instead.
 * Fails when the page has no such section.
 */
export async function expectSection(page: string, name: string, text: string): Promise<void> {
	const { written, wanted } = await sectionOf(page, name, text);
	if (isUpdating()) await writeFile(page, wanted);
	else expect(written, `${page}, section ${name}; -u writes it`).toBe(wanted);
}

/** The same for figures that differ from run to run: written with `-u`, never compared. Fails when the page has no such section. */
export async function recordSection(page: string, name: string, text: string): Promise<void> {
	const { wanted } = await sectionOf(page, name, text);
	if (isUpdating()) await writeFile(page, wanted);
}

async function sectionOf(page: string, name: string, text: string): Promise<{ written: string; wanted: string }> {
	const [opening, closing] = [`<!-- generated: ${name} -->`, `<!-- end: ${name} -->`];
	const written = await readFile(page, 'utf8');
	const from = written.indexOf(opening);
	const to = written.indexOf(closing);
	expect(from >= 0 && to > from, `${page} has the section ${name}`).toBe(true);
	const draft = `${written.slice(0, from + opening.length)}\n\n${text.trim()}\n\n${written.slice(to)}`;
	return { written, wanted: await format(draft, { ...(await resolveConfig(page)), parser: 'markdown' }) };
}

/** Vitest's workers do not see the command line; its state does. */
function isUpdating(): boolean {
	const { snapshotState } = expect.getState();
	const mode: unknown = Reflect.get(snapshotState, '_updateSnapshot');
	return mode === 'all';
}

/** A Markdown table. Cells must not hold line ends. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
