/** Where the profile comes from. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import oneRoof from '../../profiles/one-roof.json?text';
import { createConfig } from '../../src/profile/config';
import { readProfileText } from '../../src/profile/file';

let folder: string;
let path: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'axis-config-'));
	path = join(folder, 'profile.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const named = (name: string) => oneRoof.replace('"name": "one-roof"', `"name": "${name}"`);

function refusal(config: ReturnType<typeof createConfig>): unknown {
	try {
		return config.profile().profile.name;
	} catch (error) {
		return error;
	}
}

it('leaves every section out without AXIS_PROFILE, or where that is empty', () => {
	const { profile } = readProfileText('any', '{}');
	for (const env of [{}, { AXIS_PROFILE: '' }, { AXIS_PROFILE: undefined }]) {
		expect(createConfig(env).profile().profile).toEqual(profile);
	}
});

it('is the bundled one that AXIS_PROFILE names', () => {
	expect(createConfig({ AXIS_PROFILE: 'one-roof' }).profile()).toEqual(readProfileText('one-roof (bundled)', oneRoof));
});

it('is the file that AXIS_PROFILE names, read again where it changed, by each process at its next use', () => {
	writeFileSync(path, named('mine'));
	const [one, other] = [createConfig({ AXIS_PROFILE: path }), createConfig({ AXIS_PROFILE: path })];
	const first = one.profile();
	expect(first.profile.name).toBe('mine');
	expect(other.profile().profile.name).toBe('mine');
	expect(one.profile()).toBe(first);
	writeFileSync(path, named('mine'));
	expect(one.profile()).toBe(first);
	writeFileSync(path, named('another'));
	expect(one.reload().loaded.profile.name).toBe('another');
	expect(other.profile().profile.name).toBe('another');
});

it('tells what changed since it was last asked, whoever used it in between', () => {
	writeFileSync(path, named('mine'));
	const config = createConfig({ AXIS_PROFILE: path });
	expect(config.reload().changes).toEqual([]);
	writeFileSync(path, named('another').replace('"minimum": 1,', '"minimum": 12,'));
	config.profile();
	expect(config.reload().changes).toEqual([
		{ key: 'name', before: 'mine', after: 'another' },
		{ key: 'ratification.minimum', before: 1, after: 12 },
	]);
	expect(config.reload().changes).toEqual([]);
	expect(createConfig({}).reload().changes).toEqual([]);
});

it('stays where a changed file cannot be used, and tells why when it is asked for', () => {
	writeFileSync(path, named('mine'));
	const config = createConfig({ AXIS_PROFILE: path });
	config.profile();
	for (const text of ['{"name":', '{"database": 1}']) {
		writeFileSync(path, text);
		expect(config.profile().profile.name).toBe('mine');
		expect(() => config.reload()).toThrow('cannot be used');
		expect(config.profile().profile.name).toBe('mine');
	}
	rmSync(path);
	expect(config.profile().profile.name).toBe('mine');
	writeFileSync(path, named('mended'));
	expect(config.profile().profile.name).toBe('mended');
});

it('is not read before it is asked for', () => {
	const config = createConfig({ AXIS_PROFILE: path });
	writeFileSync(path, named('late'));
	expect(config.profile().profile.name).toBe('late');
});

it('a missing file is refused by its path, and read again the next time', () => {
	const config = createConfig({ AXIS_PROFILE: path });
	expect(refusal(config)).toMatchObject({ code: 'AXIS_INVALID_PROFILE', status: 409, extensions: { path } });
	expect(refusal(config)).toMatchObject({ message: expect.stringMatching(/cannot be read: .*ENOENT.*Nothing was changed/) });
	writeFileSync(path, named('mended'));
	expect(config.profile().profile.name).toBe('mended');
});

it('broken JSON and broken profiles are refused with their problems, and read again the next time', () => {
	const config = createConfig({ AXIS_PROFILE: path });
	writeFileSync(path, '{"name":');
	expect(refusal(config)).toMatchObject({ extensions: { problems: [expect.stringMatching(/^it is not JSON: /)] } });
	writeFileSync(path, '{"database": 1}');
	expect(refusal(config)).toMatchObject({
		extensions: { problems: expect.arrayContaining([expect.stringMatching(/^database: it is 1, and must be a text$/)]) },
	});
	writeFileSync(path, named('mended'));
	expect(config.profile().profile.name).toBe('mended');
});

it('a file that is not UTF-8 is refused, so that the recorded sha256 is always the file’s', () => {
	writeFileSync(path, Buffer.concat([Buffer.from(named('x').slice(0, -3)), Buffer.from([0xff, 0xfe])]));
	expect(refusal(createConfig({ AXIS_PROFILE: path }))).toMatchObject({
		message: expect.stringMatching(/it cannot be read: .*valid/i),
	});
});

it('a folder in place of a file is refused as such', () => {
	expect(refusal(createConfig({ AXIS_PROFILE: folder }))).toMatchObject({ message: expect.stringContaining('EISDIR') });
});
