/** Parts that sections of a profile share. */
import { z } from 'zod';

/** What PostgreSQL's integer holds: conditions cast to it. */
export const count = z.int32().min(0);
/** As the database has it, blanks at its ends included: they are part of the code there. */
export const code = z.string().regex(/\S/, 'must not be blank');
export const ratio = z.number().min(0).max(1);
export const provenance = z.record(z.string(), z.json()).optional();
export const valueStatus = z.enum(['candidate', 'active', 'deprecated', 'retired']);
