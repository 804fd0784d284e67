/** The command for the owner role: says what is so, or prints the SQL that a DBA runs. It changes nothing itself. */
import { z } from 'zod';
import { hardeningScript, readHardening, readPlace, type Hardening } from '../src/harden/harden';
import { codeOption, flagOption, JSON_HELP, readOptions, refuseBoth, UsageError, wantsJson } from './options';
import { EXIT_CODES, examples, type Command } from './program';
import { blocks } from './render';
import { runCommand, type CliContext } from './session';
import { writeNewFile } from './write-new-file';
import { formatTable } from './table';

const DEFAULT_OWNER = 'axis_owner';

const options = z.object({
	owner: codeOption.default(DEFAULT_OWNER),
	role: codeOption.optional(),
	check: flagOption,
	print: flagOption,
	out: codeOption.optional(),
	undo: flagOption,
});

export function addHarden(axis: Command, context: CliContext): void {
	axis
		.command('harden')
		.description(
			'Say whether the axis objects are out of reach of Directus’ database role, or print the SQL that puts them there.',
		)
		.option('--check', 'say which claims hold in this database now (the default)')
		.option('--print', 'print the SQL, for psql as a superuser; run nothing')
		.option('--out <file>', 'write the SQL to a new file instead')
		.option('--undo', 'with --print or --out: the SQL that gives everything back')
		.option('--owner <role>', `role that owns the axis objects (default: ${DEFAULT_OWNER})`)
		.option('--role <role>', 'role that Directus signs in with (default: the one that asks)')
		.option('--json', JSON_HELP)
		.allowExcessArguments(false)
		.addHelpText('after', EXIT_CODES + examples('harden', 'harden --out harden.sql', 'harden --undo --out undo.sql'))
		.action(async (given) => {
			await runCommand(context, wantsJson(given), async (session) => {
				const { owner, role, check, print, out, undo } = readOptions(options, given);
				refuseBoth(['--check', check || undefined], ['--print', print || undefined]);
				refuseBoth(['--check', check || undefined], ['--out', out]);
				if (undo && !print && out === undefined) throw new UsageError("option '--undo' needs option '--print' or '--out'");
				const db = context.host.database;
				const place = await readPlace(db, session.rollout().loaded.profile.ratification.source);
				const host = role ?? place.host;
				if (owner === host) throw new UsageError(`option '--owner' is Directus' own role ${host}`);
				if (print || out !== undefined) {
					const sql = hardeningScript({ ...place, owner, host }, undo);
					if (out === undefined) return { data: { owner, role: host, sql }, ok: true, text: sql.trimEnd(), exact: true };
					const file = await writeNewFile(out, sql);
					return { data: { owner, role: host, file }, ok: true, text: file };
				}
				const data = await readHardening(db, { owner, host, source: place.source });
				if (data === null) throw new UsageError(`there is no role ${host}`);
				return { data, ok: data.status === 'HARDENED', text: renderHardening(data) };
			});
		});
}

function renderHardening({ status, but, owner, role, claims }: Hardening): string {
	const verdict = { claim: { true: 'holds', false: 'FAILS' }, note: { true: 'note: yes', false: 'note: no' } } as const;
	return blocks(
		formatTable(
			['claim', 'verdict', 'fact'],
			claims.map(({ kind, claim, holds, fact }) => [claim, verdict[kind][holds ? 'true' : 'false'], fact]),
		),
		status === 'HARDENED' ? '' : '"directus axis harden --out FILE" writes the SQL; what is left after it, a DBA must decide.',
		`${status}${but === null ? '' : `, but ${but}`}: owner ${owner}, Directus' role ${role}.`,
	);
}
