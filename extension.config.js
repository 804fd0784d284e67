import { textModules } from './scripts/lib/text-modules.mjs';

// SQL files and the default profile are imported as text, so that the extension carries the very bytes a DBA reviews.
export default { plugins: [textModules()] };
