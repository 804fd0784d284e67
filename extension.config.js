import { leanStyles } from './scripts/lib/lean-styles.mjs';
import { plainColours } from './scripts/lib/plain-colours.mjs';
import { splitApp } from './scripts/lib/split-app.mjs';
import { textModules } from './scripts/lib/text-modules.mjs';

// Else the compiler of components keeps comments and names that only a developer reads. Whoever builds: a test runner has set another.
process.env.NODE_ENV = 'production';

// SQL files and the default profile are imported as text, so that the extension carries what people review. The app comes in pieces.
export default { plugins: [textModules(), leanStyles(), plainColours(), splitApp()] };
